-- one row per period that has rows: how many, and each KPI's values; ?: the periods' numbers, first days and ends, then the filters' values
with
$derived
$calendar,
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
