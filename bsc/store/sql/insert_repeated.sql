-- Puts the units with more than one incoming row into the list: the last line of each, and how many are too many.
insert into repeated
select {unit} as _unit, max(_line) as _last_line, count(*) - 1 as _too_many
from incoming
where {unit} is not null and {portion}
group by all
having count(*) > 1
