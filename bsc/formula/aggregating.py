"""Aggregates as SQL: which rows they look at, and what they give when none matches."""

from collections.abc import Mapping
from dataclasses import dataclass

from bsc.errors import FormulaProblem
from bsc.formula import literals
from bsc.formula.functions import SCALARS
from bsc.formula.tree import Aggregate, Call, Convert, Expression, Operation
from bsc.formula.writing import INTEGER, NUMBER, Typed, Writer

MOST_EVALUATIONS = 2_000
_NAMES: Mapping[str, str] = {"stddev": "stddev_samp"}


@dataclass(frozen=True)
class Rows:
    """The rows that an aggregate looks at: SQL conditions; `latest`: what `last()` orders by; `over`: a window."""

    conditions: tuple[str, ...] = ()
    latest: str | None = None
    over: str = ""

    def and_(self, *conditions: str) -> "Rows":
        """Return these rows, fewer by *conditions*."""
        return Rows((*self.conditions, *conditions), self.latest, self.over)

    @property
    def sql(self) -> str:
        """Return what follows an aggregate in SQL."""
        if not self.conditions:
            return self.over
        return f" filter (where {' and '.join(f'({condition})' for condition in self.conditions)}){self.over}"


def aggregated(writer: Writer, part: Aggregate, rows: Rows | None = None) -> Typed:
    """Return *part* over *rows* (fewer by its own filter) as SQL; raises FormulaProblem when the types do not fit."""
    rows = rows or Rows()
    if part.where is not None:
        rows = rows.and_(writer.condition(part.where, "filter"))
    name = part.function
    if name == "count":
        return Typed(f"count({_counted(writer, part)}){rows.sql}", INTEGER)
    first = part.arguments[0]
    if name == "sum":
        return Typed(_sum(writer, first, rows), NUMBER)
    if name in {"min", "max"}:
        typed = writer.write(first)
        return Typed(f"{name}({typed.sql}){rows.sql}", typed.type)
    if name == "last":
        return _last(writer, part, rows)
    value = writer.number(first, f"{name}()", truths=name == "avg")
    if name == "quantile":
        return Typed(f"quantile_cont({value}, {literals.share(part.arguments[1])}){rows.sql}", NUMBER)
    return Typed(f"{_NAMES.get(name, name)}({value}){rows.sql}", NUMBER)


def refuse_explosion(part: Expression) -> None:
    """Raise FormulaProblem when evaluating *part* would run some of it thousands of times."""
    if _evaluations(part) > MOST_EVALUATIONS:
        raise FormulaProblem("divisions stand within divisors too deeply", "split the formula", position=part.at)


def _counted(writer: Writer, part: Aggregate) -> str:
    if not part.arguments:
        return "*"
    return f"{'distinct ' if part.distinct else ''}{writer.write(part.arguments[0]).sql}"


def _sum(writer: Writer, part: Expression, rows: Rows) -> str:
    """Write a sum that is 0 where there are rows and none of them adds anything."""
    return f"coalesce(sum({addend(writer, part)}){rows.sql}, 0)::double"


def addend(writer: Writer, part: Expression) -> str:
    """Return what *part* adds to a sum as SQL: whole numbers whole, 1 for true; raises FormulaProblem."""
    typed = writer.write(part)
    return typed.sql if typed.type is INTEGER else writer.number(part, "sum()", truths=True)


def _last(writer: Writer, part: Aggregate, rows: Rows) -> Typed:
    typed = writer.write(part.arguments[0])
    if rows.latest is None:
        raise FormulaProblem("last() has no time column to go by", "give the dataset a `time`", position=part.at)
    return Typed(f"arg_max({typed.sql}, {rows.latest}){rows.sql}", typed.type)


def _evaluations(part: object) -> int:
    match part:
        case Operation(sign, left, right):
            return 1 + _evaluations(left) + _evaluations(right) * (2 if sign in "/%" else 1)
        case Call(function, arguments):
            copies = SCALARS[function].copies if function in SCALARS else 1
            return 1 + copies * _evaluations(arguments)
        case Convert(operand):
            return 1 + 2 * _evaluations(operand)
        case Expression():
            return 1 + sum(_evaluations(getattr(part, name)) for name in part.__dataclass_fields__)
        case tuple():
            return sum(map(_evaluations, part))
        case _:
            return 0
