"""sqlglot's syntax tree → our own: only the kinds of node listed here, and every part of a node accounted for."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlglot import exp

from bsc.errors import FormulaProblem
from bsc.formula import calls, literals
from bsc.formula.syntax import TYPE_NAMES, TYPES, at, foreign, position, refuse_unread
from bsc.formula.tree import (
    Among,
    Between,
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
    Text,
    Truth,
)
from bsc.model.words import ColumnType

MOST_WILDCARDS = 6


def expression(node: exp.Expr | None, *, windows: bool = False) -> Expression:
    """Return *node* in our own tree; raises FormulaProblem for everything that is not in the language."""
    return ExpressionReader(windows=windows).read(node)


class ExpressionReader:
    """Reads expressions; with *windows*, also `… over (…)`, which only a derived dataset's query may use."""

    def __init__(self, *, windows: bool = False) -> None:
        """Remember whether window functions are allowed."""
        self.windows = windows

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
    exp.Anonymous: calls.call,
    exp.Filter: calls.filtered,
    exp.Window: calls.window,
}
