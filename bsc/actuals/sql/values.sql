-- one row per period (and key) that has values: aggregates over how often each value occurs; ?: the periods' numbers, first days and ends, then the filters' values
with "span" as (
    select
        unnest(?::bigint[]) as "slot",
        unnest(?::date[]) as "first_day",
        unnest(?::date[]) as "end_day"
),
"calendar" as (
    select "slot", cast(unnest(generate_series("first_day", "end_day" - 1, interval 1 day)) as date) as "day"
    from "span"
),
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
