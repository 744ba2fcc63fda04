-- One row: the first and the last touched unit.
select min(_unit) as first_unit, max(_unit) as last_unit from touched
