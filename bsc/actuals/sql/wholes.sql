-- one row per period (and key) that has rows: aggregates over all its rows; ?: the periods' numbers, first days and ends, then the filters' values
with
$derived
"span" as (
    select
        unnest(?::bigint[]) as "slot",
        unnest(?::date[]) as "first_day",
        unnest(?::date[]) as "end_day"
),
"calendar" as (
    select "slot", cast(unnest(generate_series("first_day", "end_day" - 1, interval 1 day)) as date) as "day"
    from "span"
)
select
    "calendar"."slot" as "slot" $keys,
    $wholes
from $source
join "calendar" on "calendar"."day" = cast($day as date)
where $filters
group by "calendar"."slot" $key_names
