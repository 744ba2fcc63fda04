-- one row: of the rows of every so-many-th day, into about how many groups they fall, for each way to group them
with
$derived
"keyed" as (
    select cast($day as date) as "day" $keys
    from $source
    where $day is not null and hash(cast($day as date)) % $every = 0
)
select $cells
from "keyed"
