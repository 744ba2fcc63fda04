-- A row is one day from {first_day} to {last_day}.
select cast(unnest(generate_series(date {first_day}, date {last_day}, interval 1 day)) as date) as _unit
