"""The formula language's own tree: small, frozen, and the only thing that SQL is ever written from.

Every part keeps in `at` the character (from 0) where it stands in the text; two trees are equal when they mean the
same, wherever their parts stood.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, TypeVar, cast

from bsc.model.words import ColumnType

Tree = TypeVar("Tree", bound="Part")


@dataclass(frozen=True)
class Part:
    """A part of a formula, condition or query."""

    at: int = field(default=0, compare=False, kw_only=True)


class Expression(Part):
    """A part that has a value."""


@dataclass(frozen=True)
class Number(Expression):
    """A number as written: whole ones exactly."""

    value: int | float


@dataclass(frozen=True)
class Text(Expression):
    """A text in single quotes."""

    value: str


@dataclass(frozen=True)
class Truth(Expression):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True)
class Nothing(Expression):
    """`null`."""


@dataclass(frozen=True)
class Moment(Expression):
    """`date '2026-01-31'` or `timestamp '2026-01-31 12:00:00'`."""

    value: date | datetime


@dataclass(frozen=True)
class Column(Expression):
    """A column by its stored name or its header, of the row itself or of what `source` names (a lookup)."""

    name: str
    source: str | None = None
    quoted: bool = field(default=False, compare=False, kw_only=True)

    def __str__(self) -> str:
        """Return the column as people write it."""
        return f"{self.source}.{self.name}" if self.source else self.name


@dataclass(frozen=True)
class Operation(Expression):
    """Two values and a sign between: arithmetic, comparison, `and`, `or`, `||`."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Not(Expression):
    """What does not hold."""

    operand: Expression


@dataclass(frozen=True)
class Minus(Expression):
    """A number with its sign turned."""

    operand: Expression


@dataclass(frozen=True)
class Case(Expression):
    """The value of the first branch (condition, value) that holds, else `otherwise`."""

    branches: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None = None


@dataclass(frozen=True)
class Between(Expression):
    """Whether a value lies from `low` to `high`, both included."""

    operand: Expression
    low: Expression
    high: Expression


@dataclass(frozen=True)
class Among(Expression):
    """Whether a value is one of the choices."""

    operand: Expression
    choices: tuple[Expression, ...]


@dataclass(frozen=True)
class Like(Expression):
    """Whether a text fits a pattern of `%` and `_`, in any case of letters or exactly."""

    operand: Expression
    pattern: str
    any_case: bool = False


@dataclass(frozen=True)
class Missing(Expression):
    """Whether there is no value."""

    operand: Expression


@dataclass(frozen=True)
class Convert(Expression):
    """A value as another type; what cannot be converted is no value."""

    operand: Expression
    type: ColumnType


@dataclass(frozen=True)
class Call(Expression):
    """A function of one row's values."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True)
class Aggregate(Expression):
    """A function of many rows; `count` without an argument counts rows. `where`: the rows that it looks at."""

    function: str
    arguments: tuple[Expression, ...] = ()
    distinct: bool = False
    where: Expression | None = None


@dataclass(frozen=True)
class Sorted(Part):
    """What rows are sorted by; no value always comes last."""

    expression: Expression
    descending: bool = False


@dataclass(frozen=True)
class Window(Expression):
    """An aggregate or a window function over the rows around each row. `frame`: how many rows before and after."""

    function: Aggregate | Call
    partition: tuple[Expression, ...] = ()
    order: tuple[Sorted, ...] = ()
    frame: tuple[str, str] | None = None


@dataclass(frozen=True)
class Star(Part):
    """Every column, of all sources or of the one named."""

    source: str | None = None


@dataclass(frozen=True)
class Output(Part):
    """A column that a query gives, and its name (None: the column's own)."""

    expression: Expression
    name: str | None = None


@dataclass(frozen=True)
class Relation(Part):
    """A dataset (or a `with` name) that a query reads, under another name if it has one."""

    name: str
    alias: str


@dataclass(frozen=True)
class Nested(Part):
    """A query that a query reads."""

    query: "Query"
    alias: str


@dataclass(frozen=True)
class Join(Part):
    """A further source: how it is joined (`left join`), and on what or using which columns."""

    how: str
    source: Relation | Nested
    on: Expression | None = None
    using: tuple[str, ...] = ()


@dataclass(frozen=True)
class Select(Part):
    """One select: what it gives, what from, which rows, how grouped."""

    outputs: tuple[Output | Star, ...]
    source: Relation | Nested
    joins: tuple[Join, ...] = ()
    where: Expression | None = None
    groups: tuple[Expression, ...] = ()
    having: Expression | None = None
    qualify: Expression | None = None
    distinct: bool = False
    group_all: bool = False


@dataclass(frozen=True)
class Query(Part):
    """A read-only query: named parts, one select (or several stacked with `union`), an order and a limit."""

    selects: tuple[Select, ...]
    named: tuple[tuple[str, "Query"], ...] = ()
    all_rows: bool = True
    order: tuple[Sorted, ...] = ()
    limit: int | None = None


def children(part: Part) -> Iterator[Part]:
    """Yield the parts directly within *part*, in the order of the text."""
    for slot in fields(part):
        yield from _parts(getattr(part, slot.name))


def walk(part: Part) -> Iterator[Part]:
    """Yield *part* and every part within it."""
    yield part
    for child in children(part):
        yield from walk(child)


def aggregates(part: Part) -> Iterator[Aggregate]:
    """Yield every aggregate in *part*, outermost first."""
    return (found for found in walk(part) if isinstance(found, Aggregate))


def _parts(value: object) -> Iterator[Part]:
    if isinstance(value, Part):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _parts(item)


def replaced(part: Tree, change: Callable[[Part], Part | None]) -> Tree:
    """Return *part* with everything within it replaced for which *change* gives something else."""
    new = change(part)
    if new is not None:
        return cast("Tree", new)
    slots: dict[str, Any] = {
        slot.name: _replaced(getattr(part, slot.name), change) for slot in fields(part) if slot.name != "at"
    }
    return replace(part, **slots)


def _replaced(value: object, change: Callable[[Part], Part | None]) -> object:
    if isinstance(value, Part):
        return replaced(value, change)
    return tuple(_replaced(item, change) for item in value) if isinstance(value, tuple) else value
