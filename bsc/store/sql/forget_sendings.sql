-- Forgets what was sent of a subscription.
delete from ledger.sendings where subscription = $id
