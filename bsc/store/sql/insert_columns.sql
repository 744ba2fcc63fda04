-- Writes the columns of import $import; the four lists are of one length.
insert into ledger.import_columns
select
    $import,
    unnest(range(len($names))),
    unnest($names::varchar[]),
    unnest($labels::varchar[]),
    unnest($types::varchar[]),
    unnest($filled::boolean[])
