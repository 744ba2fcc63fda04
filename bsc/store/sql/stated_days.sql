-- A row is one day of a period that the file of an import states; {which} says of which imports.
select cast(unnest(generate_series(covers_from, covers_to, interval 1 day)) as date) as _unit
from ledger.imports
where covers_from is not null and {which}
