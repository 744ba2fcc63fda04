-- A row is the line of one incoming row that belongs to no unit: it lacks its day or its key.
select _line from incoming where {unit} is null order by _line
