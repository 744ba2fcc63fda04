-- one row per day, key and value: how many rows have it
with
$derived
"valued" as (
    select cast($day as date) as "day" $keys, $value as "value"
    from $source
    where ($filters) and $day is not null
)
select "day" $key_names, "value", count(*) as "n"
from "valued"
where "value" is not null
group by all
