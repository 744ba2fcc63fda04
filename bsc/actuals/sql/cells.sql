-- one row: about how many groups the rows fall into, for each way to group them
with
$derived
"keyed" as (
    select cast($day as date) as "day" $keys
    from $source
    where $day is not null
)
select $cells
from "keyed"
