-- Says which rows of the touched units count: those of the newest import that holds or covers their unit,
-- and where a unit is one row ($one_row), the last of that import's; in one portion of the units.
with held as (
    select {unit} as _unit, _import, max(_line) as _line
    from {rows}
    where {here} and {unit} in (select _unit from touched where {touched_here})
    group by all
    {covered}
),

latest as (
    select _unit, max(_import) as _latest_import, max_by(_line, _import) as _latest_line
    from held
    group by _unit
)

update {rows}
set _live = (_import = _latest_import and (not $one_row or _line = _latest_line))
from latest
where {here} and {unit} = _unit and _live <> (_import = _latest_import and (not $one_row or _line = _latest_line))
