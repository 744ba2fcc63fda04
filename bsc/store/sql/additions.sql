-- One row: how many incoming rows belong to a unit that a row holds which counts, in one portion of the units.
select count(*) as held
from incoming
where {incoming_portion} and {unit} in (
    select distinct _unit
    from counting_rows
    where {portion} and _unit in (select _unit from touched where {portion})
)
