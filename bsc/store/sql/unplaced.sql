-- Puts into the list the incoming rows that belong to no unit: they lack their day or their key.
insert into unfit select _line, $columns, '', $reason from incoming where {unit} is null
