"""Aggregates over all rows of a period at once: from the rows themselves, or from how often each value occurs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bsc.actuals.scanning import Source
from bsc.actuals.series import Numbers
from bsc.actuals.statements import Reader, statement
from bsc.formula import Holistic, Piece, Whole
from bsc.formula.aggregating import Rows
from bsc.formula.writing import quoted
from bsc.model.periods import Period

Wholes = Mapping[str, Numbers]  # by key: a value for each period


def from_rows(
    reader: Reader, source: Source, asked: Iterable[Holistic | Piece], periods: Sequence[Period], *, large: bool
) -> Wholes:
    """Return what each of *asked* comes to over the rows (*large*: very many) of each of *periods*, in one query."""
    wanted = {each.key: sql_of(each) for each in asked}
    if not wanted or not periods:
        return {key: np.full(len(periods), np.nan) for key in wanted}
    sql = statement(
        "wholes",
        derived=source.derived,
        keys="",
        key_names="",
        wholes=listed(wanted.values()),
        source=source.rows,
        day=source.day,
        filters=source.filters,
    )
    return by_period(wanted, periods, reader.read(sql, [*spans(periods), *source.values], large=large))


@dataclass(frozen=True)
class Values:
    """A table of values by day with how often each occurs (SQL), and which of its rows count, with what that binds."""

    table: str
    filters: str
    bound: Sequence[object]


def from_values(reader: Reader, values: Values, asked: Iterable[Holistic], periods: Sequence[Period]) -> Wholes:
    """Return what each of *asked*, all of the same *values*, comes to in each of *periods*."""
    wanted = {each.key: sql_over_values(each) for each in asked}
    sql = statement(
        "values", keys="", key_names="", values=values.table, filters=values.filters, wholes=listed(wanted.values())
    )
    return by_period(wanted, periods, reader.read(sql, [*spans(periods), *values.bound]))


def spans(periods: Sequence[Period]) -> list[object]:
    """Return the numbers, first days and ends of *periods*, as statements take them."""
    return [list(range(len(periods))), [each.start for each in periods], [each.end for each in periods]]


def listed(columns: Iterable[str]) -> str:
    """Return *columns* (SQL) as a select list, each under its number."""
    return ", ".join(f"{sql} as {quoted(f'w{number}')}" for number, sql in enumerate(columns))


def by_period(keys: Iterable[str], periods: Sequence[Period], rows: Iterable[Sequence[float | None]]) -> Wholes:
    """Return *rows* (the period's number, then a value for each of *keys*) as values of each period by key."""
    found = {key: np.full(len(periods), np.nan) for key in keys}
    for slot, *values in rows:
        for key, value in zip(found, values, strict=True):
            if value is not None and slot is not None:
                found[key][int(slot)] = value
    return found


def sql_of(asked: Holistic | Piece) -> str:
    """Return *asked* over rows as SQL of a number."""
    if isinstance(asked, Holistic):
        return f"({asked.sql})::double"
    return f"stddev_samp({asked.argument}){Rows(asked.conditions).sql}"


def sql_over_values(asked: Holistic) -> str:
    """Return *asked* over values and how often each occurs as SQL.

    A quantile lies at place share · (n - 1) of the n values in their order (the first is 0), between two of them in
    proportion: definition 7 of Hyndman and Fan, Sample Quantiles in Statistical Packages (1996).
    """
    if asked.whole is Whole.DIFFERENT:
        return "count(*)::double"
    place = f'{asked.share or 0.5}::double * ("total" - 1)::double'
    low = f'min("value") filter (where "upto" > floor({place}))'
    high = f'min("value") filter (where "upto" > ceil({place}))'
    beyond = f"max({place} - floor({place}))"
    return f"({low} + ({high} - {low}) * {beyond})::double"
