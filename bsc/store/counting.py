"""Which rows of a dataset count: those of the newest import that holds or covers their unit."""

from collections.abc import Sequence
from datetime import date

import duckdb

from bsc.store.placing import MANY_UNITS, Placing, Portion, Unit, days_between, portions
from bsc.store.statements import identifier, literal, statement, text


def touch_incoming(cursor: duckdb.DuckDBPyConnection, placed_by: Unit, covers: tuple[date, date] | None) -> None:
    """Make `touched` the units of the incoming rows, and the days of the period that their file states."""
    if placed_by.placing in MANY_UNITS:
        cursor.execute(statement("touched_incoming", unit=placed_by.sql))
        return
    days = ""
    if covers is not None:
        first, last = (literal(day.isoformat()) for day in covers)
        days = statement("days", first_day=first, last_day=last)
    _touch(cursor, placed_by, "incoming", "", days)


def touch_imports(cursor: duckdb.DuckDBPyConnection, dataset: str, placed_by: Unit, numbers: Sequence[int]) -> None:
    """Make `touched` the units of the imports *numbers*, with the days that they cover."""
    listed = ", ".join(f"{number:d}" for number in numbers)
    days = statement("stated_days", which=f"id in ({listed})")
    _touch(cursor, placed_by, identifier("rows", dataset), f"and _import in ({listed})", days)


def touch_all(cursor: duckdb.DuckDBPyConnection, dataset: str, placed_by: Unit) -> None:
    """Make `touched` every unit of *dataset*."""
    days = statement("stated_days", which=f"dataset = {literal(dataset)} and undone_at is null")
    _touch(cursor, placed_by, identifier("rows", dataset), "", days)


def touched(cursor: duckdb.DuckDBPyConnection) -> int:
    """Return how many units were touched by imports that are undone, or by a changed placing."""
    ((units,),) = cursor.execute(text("touched_count")).fetchall()
    return int(units)


def touched_portions(cursor: duckdb.DuckDBPyConnection, placed_by: Unit, units: int) -> list[Portion]:
    """Return the portions of the touched units, some *units* in number; days in one, from the first to the last.

    Rows mostly lie in the order of their days: with the ends in its text, a query skips all others without a look.
    """
    if placed_by.placing is not Placing.DAY:
        return portions(placed_by, units)
    (ends,) = cursor.execute(text("touched_span")).fetchall()
    return days_between(*ends)


def count_anew(cursor: duckdb.DuckDBPyConnection, dataset: str, placed_by: Unit) -> None:
    """Say which rows of the touched units count."""
    covered = ""
    if placed_by.placing is Placing.DAY:
        covered = "union all\n" + statement("covered_by_imports", dataset=literal(dataset))
    rows = identifier("rows", dataset)
    for portion in touched_portions(cursor, placed_by, touched(cursor)):
        here = {"here": portion(placed_by.sql), "touched_here": portion("_unit")}
        sql = statement("live_rows", rows=rows, unit=placed_by.sql, covered=covered, **here)
        cursor.execute(sql, {"one_row": placed_by.one_row})


def placing(cursor: duckdb.DuckDBPyConnection, dataset: str) -> Unit | None:
    """Return by what the rows of *dataset* are replaced, as it was when they were last counted; None without rows."""
    kept = cursor.execute(text("placing"), [dataset]).fetchall()
    return next((Unit(Placing(kind), tuple(columns)) for kind, columns in kept), None)


def supersede(cursor: duckdb.DuckDBPyConnection, dataset: str, placed_by: Unit, rows: int) -> None:
    """Let the rows of the touched units count no more: the *rows* of the newest import, which come next, count."""
    table, unit = identifier("rows", dataset), placed_by.sql
    for portion in touched_portions(cursor, placed_by, rows):
        here = {"portion": portion(unit), "touched_portion": portion("_unit")}
        cursor.execute(statement("supersede", rows=table, unit=unit, **here))


def keep_placing(cursor: duckdb.DuckDBPyConnection, dataset: str, placed_by: Unit) -> None:
    """Keep by what the rows of *dataset* are replaced; a row that was counted otherwise is counted anew.

    `touched` is then every unit.
    """
    before = placing(cursor, dataset)
    if before == placed_by:
        return
    cursor.execute(text("forget_placing"), [dataset])
    cursor.execute(text("keep_placing"), [dataset, str(placed_by.placing), list(placed_by.columns)])
    if before is not None:
        cursor.execute(statement("none_counts", rows=identifier("rows", dataset)))
        touch_all(cursor, dataset, placed_by)
        count_anew(cursor, dataset, placed_by)


def _touch(cursor: duckdb.DuckDBPyConnection, placed_by: Unit, source: str, which: str, days: str) -> None:
    covered = f"union\n{days}" if days and placed_by.placing is Placing.DAY else ""
    distinct = "" if placed_by.placing in MANY_UNITS else "distinct"
    unit = {"unit": placed_by.sql, "distinct": distinct}
    cursor.execute(statement("touched", source=source, which=which, covered=covered, **unit))
    cursor.execute(text("touched_listed"))
