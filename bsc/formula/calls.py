"""Calls of functions: of a value, over all rows of a period (aggregates), and over the rows around one (windows)."""

from typing import Protocol

from sqlglot import exp

from bsc.errors import FormulaProblem, near_miss
from bsc.formula.functions import AGGREGATES, INSTEAD, SCALARS, WINDOWS, Function
from bsc.formula.syntax import at, frame, position, refuse_unread
from bsc.formula.tree import Aggregate, Call, Expression, Sorted, Window, aggregates


class Reader(Protocol):
    """Reads what stands within a call; `windows` tells whether `… over (…)` is allowed."""

    windows: bool

    def read(self, node: exp.Expr | None) -> Expression:
        """Return *node* as one of our expressions."""


def call(reader: Reader, node: exp.Expr) -> Expression:
    """Return a call of a function that is on the list."""
    refuse_unread(node, "this", "expressions")
    if not isinstance(node.this, str):
        raise FormulaProblem(
            f"`{node.sql()[:40]}` is called by a quoted name", "write it bare", position=position(node)
        )
    name, written = node.this.casefold() if node.this.isascii() else node.this, node.args.get("expressions") or []
    if name in AGGREGATES and not (reader.windows and name == "last"):
        return _aggregate(reader, node, name, written)
    if name in SCALARS:
        return Call(name, _arguments(reader, SCALARS[name], written, node), at=at(node))
    raise _unknown(reader, name, node)


def filtered(reader: Reader, node: exp.Expr) -> Expression:
    """Return an aggregate that looks at some rows only."""
    refuse_unread(node, "this", "expression")
    inner = reader.read(node.this)
    if not isinstance(inner, Aggregate):
        raise FormulaProblem(
            "`filter` follows something that does not aggregate",
            "write sum(x) filter (where …)",
            position=position(node),
        )
    where = reader.read(node.args["expression"].this)
    refuse_aggregates(where, "filter")
    return Aggregate(inner.function, inner.arguments, inner.distinct, where, at=inner.at)


def window(reader: Reader, node: exp.Expr) -> Expression:
    """Return a window function; refuses it in a formula."""
    if not reader.windows:
        raise FormulaProblem(
            "`over` is a window function",
            "a formula aggregates rows: use a derived dataset",
            position=position(node),
        )
    refuse_unread(node, "this", "partition_by", "order", "spec")
    order = node.args.get("order")
    return Window(
        _window_function(reader, node.this),
        tuple(reader.read(part) for part in node.args.get("partition_by") or ()),
        sort_keys(reader, order) if order else (),
        frame(node.args.get("spec")),
        at=at(node),
    )


def sort_keys(reader: Reader, node: exp.Expr) -> tuple[Sorted, ...]:
    """Return what rows are sorted by."""
    refuse_unread(node, "expressions")
    keys = []
    for key in node.args["expressions"]:
        refuse_unread(key, "this", "desc", "nulls_first")
        keys.append(Sorted(reader.read(key.this), bool(key.args.get("desc")), at=at(key)))
    return tuple(keys)


def _window_function(reader: Reader, node: exp.Expr) -> Aggregate | Call:
    if isinstance(node, exp.Anonymous) and isinstance(node.this, str) and node.this.casefold() in WINDOWS:
        refuse_unread(node, "this", "expressions")
        name = node.this.casefold()
        return Call(name, _arguments(reader, WINDOWS[name], node.args.get("expressions") or [], node), at=at(node))
    inner = reader.read(node)
    if not isinstance(inner, Aggregate):
        raise FormulaProblem(
            "`over` follows something that is neither an aggregate nor a window function", position=position(node)
        )
    return inner


def _aggregate(reader: Reader, node: exp.Expr, name: str, written: list[exp.Expr]) -> Aggregate:
    if name == "count" and len(written) == 1 and isinstance(written[0], exp.Star):
        refuse_unread(written[0])
        return Aggregate("count", at=at(node))
    distinct = len(written) == 1 and isinstance(written[0], exp.Distinct)
    if distinct:
        refuse_unread(written[0], "expressions")
        written = written[0].args["expressions"]
        if name != "count" or len(written) != 1:
            raise FormulaProblem(
                f"`{name}(distinct …)` is not there", "write count(distinct x) with one x", position=position(node)
            )
    arguments = _arguments(reader, AGGREGATES[name], written, node)
    for argument in arguments:
        for inner in aggregates(argument):
            raise FormulaProblem(
                f"an aggregate stands within {name}()",
                "aggregate once; a derived dataset can aggregate before",
                position=inner.at,
            )
    return Aggregate(name, arguments, distinct, at=at(node))


def _arguments(reader: Reader, function: Function, written: list[exp.Expr], node: exp.Expr) -> tuple[Expression, ...]:
    most = len(function.takes)
    if len(written) < function.least or (len(written) > most and not function.more):
        raise FormulaProblem(
            f"{function.name}() has {len(written)} arguments", f"write {function.call}", position=position(node)
        )
    return tuple(reader.read(argument) for argument in written)


def _unknown(reader: Reader, name: str, node: exp.Expr) -> FormulaProblem:
    if name in WINDOWS and name not in INSTEAD:
        return FormulaProblem(
            f"`{name}` is a window function",
            f"in a derived dataset: {name}() over (order by …)",
            position=position(node),
        )
    known = {*AGGREGATES, *SCALARS, *(WINDOWS if reader.windows else ())}
    return FormulaProblem(
        f"there is no function `{name[:40]}`", INSTEAD.get(name) or near_miss(name, known), position=position(node)
    )


def refuse_aggregates(part: Expression, place: str) -> None:
    """Raise FormulaProblem when *part*, which is judged row by row, aggregates rows."""
    for found in aggregates(part):
        raise FormulaProblem(
            f"{found.function}() aggregates rows, and `{place}` looks at one row at a time",
            "name a column",
            position=found.at,
        )
