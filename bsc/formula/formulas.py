"""A KPI's formula and its condition: text in, a checked tree out."""

from dataclasses import dataclass
from functools import lru_cache

from bsc.errors import FormulaProblem
from bsc.formula.aggregating import refuse_explosion
from bsc.formula.calls import refuse_aggregates
from bsc.formula.expressions import expression
from bsc.formula.grammar import expression_syntax
from bsc.formula.plain import plain
from bsc.formula.tree import Aggregate, Column, Expression, Minus, Number, Operation, Part, aggregates, children

_FLOWS = frozenset({"sum", "count"})
_HOLISTIC = frozenset({"median", "quantile"})


@dataclass(frozen=True)
class Formula:
    """A KPI's formula as it was understood."""

    tree: Expression

    def __str__(self) -> str:
        """Return the formula in one spelling; it is read as the same formula again."""
        return plain(self.tree)

    @property
    def aggregates(self) -> tuple[Aggregate, ...]:
        """Return its aggregates, each once, in the order of the text."""
        return tuple(dict.fromkeys(aggregates(self.tree)))

    @property
    def is_holistic(self) -> bool:
        """Return whether it needs all rows of a period at once: medians, quantiles, different values."""
        return any(aggregate.distinct or aggregate.function in _HOLISTIC for aggregate in self.aggregates)

    @property
    def ratio(self) -> tuple[Expression, Expression] | None:
        """Return numerator and denominator when the formula is one division at its top."""
        if isinstance(self.tree, Operation) and self.tree.sign == "/":
            return self.tree.left, self.tree.right
        return None


@lru_cache(maxsize=1024)
def parse(text: str) -> Formula:
    """Return the formula that *text* is; raises FormulaProblem with the place when it is none."""
    tree = expression(expression_syntax(text))
    if not any(aggregates(tree)):
        raise FormulaProblem("the formula does not aggregate", "write sum(x), count(*), avg(x) …", position=tree.at)
    _refuse_bare_columns(tree)
    refuse_explosion(tree)
    return Formula(tree)


@lru_cache(maxsize=1024)
def parse_condition(text: str) -> Expression:
    """Return the condition on one row that *text* is; raises FormulaProblem with the place when it is none."""
    tree = expression(expression_syntax(text))
    refuse_aggregates(tree, "where")
    refuse_explosion(tree)
    return tree


def is_flow(formula: Formula | str) -> bool:
    """Return whether the formula adds up over time: a bare sum or count, or sums, differences, multiples of such."""
    return _flows((parse(formula) if isinstance(formula, str) else formula).tree)


def _flows(part: Expression) -> bool:
    match part:
        case Aggregate(function, _, distinct):
            return function in _FLOWS and not distinct
        case Minus(operand):
            return _flows(operand)
        case Operation("+" | "-", left, right):
            return _flows(left) and _flows(right)
        case Operation("*", left, right):
            return (_flows(left) and _is_number(right)) or (_is_number(left) and _flows(right))
        case Operation("/", left, right):
            return _flows(left) and _is_number(right)
        case _:
            return False


def _is_number(part: Expression) -> bool:
    return isinstance(part, Number) or (isinstance(part, Minus) and _is_number(part.operand))


def _refuse_bare_columns(part: Part) -> None:
    if isinstance(part, Column):
        cure = f"write sum({part}), avg({part}) or count(distinct {part})"
        raise FormulaProblem(f"`{part}` stands outside an aggregate", cure, position=part.at)
    if not isinstance(part, Aggregate):
        for child in children(part):
            _refuse_bare_columns(child)
