-- one row: the first and the last day that the rows of a dataset lie on by this time column
with
$derived
"day" as (
    select cast($time as date) as "day"
    from $source
)
select min("day"), max("day") from "day"
