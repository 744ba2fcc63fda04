-- Writes the rejects of import $import; the four lists are of one length.
insert into ledger.rejects
select
    $import,
    unnest($lines::bigint[]),
    unnest($columns::varchar[]),
    unnest($texts::varchar[]),
    unnest($reasons::varchar[])
