-- writes what was counted; ?: six lists of one length, a list for each column
insert into $counted
select
    unnest(?::integer[]),
    unnest(?::varchar[]),
    unnest(?::date[]),
    unnest(?::varchar[]),
    unnest(?::varchar[]),
    unnest(?::double[])
