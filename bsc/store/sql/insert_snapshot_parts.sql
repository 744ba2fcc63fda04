-- Keeps parts of a snapshot's file, in their order; $first is the number of the first of them, counted from 0.
insert into ledger.snapshot_parts by name
select $snapshot as snapshot, $first + generate_subscripts($parts::blob[], 1) - 1 as part, unnest($parts::blob[]) as content
