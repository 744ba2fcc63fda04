-- A row is one earlier import whose rows would stop counting, and how many of them, in one portion of the units.
with counting as (
    select _import, count(*) as _rows
    from counting_rows
    where {portion} and _unit in (select _unit from touched where {portion})
    group by _import
)

select id, file, "at", _rows
from counting
join ledger.imports on id = _import
order by id
