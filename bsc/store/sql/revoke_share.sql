-- Marks the share link $id as revoked.
update ledger.shares set revoked_at = $at where id = $id and revoked_at is null
