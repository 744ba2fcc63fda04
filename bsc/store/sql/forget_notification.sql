-- Forgets a notification.
delete from ledger.notifications where id = $id
