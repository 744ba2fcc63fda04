-- Writes the columns of import $import; the seven lists are of one length.
insert into ledger.import_columns
select
    $import,
    unnest(range(len($names))),
    unnest($names::varchar[]),
    unnest($labels::varchar[]),
    unnest($types::varchar[]),
    unnest($filled::boolean[]),
    unnest($notes::varchar[]),
    unnest($lows::double[]),
    unnest($highs::double[])
