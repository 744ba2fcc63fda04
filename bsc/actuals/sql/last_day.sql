-- one row: the last day that has rows; ?: the days that were touched
select max("day") as "day" from $cube where "day" not in (select unnest(?::date[]))
