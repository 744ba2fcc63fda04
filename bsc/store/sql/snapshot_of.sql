-- One row, or none: the snapshot that was taken of just these contents.
select id from ledger.snapshots where contents = $1
