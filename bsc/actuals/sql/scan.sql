-- one row per day (and key) that has rows: the pieces of its rows; ?: the filters' values
with
$derived
"gathered" as (
    select
        cast($day as date) as "day" $keys $held $gathered
    from $source
    where ($filters) and $day is not null
    group by all
)
select
    "day" $key_names $picked
from "gathered"
group by "day" $key_names
