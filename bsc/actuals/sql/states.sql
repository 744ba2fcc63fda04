-- one row per period that has days: aggregate states of a cube put together; ?: the periods' numbers, first days and ends, then the filters' values
with $calendar
select
    "calendar"."slot" as "slot",
    $states
from $cube as "cube"
join "calendar" on "calendar"."day" = "cube"."day"
where $filters
group by "calendar"."slot"
