"""The arithmetic around aggregates, over many periods at once. No value is NaN, as in SQL it is NULL."""

from collections.abc import Callable

import numpy as np

from bsc.actuals.series import Numbers
from bsc.formula.tree import Aggregate, Call, Expression, Minus, Number, Operation


def evaluated(part: Expression, value_of: Callable[[Aggregate], Numbers]) -> Numbers:
    """Return the values of *part*, which is plain arithmetic; a division by zero has no value."""
    with np.errstate(all="ignore"):
        return _evaluated(part, value_of)


def _evaluated(  # noqa: PLR0911 -- one return for each kind of part
    part: Expression, value_of: Callable[[Aggregate], Numbers]
) -> Numbers:
    match part:
        case Aggregate():
            return value_of(part)
        case Number(number):
            return np.asarray(number, dtype=np.float64)  # of no dimension: it goes along with every array
        case Minus(operand):
            return -_evaluated(operand, value_of)
        case Operation(sign, left, right):
            return _operation(sign, _evaluated(left, value_of), _evaluated(right, value_of))
        case Call("abs", (only,)):
            return np.abs(_evaluated(only, value_of))
        case Call("coalesce", choices):
            return _first_with_value([_evaluated(each, value_of) for each in choices])
        case Call("nullif", (one, other)):
            value, unwanted = _evaluated(one, value_of), _evaluated(other, value_of)
            return np.where(value == unwanted, np.nan, value)
    raise AssertionError(part)


def _operation(sign: str, left: Numbers, right: Numbers) -> Numbers:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / np.where(right == 0, np.nan, right)
    raise AssertionError(sign)


def _first_with_value(choices: list[Numbers]) -> Numbers:
    found = choices[0]
    for choice in choices[1:]:
        found = np.where(np.isnan(found), choice, found)
    return found
