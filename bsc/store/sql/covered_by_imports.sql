-- A row is one touched day that an import of dataset {dataset} covers because its file states a period.
select _unit, id as _import, null as _line
from touched
join ledger.imports on _unit between covers_from and covers_to
where undone_at is null and covers_from is not null and dataset = {dataset}
