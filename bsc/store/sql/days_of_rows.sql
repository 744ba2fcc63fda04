-- A row is one day from ? to ?, and how many rows of {dataset} lie on it.
select cast({day} as date) as day, count(*) as rows
from {dataset} as r
{joined}
where cast({day} as date) between ? and ?
group by all
order by day
