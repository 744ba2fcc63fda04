-- Lets the rows of the touched units count no more, in one portion of the units.
update {rows}
set _live = false
where _live and {portion} and {unit} in (select _unit from touched where {touched_portion})
