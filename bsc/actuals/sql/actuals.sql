-- one row per period that has rows: how many, and each KPI's values; ?: the periods' numbers, first days and ends, then the filters' values
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
),
"partial" as (
    select
        "calendar"."slot" as "slot",
        $partials
    from $source
    join "calendar" on "calendar"."day" = cast($time as date)
    where $filters
    group by "calendar"."slot"
)
select
    "slot",
    $values
from "partial"
