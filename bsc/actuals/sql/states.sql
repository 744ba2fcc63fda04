-- one row per period that has days: aggregate states of a cube put together; ?: the periods' numbers, first days and ends, then the filters' values
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
select
    "calendar"."slot" as "slot",
    $states
from $cube as "cube"
join "calendar" on "calendar"."day" = "cube"."day"
where $filters
group by "calendar"."slot"
