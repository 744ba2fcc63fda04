-- A row is one column of one dataset in one import that counts, oldest import first.
select i.dataset, c.name, c.label, c.type, c.filled
from ledger.import_columns as c
join ledger.imports as i on i.id = c.import
where i.undone_at is null
order by i.dataset, i.id, c.position
