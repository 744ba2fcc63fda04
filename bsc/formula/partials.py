"""A KPI in parts: what each of its aggregates can be put together from again, day by day, and the arithmetic around.

Sums, counts, least, greatest and latest values are kept as numbers and put together by adding or choosing; a mean is a
sum and a count. A standard deviation is kept as the engine's own aggregate state. Medians, quantiles and counts of
different values cannot be put together from days: they are *holistic*.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from bsc.formula import literals
from bsc.formula.aggregating import Rows, addend, aggregated
from bsc.formula.catalogue import Frame
from bsc.formula.formulas import Formula
from bsc.formula.measures import latest
from bsc.formula.tree import Aggregate, Call, Column, Expression, Minus, Number, Operation, children
from bsc.formula.writing import INTEGER, NUMBER, Typed, Writer

PLAIN_SIGNS = frozenset("+-*/")  # % jumps: 7 % 7 is 0, and 6.999 999 999 % 7 is not
PLAIN_CALLS = frozenset({"abs", "coalesce", "nullif"})
_NUMERIC = frozenset({INTEGER, NUMBER})


class How(StrEnum):
    """How the values of days become the value of a period."""

    SUM = "sum"
    COUNT = "count"
    LEAST = "min"
    GREATEST = "max"
    LATEST = "last"
    STATE = "stddev"


class Whole(StrEnum):
    """What a holistic aggregate asks of all rows of a period at once."""

    MEDIAN = "median"
    QUANTILE = "quantile"
    DIFFERENT = "count distinct"


@dataclass(frozen=True)
class Piece:
    """What is kept of the rows of a day: their `how` over `argument` (SQL; `*` for rows), where all `conditions` hold.

    `latest` is what the latest value is found by. Two pieces are the same when their `key` is.
    """

    how: How
    argument: str
    conditions: tuple[str, ...] = ()
    latest: str = ""

    @cached_property
    def key(self) -> str:
        """Return the piece as text that no other piece has."""
        return f"{self.how}({self.argument}){Rows(self.conditions).sql}{self.latest and f' by {self.latest}'}"


@dataclass(frozen=True)
class Holistic:
    """An aggregate that needs all rows of a period: over which SQL values, where which conditions hold."""

    whole: Whole
    argument: str
    conditions: tuple[str, ...] = ()
    share: str = ""

    @cached_property
    def key(self) -> str:
        """Return the aggregate as text that no other one has."""
        return f"{self.whole}({self.argument}{self.share and f', {self.share}'}){Rows(self.conditions).sql}"

    @cached_property
    def values(self) -> str:
        """Return which values it is made of, as text: the same for the median and the quantiles of one argument."""
        return f"{self.argument}{Rows(self.conditions).sql}"

    @property
    def sql(self) -> str:
        """Return the aggregate over rows as SQL."""
        return f"{self.over(self.argument)}{Rows(self.conditions).sql}"

    def over(self, values: str) -> str:
        """Return the aggregate over *values* (SQL), all of which count, as SQL."""
        match self.whole:
            case Whole.MEDIAN:
                return f"median({values})"
            case Whole.QUANTILE:
                return f"quantile_cont({values}, {self.share})"
            case Whole.DIFFERENT:
                return f"count(distinct {values})"


@dataclass(frozen=True)
class Mean:
    """A mean: the sum divided by the count."""

    total: Piece
    count: Piece


Partial = Piece | Mean | Holistic


@dataclass(frozen=True)
class Parts:
    """A KPI in parts: the arithmetic of its value (and of numerator and denominator), and what its aggregates are.

    `rows` is the piece that counts its rows.
    """

    value: Expression
    ratio: tuple[Expression, Expression] | None
    partials: Mapping[Aggregate, Partial]
    rows: Piece

    @cached_property
    def pieces(self) -> frozenset[Piece]:
        """Return every piece that is needed, that of the rows included."""
        found = {self.rows}
        for partial in self.partials.values():
            if isinstance(partial, Piece):
                found.add(partial)
            elif isinstance(partial, Mean):
                found |= {partial.total, partial.count}
        return frozenset(found)

    @cached_property
    def holistic(self) -> frozenset[Holistic]:
        """Return every holistic aggregate that is needed."""
        return frozenset(partial for partial in self.partials.values() if isinstance(partial, Holistic))


def parts(frame: Frame, time: Column, formula: Formula, where: Expression | None) -> Parts | None:
    """Return the KPI in parts; None when its rows must be asked: it is no plain arithmetic over aggregates of numbers.

    Raises FormulaProblem when types misfit.
    """
    if not is_plain(formula.tree):
        return None
    writer = Writer(frame, aggregated)
    conditions = (writer.condition(where, "where"),) if where else ()
    found: dict[Aggregate, Partial] = {}
    for aggregate in formula.aggregates:
        partial = _partial(frame, time, writer, aggregate, conditions)
        if partial is None:
            return None
        found[aggregate] = partial
    return Parts(formula.tree, formula.ratio, found, Piece(How.COUNT, "*", conditions))


def is_plain(part: Expression) -> bool:
    """Return whether *part* is arithmetic over aggregates and numbers, which is computed alike everywhere."""
    match part:
        case Aggregate() | Number():
            return True
        case Minus(operand):
            return is_plain(operand)
        case Operation(sign, left, right):
            return sign in PLAIN_SIGNS and is_plain(left) and is_plain(right)
        case Call(function):
            return function in PLAIN_CALLS and all(isinstance(c, Expression) and is_plain(c) for c in children(part))
        case _:
            return False


def _partial(  # noqa: PLR0911 -- one return for each kind of aggregate
    frame: Frame, time: Column, writer: Writer, part: Aggregate, where: tuple[str, ...]
) -> Partial | None:
    own = () if part.where is None else (writer.condition(part.where, "filter"),)
    rows = (*where, *own)
    if part.function == "count":
        return _count(writer, part, rows)
    first = part.arguments[0]
    match part.function:
        case "sum":
            return Piece(How.SUM, addend(writer, first), rows)
        case "avg":
            value = writer.number(first, "avg()", truths=True)
            return Mean(Piece(How.SUM, value, rows), Piece(How.COUNT, value, rows))
        case "min" | "max":
            return _of_numbers(writer.write(first), How(part.function), rows)
        case "last":
            return _of_numbers(writer.write(first), How.LATEST, rows, latest(frame, time))
    value = writer.number(first, f"{part.function}()")
    match part.function:
        case "stddev":
            return Piece(How.STATE, value, rows)
        case "median":
            return Holistic(Whole.MEDIAN, value, rows)
        case "quantile":
            return Holistic(Whole.QUANTILE, value, rows, literals.share(part.arguments[1]))
    raise AssertionError(part)


def _count(writer: Writer, part: Aggregate, rows: tuple[str, ...]) -> Partial:
    argument = writer.write(part.arguments[0]).sql if part.arguments else "*"
    return Holistic(Whole.DIFFERENT, argument, rows) if part.distinct else Piece(How.COUNT, argument, rows)


def _of_numbers(typed: Typed, how: How, rows: tuple[str, ...], by: str = "") -> Piece | None:
    return Piece(how, typed.sql, rows, by) if typed.type in _NUMERIC else None
