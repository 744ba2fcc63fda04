-- A row is a snapshot that no link needs any more at the moment $1: each that had it was revoked, or has expired.
select id
from ledger.snapshots
where id not in (
    select snapshot
    from ledger.shares
    where snapshot is not null and revoked_at is null and (expires_at is null or expires_at > $1)
)
