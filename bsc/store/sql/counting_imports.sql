-- A row is one import and how many of its rows count in {dataset}, those with {which}.
select r._import, count(*) as rows
from {dataset} as r
{joined}
where {which}
group by r._import
order by r._import desc
