-- the days of each period, as they stand after `with`; ?: the periods' numbers, first days and ends
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
