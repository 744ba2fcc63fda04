-- A row is one day from ? to ? of a period that a file of dataset ? states.
select distinct cast(unnest(generate_series(greatest(covers_from, ?::date), least(covers_to, ?::date), interval 1 day)) as date) as day
from ledger.imports
where dataset = ? and undone_at is null and covers_from is not null
