-- one row per period (and key) that has rows: aggregates over all its rows; ?: the periods' numbers, first days and ends, then the filters' values
with
$derived
$calendar
select
    "calendar"."slot" as "slot" $keys,
    $wholes
from $source
join "calendar" on "calendar"."day" = cast($day as date)
where $filters
group by "calendar"."slot" $key_names
