"""What makes rows of two files the same: the unit that a later import replaces whole."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from bsc.model.definitions import Dataset
from bsc.model.shape import column_name
from bsc.store.statements import identifier, literal

ROWS_AT_ONCE = 4_000_000  # of units that are as many as rows, so many are held in memory: some 300 MB
Portion = Callable[[str], str]  # the SQL of a unit → the SQL condition that it lies in the portion


class Placing(StrEnum):
    """By what a dataset's rows are replaced."""

    KEY = "key"
    DAY = "day"
    LOOKUP = "lookup"
    WHOLE = "whole"


MANY_UNITS = (Placing.KEY, Placing.LOOKUP)  # perhaps as many as rows


@dataclass(frozen=True)
class Unit:
    """The columns (stored names) that tell which unit a row belongs to, and how.

    A row belongs to its key; without a key to its day; without a day of its own to what it looks its day up by
    (`payments` reach their day through `order_id`); else the newest file replaces all.
    """

    placing: Placing
    columns: tuple[str, ...] = ()

    @property
    def one_row(self) -> bool:
        """Return whether a unit is a single row."""
        return self.placing is Placing.KEY

    @property
    def sql(self) -> str:
        """Return the SQL expression of the unit; NULL for a row that belongs to none."""
        return self.sql_of(identifier)

    def sql_of(self, column: Callable[[str], str]) -> str:
        """Return the same where *column* gives the SQL of each column by its stored name."""
        names = [column(name) for name in self.columns]
        if self.placing is Placing.WHOLE:
            return "0"
        if self.placing is Placing.DAY:
            return f"cast({names[0]} as date)"
        if len(names) == 1:
            return names[0]
        nothing = " and ".join(f"{name} is null" for name in names)
        return f"case when {nothing} then null else row({', '.join(names)}) end"

    @property
    def key_sql(self) -> str:
        """Return the SQL expression of the unit as people read it."""
        return f"concat_ws(', ', {', '.join(f'cast({identifier(column)} as varchar)' for column in self.columns)})"


def unit(dataset: Dataset) -> Unit:
    """Return by what *dataset*'s rows are replaced."""
    if dataset.key:
        return Unit(Placing.KEY, tuple(map(column_name, dataset.key)))
    if dataset.time is None:
        return Unit(Placing.WHOLE)
    if through := lookup_of_time(dataset):
        return Unit(Placing.LOOKUP, through)
    return Unit(Placing.DAY, (column_name(dataset.time),))


def lookup_of_time(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns through which *dataset* reaches its time (`orders.purchased_at`); empty for its own."""
    target, dot, _ = (dataset.time or "").partition(".")
    if not dot or target not in dataset.lookups:
        return ()
    columns = dataset.lookups[target]
    return tuple(map(column_name, (columns,) if isinstance(columns, str) else columns))


def portions(placed_by: Unit, rows: int) -> list[Portion]:
    """Return the portions of the units of *rows* rows that are looked at one after the other: one, when they are few.

    A unit lies in the same portion wherever it comes from.
    """
    many = placed_by.placing in MANY_UNITS
    count = 1 + (rows - 1) // ROWS_AT_ONCE if many and rows else 1
    return [partial(_lies_in, portion, count) for portion in range(count)]


def days_between(first: date | None, last: date | None) -> list[Portion]:
    """Return the one portion of the days from *first* to *last*, both inclusive; none when there is no day."""
    if first is None or last is None:
        return []
    ends = " and ".join(f"date {literal(day.isoformat())}" for day in (first, last))
    return [lambda day: f"{day} between {ends}"]


def _lies_in(portion: int, count: int, unit_sql: str) -> str:
    return "true" if count == 1 else f"hash({unit_sql}) % {count:d} = {portion:d}"
