-- Puts another document in the place of a subscription's; who made it, and when, stays.
update ledger.subscriptions set document = $document where id = $id
