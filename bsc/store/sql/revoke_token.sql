-- Marks the token $id as revoked.
update ledger.tokens set revoked_at = $at where id = $id and revoked_at is null
