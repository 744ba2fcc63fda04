-- One row: how many incoming rows belong to a unit that a row holds which counts.
select count(*) as held
from incoming
where {unit} in (select distinct _unit from counting_rows where _unit in (select _unit from touched))
