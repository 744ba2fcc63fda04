-- A row is one column of dataset ? in which an import that counts has a value: its newest unit, and the
-- range of the imports with that unit.
with held as (
    select c.name, c.note, c.low, c.high, max_by(c.note, i.id) over (partition by c.name) as newest_note
    from ledger.import_columns as c
    join ledger.imports as i on i.id = c.import
    where i.dataset = ? and i.undone_at is null and c.filled and c.note is not null
)

select name, newest_note as note, min(low) as low, max(high) as high
from held
where note = newest_note
group by name, newest_note
