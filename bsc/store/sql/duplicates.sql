-- Puts into the list the incoming rows that a later row of the same file takes the place of.
insert into unfit
select _line, $columns, {key}, 'the same key comes again in line ' || _last_line || ', which counts'
from incoming
join repeated on {unit} = _unit
where _line < _last_line
