-- the values of rows with their keys: by row, or each once; ?: of each day the first day of its stretch, and the days
create or replace temp table gathered_values as
with
$derived
"calendar" as (select unnest(?::date[]) as "start", unnest(?::date[]) as "of"),
"valued" as (
    select "calendar"."start" as "day" $keys, $value as "value"
    from $source
    join "calendar" on "calendar"."of" = cast($day as date)
    where $filters
)
select $once "day" $key_names, "value"
from "valued"
where "value" is not null
