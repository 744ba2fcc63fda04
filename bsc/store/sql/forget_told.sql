-- Forgets what a notification has told: what holds when it is looked at next counts as known.
delete from ledger.told where notification = $id
