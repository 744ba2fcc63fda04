-- Forgets a subscription.
delete from ledger.subscriptions where id = $id
