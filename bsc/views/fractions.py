"""A formula as a numerator and a denominator that both add up over the rows, so that it can be split by segment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bsc.formula import Formula, is_flow
from bsc.formula.tree import Aggregate, Call, Convert, Expression, Minus, Number, Operation, aggregates
from bsc.model.words import ColumnType

_WHY_NOT: Final[Mapping[str, str]] = {
    "last": "it takes the last value, and every segment has a last day of its own",
    "median": "a median is not made of the medians of its segments",
    "quantile": "a quantile is not made of those of its segments",
    "min": "a minimum is that of one segment alone",
    "max": "a maximum is that of one segment alone",
    "stddev": "a spread is not made of the spreads of its segments",
}
_DISTINCT: Final = "it counts different values, and one of them may be in several segments"
_ELSE: Final = "it is neither a sum, a count, an average nor a ratio of such"


@dataclass(frozen=True)
class Fraction:
    """What a value is divided from, and by what; a sum or a count has no `denominator`."""

    numerator: Expression
    denominator: Expression | None = None


def fraction(formula: Expression) -> Fraction | None:  # noqa: PLR0911 -- one return for each kind of part
    """Return *formula* as a sum or as a ratio of two sums over rows; None where it is neither.

    An average is the sum of its values by their count, and 1 − a / b is (b − a) / b.
    """
    part = _bare(formula)
    if is_flow(Formula(part)):
        return Fraction(part)
    match part:
        case Aggregate("avg", (only,), False, where):
            return Fraction(Aggregate("sum", (only,), where=where), Aggregate("count", (only,), where=where))
        case Operation("/", left, right):
            return _divided(left, right)
        case Operation("*", left, right) if _is_number(left) or _is_number(right):
            number, other = (left, right) if _is_number(left) else (right, left)
            return _over(fraction(other), lambda above, _: Operation("*", number, above))
        case Operation("+" | "-" as sign, left, right) if _is_number(left):
            return _over(fraction(right), lambda above, below: Operation(sign, Operation("*", left, below), above))
        case Operation("+" | "-" as sign, left, right) if _is_number(right):
            return _over(fraction(left), lambda above, below: Operation(sign, above, Operation("*", right, below)))
        case Minus(operand):
            return _over(fraction(operand), lambda above, _: Minus(above))
        case _:
            return None


def why_whole(formula: Expression) -> str:
    """Return why `fraction` cannot take *formula* apart, as the end of a sentence."""
    found = list(aggregates(formula))
    if any(aggregate.distinct for aggregate in found):
        return _DISTINCT
    return next((_WHY_NOT[each.function] for each in found if each.function in _WHY_NOT), _ELSE)


def _divided(above: Expression, below: Expression) -> Fraction | None:
    if _is_number(below):
        return _over(fraction(above), lambda counted, _: Operation("/", counted, below))
    numerator, denominator = _bare(above), _bare(below)
    both = is_flow(Formula(numerator)) and is_flow(Formula(denominator))
    return Fraction(numerator, denominator) if both else None


def _over(known: Fraction | None, above: Callable[[Expression, Expression], Expression]) -> Fraction | None:
    """Return the ratio *known* with another numerator over the same denominator; None where it is no ratio."""
    if known is None or known.denominator is None:
        return None
    return Fraction(above(known.numerator, known.denominator), known.denominator)


def _bare(part: Expression) -> Expression:
    """Return *part* without what changes nothing of a sum: a cast to a number, a zero for no value or against it.

    What is divided by zero has no value either way.
    """
    match part:
        case Convert(operand, ColumnType.NUMBER):
            return _bare(operand)
        case Call("coalesce" | "nullif", (only, Number(0))) if is_flow(Formula(_bare(only))):
            return _bare(only)
        case _:
            return part


def _is_number(part: Expression) -> bool:
    return isinstance(part, Number) or (isinstance(part, Minus) and _is_number(part.operand))
