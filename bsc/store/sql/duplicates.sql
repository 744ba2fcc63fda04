-- A row is one incoming row that a later row of the same file takes the place of: its line, its key, the later line.
select _line, _key, _last_line
from (
    select _line, {key} as _key, {unit} as _unit, max(_line) over (partition by {unit}) as _last_line
    from incoming
)
where _unit is not null and _line < _last_line
order by _line
