-- A row is one unit of that list.
create or replace temp view touched as select _unit from touched_units
