-- A row is one rollup, with the days that were touched since it was built.
with touched as (select rollup, list("day") as days from ledger.rollup_days group by rollup)

select id, dataset, reads, fingerprint, spec, "day", source, derived, tables, cells, rows, made_at, days
from ledger.rollups
left join touched on rollup = id
order by id
