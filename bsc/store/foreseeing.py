"""What a file would do to a dataset, told without changing anything."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from bsc.errors import Refused
from bsc.model.shape import Scale
from bsc.store import counting, staging
from bsc.store.evolving import Evolution, evolution
from bsc.store.incoming import ChangedUnit, Effect, Incoming, ReplacedImport
from bsc.store.placing import Placing, Unit, unit
from bsc.store.shapes import NUMBERS, SQL_TYPES, rows_of
from bsc.store.statements import identifier, statement, text
from bsc.store.units import changed, units_before

SHOWN = 1_000  # rejects that a preview carries; an import writes all of them


def effect(cursor: duckdb.DuckDBPyConnection, incoming: Incoming) -> Effect:
    """Return what *incoming* would do to its dataset; nothing is changed, and no lock is taken.

    Raises Refused for a file without the dataset's time or key columns, with a column of a type that does not fit, or
    whose bytes count already on other days: they would be added up.
    """
    return foreseen(cursor, incoming).effect


@dataclass(frozen=True)
class Foreseen:
    """What a file would do, with what was found out about it on the way and the same cursor still shows."""

    effect: Effect
    incoming: Incoming
    grown: Evolution


def foreseen(cursor: duckdb.DuckDBPyConnection, incoming: Incoming) -> Foreseen:
    """Return the same effect for the one who goes on to load the file; raises Refused."""
    placed_by = unit(incoming.dataset)
    staging.refuse_unplaceable(incoming, placed_by)
    incoming, grown = _prepared(cursor, incoming)
    counting.touch_incoming(cursor, placed_by, incoming.covers)
    counted = staging.counts(cursor, placed_by)
    replaces, adds = _against_held(cursor, incoming, placed_by, grown, counted)
    staging.set_apart(cursor, placed_by, counted)
    told = Effect(
        rows=counted.rows - counted.unfit,
        adds=adds,
        period=staging.span(incoming, placed_by, counted),
        replaces=replaces,
        rejected=counted.unfit,
        rejects=staging.first_unfit(cursor, SHOWN) if counted.unfit else (),
        appeared=grown.appeared,
        vanished=grown.vanished,
        widened=grown.widened,
        units=tuple(_changed_units(cursor, incoming)),
    )
    return Foreseen(told, incoming, grown)


def _prepared(cursor: duckdb.DuckDBPyConnection, incoming: Incoming) -> tuple[Incoming, Evolution]:
    """Return *incoming* with all known about its columns, and the dataset's columns with it; `incoming` shows it."""
    staging.stage(cursor, incoming, {column.name: column.type for column in incoming.columns})
    incoming = staging.known(cursor, incoming)
    grown = evolution(cursor, incoming)
    staging.stage(cursor, incoming, grown.types)
    return incoming, grown


def same_import(cursor: duckdb.DuckDBPyConnection, incoming: Incoming, followed_by: Collection[int] = ()) -> int | None:
    """Return the import after which *incoming* would change nothing; None when it would.

    It brought the same bytes, read the same way, and no later import has taken any of its rows or days – or only such
    of *followed_by*, whose files come again behind this one and would take them again.
    """
    for number, rows, *covers in _same_bytes(cursor, incoming):
        dataset = incoming.dataset.id
        if _counts_whole(cursor, dataset, number, rows, covers) or _only_followed_by(
            cursor, dataset, number, followed_by
        ):
            return int(number)
    return None


def import_of_same_bytes(cursor: duckdb.DuckDBPyConnection, incoming: Incoming) -> int | None:
    """Return the newest import of the same bytes, read the same way, whether or not its rows still count."""
    return next((int(number) for number, *_ in _same_bytes(cursor, incoming)), None)


def _same_bytes(cursor: duckdb.DuckDBPyConnection, incoming: Incoming) -> list[tuple[Any, ...]]:
    what = [incoming.dataset.id, incoming.sha256, incoming.table, incoming.reading]
    return cursor.execute(text("same_import"), what).fetchall()


def _counts_whole(
    cursor: duckdb.DuckDBPyConnection, dataset: str, number: int, rows: int, covers: Sequence[date | None]
) -> bool:
    """Return whether all *rows* of an import count, and on the days of the period that it covers no later one's."""
    table = identifier("rows", dataset)
    ((counting_rows,),) = cursor.execute(statement("rows_that_count", rows=table), [number]).fetchall()
    placed_by = counting.placing(cursor, dataset)
    if counting_rows != rows or placed_by is None:
        return False
    if placed_by.placing is not Placing.DAY or None in covers:
        return True
    within = statement("counts_within", rows=table, unit=placed_by.sql)
    return not cursor.execute(within, [number, *covers]).fetchall()


def _only_followed_by(
    cursor: duckdb.DuckDBPyConnection, dataset: str, number: int, followed_by: Collection[int]
) -> bool:
    if not followed_by:
        return False
    later = cursor.execute(text("later_imports"), [dataset, number]).fetchall()
    return {each for (each,) in later} <= set(followed_by)


def _against_held(
    cursor: duckdb.DuckDBPyConnection,
    incoming: Incoming,
    placed_by: Unit,
    grown: Evolution,
    counted: staging.Counts,
) -> tuple[tuple[ReplacedImport, ...], int]:
    """Return the imports whose rows would stop counting, and how many incoming rows belong to a unit not held yet."""
    units = counted.placed - counted.too_many
    if not _held(cursor, incoming.dataset.id, placed_by, grown):
        return (), units
    _refuse_read_otherwise(cursor, incoming)
    found: dict[int, ReplacedImport] = {}
    held = 0
    for portion in counting.touched_portions(cursor, placed_by, counted.rows):
        here = portion("_unit")
        for number, file, at, rows in cursor.execute(statement("replaced", portion=here)).fetchall():
            before = found[number].rows if number in found else 0
            found[number] = ReplacedImport(id=number, file=file, at=at, rows=before + rows)
        if not placed_by.one_row:
            sql = statement("additions", unit=placed_by.sql, portion=here, incoming_portion=portion(placed_by.sql))
            held += cursor.execute(sql).fetchall()[0][0]
    replaces = tuple(found[number] for number in sorted(found))
    return replaces, units - (sum(each.rows for each in replaces) if placed_by.one_row else held)


def _held(cursor: duckdb.DuckDBPyConnection, dataset: str, placed_by: Unit, grown: Evolution) -> bool:
    """Return whether any row of *dataset* counts; `counting_rows` shows those that do, in the types to come."""
    rows, types = identifier("rows", dataset), grown.types
    if not grown.stored or not cursor.execute(statement("any_counts", rows=rows)).fetchall():
        return False

    def column(name: str) -> str:
        kind = SQL_TYPES[types[name]]
        return f"cast({identifier(name) if name in grown.stored else 'null'} as {kind})"

    cursor.execute(statement("counting_rows", unit=placed_by.sql_of(column), rows=rows))
    return True


def _refuse_read_otherwise(cursor: duckdb.DuckDBPyConnection, incoming: Incoming) -> None:
    what = [incoming.dataset.id, incoming.sha256, incoming.table]
    same = [number for (number,) in cursor.execute(text("same_bytes"), what).fetchall()]
    if not same:
        return
    ((number,),) = cursor.execute(text("read_otherwise"), [same]).fetchall()
    if number is not None:
        message = (
            f"import {number} brought the same bytes, read otherwise, and both would count – undo import {number} first"
        )
        raise Refused(message)


def _changed_units(cursor: duckdb.DuckDBPyConnection, incoming: Incoming) -> Iterator[ChangedUnit]:
    before = units_before(rows_of(cursor), incoming.dataset.id)
    for column in (column for column in incoming.columns if column.type in NUMBERS):
        was, now = before.get(column.name), incoming.scales.get(column.name, Scale())
        if was is not None and incoming.filled[column.name] and (found := changed(was, now)):
            yield ChangedUnit(column.label, *found)
