-- Keeps a new rollup; the parameters are named after the columns.
insert into ledger.rollups by name
select
    $id as id,
    $dataset as dataset,
    $reads::varchar[] as reads,
    $fingerprint as fingerprint,
    $spec as spec,
    $day as "day",
    $source as source,
    $derived as derived,
    $tables::varchar[] as tables,
    $cells as cells,
    $rows as rows,
    $made_at::timestamp as made_at
