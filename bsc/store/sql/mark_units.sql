-- Marks the touched units, which are days, as touched in rollup {rollup}.
insert into ledger.rollup_days
select distinct {rollup}, _unit
from touched
where _unit not in (select "day" from ledger.rollup_days where rollup = {rollup})
