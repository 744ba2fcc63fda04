"""What kind of measure a formula is: whether its value grows with time, and with the customers looked at."""

from collections.abc import Iterable

from bsc.formula.tree import Aggregate, Call, Case, Convert, Expression, Minus, Operation
from bsc.scoring.targets import Measure

_SIZE_KEPT = frozenset({"abs", "coalesce", "nullif", "round"})
_Known = Measure | None  # None: a constant, which goes along with anything


def measure(formula: Expression) -> Measure:
    """Return the measure that *formula* is; what is not clearly more is compared with itself only (distinct)."""
    return _kind(formula) or Measure.RATE


def _kind(part: Expression) -> _Known:
    match part:
        case Aggregate():
            return _aggregate(part)
        case Minus() | Convert():
            return _kind(part.operand)
        case Operation():
            return _operation(part.sign, _kind(part.left), _kind(part.right))
        case Case():
            values = [value for _, value in part.branches] + ([part.otherwise] if part.otherwise else [])
            return _same(_kind(value) for value in values)
        case Call():
            return _call(part.function, [_kind(argument) for argument in part.arguments])
        case _:
            return None


def _operation(sign: str, left: _Known, right: _Known) -> _Known:
    match sign:
        case "+" | "-":
            return _sum(left, right)
        case "*":
            return _product(left, right)
        case "/":
            return _ratio(left, right)
        case _:
            return Measure.DISTINCT


def _aggregate(part: Aggregate) -> Measure:
    match part.function:
        case "sum" | "count":
            return Measure.DISTINCT if part.distinct else Measure.FLOW
        case "last":
            return Measure.STOCK
        case _:
            return Measure.RATE


def _call(function: str, kinds: list[_Known]) -> _Known:
    if function in _SIZE_KEPT or set(kinds) <= {None, Measure.RATE}:
        return _same(kinds)
    return Measure.DISTINCT


def _same(kinds: Iterable[_Known]) -> _Known:
    """Return the one kind that all have, constants aside; several different ones compare with nothing else."""
    found = {kind for kind in kinds if kind is not None}
    return Measure.DISTINCT if len(found) > 1 else next(iter(found), None)


def _sum(left: _Known, right: _Known) -> _Known:
    """Return the kind of a sum: a constant does not grow beside a flow, so that the two add up no more."""
    kind = _same([left, right])
    one_is_constant = (left is None) != (right is None)
    return Measure.DISTINCT if one_is_constant and kind is not None and kind.adds_up else kind


def _product(left: _Known, right: _Known) -> _Known:
    sizes = [kind for kind in (left, right) if kind not in {None, Measure.RATE}]
    if len(sizes) > 1:
        return Measure.DISTINCT
    return sizes[0] if sizes else left or right


def _ratio(above: _Known, below: _Known) -> _Known:
    if below in {None, Measure.RATE}:
        return above or below
    if above in {None, Measure.RATE}:
        return Measure.DISTINCT
    if above is below:
        return Measure.RATE
    return Measure.PER_HEAD if (above, below) == (Measure.FLOW, Measure.STOCK) else Measure.PER_DISTINCT
