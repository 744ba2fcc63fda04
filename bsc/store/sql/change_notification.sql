-- Puts another document in the place of a notification's; who made it, and when, stays.
update ledger.notifications set document = $document where id = $id
