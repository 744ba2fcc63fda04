-- one row per period (and key) that has values: aggregates over how often each value occurs; ?: the periods' numbers, first days and ends, then the filters' values
with $calendar,
"occurring" as (
    select "calendar"."slot" as "slot" $keys, "values"."value" as "value", sum("values"."n") as "n"
    from $values as "values"
    join "calendar" on "calendar"."day" = "values"."day"
    where $filters
    group by all
),
"placed" as (
    select
        *,
        sum("n") over (partition by "slot" $key_names order by "value") as "upto",
        sum("n") over (partition by "slot" $key_names) as "total"
    from "occurring"
)
select
    "slot" $key_names,
    $wholes
from "placed"
group by "slot" $key_names
