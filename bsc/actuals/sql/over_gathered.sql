-- one row per period (and key) that has values: aggregates over the gathered values; ?: the periods' numbers, first days and ends
with $calendar
select "calendar"."slot" as "slot" $keys, $wholes
from gathered_values
join "calendar" on "calendar"."day" = gathered_values."day"
group by "calendar"."slot" $key_names
