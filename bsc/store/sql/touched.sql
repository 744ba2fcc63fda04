-- Makes the list of the units that rows belong to, and of the days covered besides.
create or replace temp table touched_units as
select {distinct} {unit} as _unit from {source} where {unit} is not null {which}
{covered}
