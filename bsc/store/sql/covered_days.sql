-- A row is one dataset: the first and last day of the periods that its files state.
select dataset, min(covers_from) as first_day, max(covers_to) as last_day
from ledger.imports
where undone_at is null and covers_from is not null
group by dataset
