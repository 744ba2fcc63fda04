-- one row per comment, in the order that was asked for; ?: the values of the conditions, then how many and after how many
with
$derived
$comment
select "text", "rating", "day", "persona"
from "comment"
where $which
order by $order, "text", "rating", "persona"
limit ? offset ?
