-- Keeps a new snapshot; the parameters are named after the columns.
insert into ledger.snapshots by name
select $id as id, $contents as contents, $sha256 as sha256, $bytes as bytes, $at::timestamp as made_at
