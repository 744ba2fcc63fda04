-- A row is one column of one dataset, of all its imports that count or those of dataset ? only: its newest header, the
-- types that imports with a value in it have, and the type in the newest import.
select
    i.dataset,
    c.name,
    max_by(c.label, i.id) as label,
    coalesce(list(distinct c.type) filter (where c.filled), []) as filled_types,
    max_by(c.type, i.id) as newest_type
from ledger.import_columns as c
join ledger.imports as i on i.id = c.import
where i.undone_at is null and coalesce(?::varchar, i.dataset) = i.dataset
group by i.dataset, c.name
order by i.dataset, min(i.id), min_by(c.position, i.id)
