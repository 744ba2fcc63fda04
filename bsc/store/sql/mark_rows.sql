-- Marks as touched in rollup {rollup} the days of those rows of {source} with {which}.
insert into ledger.rollup_days
with {derived}_touched as (select distinct cast({day} as date) as _day from {source} where {which})

select {rollup}, _day
from _touched
where _day is not null and _day not in (select "day" from ledger.rollup_days where rollup = {rollup})
