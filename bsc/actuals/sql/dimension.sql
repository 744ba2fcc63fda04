-- one row per value of a dimension, the most frequent ones; ?: how many at most
with
$derived
"value" as (
    select cast($column as varchar) as "value"
    from $source
)
select "value"
from "value"
where "value" is not null
group by "value"
order by count(*) desc, "value"
limit ?
