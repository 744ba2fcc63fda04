"""sqlglot's syntax tree → our own: only the kinds of node listed here, and every part of a node accounted for."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlglot import exp

from bsc.errors import FormulaProblem, near_miss
from bsc.formula import literals
from bsc.formula.functions import AGGREGATES, INSTEAD, SCALARS, WINDOWS, Function
from bsc.formula.syntax import TYPE_NAMES, TYPES, at, foreign, frame, position, refuse_unread
from bsc.formula.tree import (
    Aggregate,
    Among,
    Between,
    Call,
    Case,
    Column,
    Convert,
    Expression,
    Like,
    Minus,
    Missing,
    Not,
    Nothing,
    Operation,
    Sorted,
    Text,
    Truth,
    Window,
    aggregates,
)
from bsc.model.words import ColumnType

MOST_WILDCARDS = 6

Node = TypeVar("Node", bound=exp.Expr)


def expression(node: exp.Expr | None, *, windows: bool = False) -> Expression:
    """Return *node* in our own tree; raises FormulaProblem for everything that is not in the language."""
    return ExpressionReader(windows=windows).read(node)


class ExpressionReader:
    """Reads expressions; with *windows*, also `… over (…)`, which only a derived dataset's query may use."""

    def __init__(self, *, windows: bool = False) -> None:
        """Remember whether window functions are allowed."""
        self._windows = windows

    def read(self, node: exp.Expr | None) -> Expression:
        """Return *node* as one of our expressions."""
        if node is None:
            raise FormulaProblem("a value is missing", "complete it")
        sign = _SIGNS.get(type(node))
        if sign:
            refuse_unread(node, "this", "expression")
            return Operation(sign, self.read(node.this), self.read(node.args["expression"]), at=at(node))
        reader = _READERS.get(type(node))
        if reader is None:
            raise foreign(node)
        return reader(self, node)

    def paren(self, node: exp.Expr) -> Expression:
        """Return what stands in the parentheses."""
        refuse_unread(node, "this")
        return self.read(node.this)

    def literal(self, node: exp.Expr) -> Expression:
        """Return a text or a number, within bounds."""
        written = literals.text if node.args["is_string"] else literals.number
        return written(str(node.this), at(node))

    def truth(self, node: exp.Expr) -> Expression:
        """Return true or false."""
        return Truth(bool(node.this), at=at(node))

    def nothing(self, node: exp.Expr) -> Expression:
        """Return null."""
        return Nothing(at=at(node))

    def column(self, node: exp.Expr) -> Expression:
        """Return a column, of the row or of a lookup."""
        if isinstance(node.this, exp.Star):
            raise FormulaProblem(
                "`*` stands for all columns", "name one column, or write count(*)", position=position(node)
            )
        if node.args.get("db") or node.args.get("catalog"):
            raise FormulaProblem(f"`{node.sql()}` has too many parts", "write lookup.column", position=position(node))
        refuse_unread(node, "this", "table")
        source = node.args.get("table")
        is_quoted = bool(node.this.args.get("quoted"))
        return Column(_name(node.this), _name(source) if source else None, quoted=is_quoted, at=at(node))

    def star(self, node: exp.Expr) -> Expression:
        """Refuse a star that is not count's."""
        raise FormulaProblem(
            "`*` stands for all columns", "name one column, or write count(*)", position=position(node)
        )

    def negation(self, node: exp.Expr) -> Expression:
        """Return what does not hold."""
        refuse_unread(node, "this")
        return Not(self.read(node.this), at=at(node))

    def minus(self, node: exp.Expr) -> Expression:
        """Return a number with its sign turned."""
        refuse_unread(node, "this")
        return Minus(self.read(node.this), at=at(node))

    def case(self, node: exp.Expr) -> Expression:
        """Return a case; one with a subject becomes comparisons with it."""
        refuse_unread(node, "this", "ifs", "default")
        subject = self.read(node.this) if node.args.get("this") else None
        branches = []
        for branch in node.args["ifs"]:
            refuse_unread(branch, "this", "true")
            when = self.read(branch.this)
            held = Operation("=", subject, when, at=when.at) if subject else when
            branches.append((held, self.read(branch.args["true"])))
        default = node.args.get("default")
        return Case(tuple(branches), self.read(default) if default else None, at=at(node))

    def between(self, node: exp.Expr) -> Expression:
        """Return whether a value lies between two others."""
        refuse_unread(node, "this", "low", "high")
        return Between(self.read(node.this), self.read(node.args["low"]), self.read(node.args["high"]), at=at(node))

    def among(self, node: exp.Expr) -> Expression:
        """Return whether a value is one of a list."""
        refuse_unread(node, "this", "expressions")
        choices = tuple(self.read(choice) for choice in node.args.get("expressions") or ())
        if not choices:
            raise FormulaProblem("`in` has nothing to choose from", "write in ('a', 'b')", position=position(node))
        return Among(self.read(node.this), choices, at=at(node))

    def like(self, node: exp.Expr) -> Expression:
        """Return whether a text fits a pattern that is written out."""
        refuse_unread(node, "this", "expression", "negate")
        pattern = self.read(node.args["expression"])
        if not isinstance(pattern, Text):
            raise FormulaProblem("`like` needs its pattern written out", "write like 'new%'", position=position(node))
        if pattern.value.count("%") > MOST_WILDCARDS:
            raise FormulaProblem(f"the pattern has more than {MOST_WILDCARDS} `%`", "shorten it", position=pattern.at)
        fits = Like(self.read(node.this), pattern.value, isinstance(node, exp.ILike), at=at(node))
        return Not(fits, at=fits.at) if node.args.get("negate") else fits

    def missing(self, node: exp.Expr) -> Expression:
        """Return whether there is no value."""
        refuse_unread(node, "this", "expression")
        if not isinstance(node.args["expression"], exp.Null):
            raise FormulaProblem(
                "`is` is followed by something else than null", "write is null, or =", position=position(node)
            )
        return Missing(self.read(node.this), at=at(node))

    def convert(self, node: exp.Expr) -> Expression:
        """Return a date or time that is written out, or a value as another type."""
        refuse_unread(node, "this", "to")
        target = node.args["to"]
        wanted = TYPES.get(str(getattr(target.this, "value", target.this)).upper())
        if wanted is None or target.args.get("expressions"):
            seen = str(target.sql()).lower()[:40]
            raise FormulaProblem(f"`{seen}` is not a type", f"write {', '.join(TYPE_NAMES)}", position=position(node))
        operand = self.read(node.this)
        if isinstance(operand, Text) and wanted in {ColumnType.DATE, ColumnType.TIMESTAMP}:
            return literals.moment(operand, wanted)
        return Convert(operand, wanted, at=at(node))

    def call(self, node: exp.Expr) -> Expression:
        """Return a call of a function that is on the list."""
        refuse_unread(node, "this", "expressions")
        if not isinstance(node.this, str):
            raise FormulaProblem(
                f"`{node.sql()[:40]}` is called by a quoted name", "write it bare", position=position(node)
            )
        name, written = node.this.casefold() if node.this.isascii() else node.this, node.args.get("expressions") or []
        if name in AGGREGATES and not (self._windows and name == "last"):
            return self._aggregate(node, name, written)
        if name in SCALARS:
            return Call(name, self._arguments(SCALARS[name], written, node), at=at(node))
        raise self._unknown(name, node)

    def filtered(self, node: exp.Expr) -> Expression:
        """Return an aggregate that looks at some rows only."""
        refuse_unread(node, "this", "expression")
        inner = self.read(node.this)
        if not isinstance(inner, Aggregate):
            raise FormulaProblem(
                "`filter` follows something that does not aggregate",
                "write sum(x) filter (where …)",
                position=position(node),
            )
        where = self.read(node.args["expression"].this)
        refuse_aggregates(where, "filter")
        return Aggregate(inner.function, inner.arguments, inner.distinct, where, at=inner.at)

    def window(self, node: exp.Expr) -> Expression:
        """Return a window function; refuses it in a formula."""
        if not self._windows:
            raise FormulaProblem(
                "`over` is a window function",
                "a formula aggregates rows: use a derived dataset",
                position=position(node),
            )
        refuse_unread(node, "this", "partition_by", "order", "spec")
        order = node.args.get("order")
        return Window(
            self._window_function(node.this),
            tuple(self.read(part) for part in node.args.get("partition_by") or ()),
            self.order(order) if order else (),
            frame(node.args.get("spec")),
            at=at(node),
        )

    def order(self, node: exp.Expr) -> tuple[Sorted, ...]:
        """Return what rows are sorted by."""
        refuse_unread(node, "expressions")
        keys = []
        for key in node.args["expressions"]:
            refuse_unread(key, "this", "desc", "nulls_first")
            keys.append(Sorted(self.read(key.this), bool(key.args.get("desc")), at=at(key)))
        return tuple(keys)

    def _window_function(self, node: exp.Expr) -> Aggregate | Call:
        if isinstance(node, exp.Anonymous) and isinstance(node.this, str) and node.this.casefold() in WINDOWS:
            refuse_unread(node, "this", "expressions")
            name = node.this.casefold()
            return Call(name, self._arguments(WINDOWS[name], node.args.get("expressions") or [], node), at=at(node))
        inner = self.read(node)
        if not isinstance(inner, Aggregate):
            raise FormulaProblem(
                "`over` follows something that is neither an aggregate nor a window function", position=position(node)
            )
        return inner

    def _aggregate(self, node: exp.Expr, name: str, written: list[exp.Expr]) -> Aggregate:
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
        arguments = self._arguments(AGGREGATES[name], written, node)
        for argument in arguments:
            for inner in aggregates(argument):
                raise FormulaProblem(
                    f"an aggregate stands within {name}()",
                    "aggregate once; a derived dataset can aggregate before",
                    position=inner.at,
                )
        return Aggregate(name, arguments, distinct, at=at(node))

    def _arguments(self, function: Function, written: list[exp.Expr], node: exp.Expr) -> tuple[Expression, ...]:
        most = len(function.takes)
        if len(written) < function.least or (len(written) > most and not function.more):
            raise FormulaProblem(
                f"{function.name}() has {len(written)} arguments", f"write {function.call}", position=position(node)
            )
        return tuple(self.read(argument) for argument in written)

    def _unknown(self, name: str, node: exp.Expr) -> FormulaProblem:
        if name in WINDOWS and name not in INSTEAD:
            return FormulaProblem(
                f"`{name}` is a window function",
                f"in a derived dataset: {name}() over (order by …)",
                position=position(node),
            )
        known = {*AGGREGATES, *SCALARS, *(WINDOWS if self._windows else ())}
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


def _name(node: exp.Expr) -> str:
    return str(node.this)


_SIGNS: Mapping[type[exp.Expr], str] = {
    exp.Add: "+",
    exp.Sub: "-",
    exp.Mul: "*",
    exp.Div: "/",
    exp.Mod: "%",
    exp.DPipe: "||",
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.And: "and",
    exp.Or: "or",
}
_READERS: Mapping[type[exp.Expr], Callable[[ExpressionReader, Any], Expression]] = {
    exp.Paren: ExpressionReader.paren,
    exp.Literal: ExpressionReader.literal,
    exp.Boolean: ExpressionReader.truth,
    exp.Null: ExpressionReader.nothing,
    exp.Column: ExpressionReader.column,
    exp.Star: ExpressionReader.star,
    exp.Not: ExpressionReader.negation,
    exp.Neg: ExpressionReader.minus,
    exp.Case: ExpressionReader.case,
    exp.Between: ExpressionReader.between,
    exp.In: ExpressionReader.among,
    exp.Like: ExpressionReader.like,
    exp.ILike: ExpressionReader.like,
    exp.Is: ExpressionReader.missing,
    exp.Cast: ExpressionReader.convert,
    exp.Anonymous: ExpressionReader.call,
    exp.Filter: ExpressionReader.filtered,
    exp.Window: ExpressionReader.window,
}
