-- Lets the rows of the touched units count no more.
update {rows} set _live = false where _live and {unit} in (select _unit from touched)
