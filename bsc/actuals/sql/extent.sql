-- one row: how many rows there are, on how many days, the first and the last, and about how many values each key has
with
$derived
"keyed" as (
    select cast($day as date) as "day" $keys
    from $source
    where $day is not null
)
select count(*) as "rows", count(distinct "day") as "days", min("day") as "first_day", max("day") as "last_day" $counts
from "keyed"
