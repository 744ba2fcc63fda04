-- one row: how many comments, how many with a number as rating, its mean, least and greatest, the comments' last day; ?: the values of the conditions
with
$derived
$comment
select
    count(*) as "comments",
    count("number") as "rated",
    avg("number") as "mean",
    min("number") as "least",
    max("number") as "greatest",
    max("day") as "last_day"
from "comment"
where $which
