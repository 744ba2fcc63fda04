-- One row: how many incoming rows there are, and how many of them belong to a unit that no counting row holds.
with held as (select distinct {unit} as _unit from {rows} where _live and {unit} in (select _unit from touched))

select
    count(*) as rows,
    count({counted}) filter (where {unit} is not null and {unit} not in (select _unit from held)) as adds
from incoming
