-- One row: how many units that list holds.
select count(*) as units from touched_units
