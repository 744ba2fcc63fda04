-- One row, or none: the hash of the token $1, unless it was revoked.
select hash from ledger.tokens where id = $1 and revoked_at is null
