-- one row per day: the pieces of a rollup's cube, put together over its dimensions; ?: the filters' values
select "day" $pieces
from $cube
where $filters
group by "day"
