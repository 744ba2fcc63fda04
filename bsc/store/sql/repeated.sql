-- Makes the list of the units that have more than one incoming row: the last line of each, and how many are too many.
create or replace temp table repeated as
select {unit} as _unit, max(_line) as _last_line, count(*) - 1 as _too_many
from incoming
where {unit} is not null
group by all
having count(*) > 1
