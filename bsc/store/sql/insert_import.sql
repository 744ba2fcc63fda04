-- Writes one import into the ledger.
insert into ledger.imports
values (
    $id, $dataset, $file, $table_name, $sha256, $reading, $at, $who, $first_day, $last_day, $covers_from, $covers_to,
    $rows, $replaced, $dropped, $rejects, null, null, $action
)
