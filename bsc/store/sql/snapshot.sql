-- One row, or none: the hash of the snapshot $1, and how many parts it is kept in.
select sha256, (select count(*) from ledger.snapshot_parts where snapshot = id) as parts
from ledger.snapshots
where id = $1
