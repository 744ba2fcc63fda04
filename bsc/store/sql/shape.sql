-- One row: how many rows the dataset {dataset} shows ({count}), and the first and last day that they lie on.
select {count} as rows, cast(min({day}) as date) as first_day, cast(max({day}) as date) as last_day
from {dataset} as r
{joined}
