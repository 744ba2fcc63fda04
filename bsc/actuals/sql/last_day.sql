-- one row: the last day that the dataset covers by this time column
with
$derived
"day" as (
    select cast($time as date) as "day"
    from $source
)
select max("day") from "day"
