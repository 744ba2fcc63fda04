-- Makes the empty list of the units that have more than one incoming row.
create or replace temp table repeated as
select {unit} as _unit, _line as _last_line, cast(0 as bigint) as _too_many from incoming limit 0
