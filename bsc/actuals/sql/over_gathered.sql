-- one row per period (and key) that has values: aggregates over the gathered values; ?: the periods' numbers, first days and ends
with "span" as (
    select
        unnest(?::bigint[]) as "slot",
        unnest(?::date[]) as "first_day",
        unnest(?::date[]) as "end_day"
),
"calendar" as (
    select "slot", cast(unnest(generate_series("first_day", "end_day" - 1, interval 1 day)) as date) as "day"
    from "span"
)
select "calendar"."slot" as "slot" $keys, $wholes
from gathered_values
join "calendar" on "calendar"."day" = gathered_values."day"
group by "calendar"."slot" $key_names
