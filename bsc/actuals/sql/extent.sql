-- one row: how many rows have a day, on about how many days, the first and the last
with
$derived
"keyed" as (
    select cast($day as date) as "day"
    from $source
    where $day is not null
)
select count(*) as "rows", approx_count_distinct("day") as "days", min("day") as "first_day", max("day") as "last_day"
from "keyed"
