-- One row: how many rows the dataset {dataset} shows, and the first and last day that they lie on.
select
    (select count(*) from {dataset}) as rows,
    cast(min({day}) as date) as first_day,
    cast(max({day}) as date) as last_day
from {dataset} as r
{joined}
