-- one row per value of a dimension with how many rows have it; ?: the days that do not count
select $column as "value", sum($rows)::bigint as "rows"
from $cube
where $column is not null and "day" not in (select unnest(?::date[]))
group by all
