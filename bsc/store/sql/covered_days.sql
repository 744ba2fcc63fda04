-- A row is one dataset: the first and last day of the periods that its files state.
select dataset, min(first_day) as first_day, max(last_day) as last_day
from ledger.imports
where undone_at is null and covers_period
group by dataset
