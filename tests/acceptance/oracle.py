"""The formula language once more, in plain Python: what is written for `bsc`, and what it means, side by side.

Nothing of the product is used here: rows are dictionaries, no value is None, truth has three values as in SQL.
"""

import math
import statistics
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

Row = dict[str, Any]
Value = Any
MIDNIGHT = datetime.min.time()


@dataclass(frozen=True)
class Said:
    """An expression: its text, and its value in one row (or, of aggregates, over the rows of a period)."""

    text: str
    of: Callable[[Any], Value]


def when(value: Value) -> Value:
    """Return a day as its midnight, so that days and times compare."""
    return value if value is None or isinstance(value, datetime) else datetime.combine(value, MIDNIGHT)


def day_of(value: Value) -> Value:
    return value.date() if isinstance(value, datetime) else value


def known(function: Callable[..., Value]) -> Callable[..., Value]:
    """Return *function*, which gives no value where one of its arguments has none."""
    return lambda *values: None if any(value is None for value in values) else function(*values)


def both(one: bool | None, other: bool | None) -> bool | None:
    return False if False in (one, other) else None if None in (one, other) else True


def either(one: bool | None, other: bool | None) -> bool | None:
    return True if True in (one, other) else None if None in (one, other) else False


def divided(above: float | None, below: float | None) -> float | None:
    return None if above is None or not below else above / below


def remainder(above: float | None, below: float | None) -> float | None:
    return None if above is None or not below else math.fmod(above, below)


def boundaries(unit: str, first: date | None, second: date | None) -> Value:
    """Return how many calendar boundaries lie between two days; a week begins on Monday."""
    if first is None or second is None:
        return None
    one, other = when(first).date(), when(second).date()
    match unit:
        case "day":
            return (other - one).days
        case "week":
            mondays = [day - timedelta(days=day.weekday()) for day in (one, other)]
            return (mondays[1] - mondays[0]).days // 7
        case "month":
            return (other.year - one.year) * 12 + other.month - one.month
        case "quarter":
            return (other.year - one.year) * 4 + (other.month - 1) // 3 - (one.month - 1) // 3
        case _:
            return other.year - one.year


# ---- periods


def period_start(day: date, grain: str, *, sunday: bool, year_starts: int) -> date:
    match grain:
        case "day":
            return day
        case "week":
            return day - timedelta(days=(day.weekday() + 1) % 7 if sunday else day.weekday())
        case "month":
            return day.replace(day=1)
    months = {"quarter": 3, "year": 12}[grain]
    start = day.replace(day=1)
    while (start.month - year_starts) % months:
        start = (start - timedelta(days=1)).replace(day=1)
    return start


def next_start(start: date, grain: str) -> date:
    if grain in {"day", "week"}:
        return start + timedelta(days=7 if grain == "week" else 1)
    for _ in range({"month": 1, "quarter": 3, "year": 12}[grain]):
        start += timedelta(days=monthrange(start.year, start.month)[1])
    return start


# ---- aggregates


def quantile(values: Sequence[float], share: float) -> float | None:
    """Return the value at *share* of the sorted *values*, straight between neighbours."""
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


AGGREGATES: dict[str, Callable[[list[float]], float | None]] = {
    "sum": math.fsum,
    "avg": lambda values: math.fsum(values) / len(values) if values else None,
    "min": lambda values: min(values, default=None),
    "max": lambda values: max(values, default=None),
    "median": lambda values: statistics.median(values) if values else None,
    "stddev": lambda values: statistics.stdev(values) if len(values) > 1 else None,
    "count": len,
}


@dataclass(frozen=True)
class Columns:
    """What formulas over a dataset may name, by kind."""

    numbers: Sequence[str]
    texts: Sequence[str]
    whens: Sequence[str]
    words: Sequence[str]


class Author:
    """Writes random formulas over *columns*, each with its meaning."""

    def __init__(self, random: Random, columns: Columns) -> None:
        self.random = random
        self.columns = columns

    def formula(self) -> Said:
        """Return a formula: aggregates, and arithmetic around them."""
        one, other = self.aggregate(), self.aggregate()
        number = self.random.choice([2, 3, 0.5, 100])
        return self.random.choice(
            [
                one,
                Said(f"{one.text} / {other.text}", lambda rows: divided(one.of(rows), other.of(rows))),
                Said(f"{one.text} - {other.text}",
                     lambda rows: known(lambda a, b: a - b)(one.of(rows), other.of(rows))),
                Said(f"{number} * ({one.text} + {other.text})",
                     lambda rows: known(lambda a, b: number * (a + b))(one.of(rows), other.of(rows))),
                Said(f"coalesce({one.text}, {other.text}, 0)",
                     lambda rows: next((v for v in (one.of(rows), other.of(rows)) if v is not None), 0)),
                Said(f"-nullif({one.text}, 0)", lambda rows: known(lambda a: -a if a else None)(one.of(rows))),
                Said(f"case when {one.text} > {number} then {other.text} else {one.text} end",
                     lambda rows: other.of(rows) if known(lambda a: a > number)(one.of(rows)) else one.of(rows)),
                Said(f"{one.text} / ({other.text} / {number})",
                     lambda rows: divided(one.of(rows), divided(other.of(rows), number))),
            ]
        )  # fmt: skip

    def aggregate(self) -> Said:
        """Return an aggregate over all rows, or over some."""
        inner = self.random.choice(
            [self._of_numbers, self._of_numbers, self._of_numbers, self._counted, self._distinct, self._quantile,
             self._last, self._stretch]
        )()  # fmt: skip
        if self.random.random() < 0.6 or " - " in inner.text or "_between(m" in inner.text:
            return inner
        where = self.condition()
        text = f"{inner.text} filter (where {where.text})"
        return Said(text, lambda rows: inner.of([row for row in rows if where.of(row)]))

    def _of_numbers(self) -> Said:
        name, part = self.random.choice([*AGGREGATES]), self.number()
        return Said(f"{name}({part.text})", lambda rows: AGGREGATES[name](_present(map(part.of, rows))))

    def _counted(self) -> Said:
        return Said("count(*)", len)

    def _distinct(self) -> Said:
        column = self.column(self.random.choice([self.columns.texts, self.columns.numbers, self.columns.whens]))
        return Said(f"count(distinct {column.text})", lambda rows: len(set(_present(map(column.of, rows)))))

    def _quantile(self) -> Said:
        part, share = self.number(), self.random.choice([0, 0.1, 0.25, 0.9, 1])
        return Said(f"quantile({part.text}, {share})", lambda rows: quantile(_present(map(part.of, rows)), share))

    def _last(self) -> Said:
        part = self.number()

        def last(rows: Sequence[Row]) -> Value:
            held = [(row["«time»"], row["«line»"], part.of(row)) for row in rows if part.of(row) is not None]
            return max(held)[2] if held else None

        return Said(f"last({part.text})", last)

    def _stretch(self) -> Said:
        first, second = self.column(self.columns.whens), self.column(self.columns.whens)

        def days(rows: Sequence[Row]) -> Value:
            begun, ended = _present(map(first.of, rows)), _present(map(second.of, rows))
            return (when(max(ended)) - when(min(begun))).total_seconds() / 86400 if begun and ended else None

        return Said(f"days_between(min({first.text}), max({second.text}))", days)

    def number(self, depth: int = 0) -> Said:
        """Return a number of one row."""
        r = self.random
        column = self.column(self.columns.numbers)
        if depth > 1 or r.random() < 0.45:
            return column
        part, text = self.number(depth + 1), self.column(self.columns.texts)
        one, other = self.column(self.columns.whens), self.column(self.columns.whens)
        sign, unit = r.choice("+-*/%"), r.choice(["day", "week", "month", "quarter", "year"])
        places, condition = r.choice([2, 7.5]), self.condition(depth + 1)
        signs: dict[str, Callable[[Value, Value], Value]] = {
            "+": known(lambda a, b: a + b), "-": known(lambda a, b: a - b), "*": known(lambda a, b: a * b),
            "/": divided, "%": remainder,
        }  # fmt: skip
        seconds = known(lambda a, b: (when(b) - when(a)).total_seconds())
        return r.choice(
            [
                Said(f"({column.text} {sign} {part.text})", lambda row: signs[sign](column.of(row), part.of(row))),
                Said(f"abs({part.text})", lambda row: known(abs)(part.of(row))),
                Said(f"coalesce({column.text}, {places})",
                     lambda row: places if column.of(row) is None else column.of(row)),
                Said(f"nullif({part.text}, {places})",
                     lambda row: None if part.of(row) == places else part.of(row)),
                Said(f"case when {condition.text} then {part.text} else {places} end",
                     lambda row: part.of(row) if condition.of(row) else places),
                Said(f"case when {condition.text} then {part.text} end",
                     lambda row: part.of(row) if condition.of(row) else None),
                Said(f"greatest({column.text}, {part.text})",
                     lambda row: max(_present([column.of(row), part.of(row)]), default=None)),
                Said(f"least({column.text}, {part.text}, {places})",
                     lambda row: min(_present([column.of(row), part.of(row), places]))),
                Said(f"days_between({one.text}, {other.text})",
                     lambda row: known(lambda s: s / 86400)(seconds(one.of(row), other.of(row)))),
                Said(f"hours_between({one.text}, {other.text})",
                     lambda row: known(lambda s: s / 3600)(seconds(one.of(row), other.of(row)))),
                Said(f"date_diff('{unit}', {one.text}, {other.text})",
                     lambda row: boundaries(unit, one.of(row), other.of(row))),
                Said(f"length({text.text})", lambda row: known(len)(text.of(row))),
                Said(f"month({one.text})", lambda row: known(lambda d: d.month)(one.of(row))),
                Said(f"dayofweek({one.text})", lambda row: known(lambda d: d.isoweekday())(one.of(row))),
                Said(f"floor({part.text})", lambda row: known(math.floor)(part.of(row))),
                Said(f"-{column.text}", lambda row: known(lambda a: -a)(column.of(row))),
            ]
        )  # fmt: skip

    def condition(self, depth: int = 0) -> Said:
        """Return a condition on one row."""
        r = self.random
        number, text, moment = (self.column(c) for c in (self.columns.numbers, self.columns.texts, self.columns.whens))
        if depth < 2 and r.random() < 0.35:
            one, other = self.condition(depth + 1), self.condition(depth + 1)
            return r.choice(
                [
                    Said(f"({one.text} and {other.text})", lambda row: both(one.of(row), other.of(row))),
                    Said(f"({one.text} or {other.text})", lambda row: either(one.of(row), other.of(row))),
                    Said(f"not ({one.text})", lambda row: known(lambda a: not a)(one.of(row))),
                ]
            )
        least, word, more = r.choice([-3, 0, 2, 7.5]), r.choice(self.columns.words), r.choice(self.columns.words)
        day = date(2025, r.randint(1, 12), r.randint(1, 28))
        later = self.column(self.columns.whens)
        return r.choice(
            [
                Said(f"{number.text} > {least}", lambda row: known(lambda a: a > least)(number.of(row))),
                Said(f"{number.text} <= {least}", lambda row: known(lambda a: a <= least)(number.of(row))),
                Said(f"{number.text} between {least} and 20",
                     lambda row: known(lambda a: least <= a <= 20)(number.of(row))),
                Said(f"{text.text} = '{word}'", lambda row: known(lambda a: a == word)(text.of(row))),
                Said(f"{text.text} <> '{word}'", lambda row: known(lambda a: a != word)(text.of(row))),
                Said(f"{text.text} in ('{word}', '{more}')",
                     lambda row: known(lambda a: a in {word, more})(text.of(row))),
                Said(f"{text.text} not in ('{word}', '{more}')",
                     lambda row: known(lambda a: a not in {word, more})(text.of(row))),
                Said(f"{text.text} is null", lambda row: text.of(row) is None),
                Said(f"{number.text} is not null", lambda row: number.of(row) is not None),
                Said(f"{text.text} like '%{word[1:]}'",
                     lambda row: known(lambda a: a.endswith(word[1:]))(text.of(row))),
                Said(f"contains(upper({text.text}), '{word[0].upper()}')",
                     lambda row: known(lambda a: word[0].upper() in a.upper())(text.of(row))),
                Said(f"{moment.text} >= '{day}'", lambda row: known(lambda a: when(a) >= when(day))(moment.of(row))),
                Said(f"{moment.text} < {later.text}",
                     lambda row: known(lambda a, b: when(a) < when(b))(moment.of(row), later.of(row))),
            ]
        )  # fmt: skip

    def column(self, names: Sequence[str]) -> Said:
        """Return one of the columns *names*."""
        name = self.random.choice(names)
        return Said(name, lambda row: row.get(name))


def _present(values: Iterable[Value]) -> list[Value]:
    return [value for value in values if value is not None]
