-- Writes the lines of import $import that are not data; the three lists are of one length.
insert into ledger.dropped
select $import, unnest($lines::bigint[]), unnest($reasons::varchar[]), unnest($texts::varchar[])
