-- one row: a key that more than one row of the looked-up dataset has; none when the key is unique
with
$derived
"key" as (
    select $key
    from $relation
    where $present
)
select $shown
from "key"
group by all
having count(*) > 1
order by all
limit 1
