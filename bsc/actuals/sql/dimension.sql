-- one row per value of a dimension with how many rows have it, the most frequent ones; ?: which days, and how many at most
with
$derived
"value" as (
    select cast($column as varchar) as "value"
    from $source
    where $which
)
select "value", count(*) as "rows"
from "value"
where "value" is not null
group by "value"
order by count(*) desc, "value"
limit ?
