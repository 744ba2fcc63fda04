"""Our tree → SQL, with types: what is checked is exactly what is written.

Every identifier is quoted, every literal bounded, every division guarded. Arithmetic is in double precision; whole
numbers stay whole where they are only compared or counted, so that long ids keep every digit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bsc.errors import FormulaProblem
from bsc.formula import literals
from bsc.formula.functions import DATE_DIFF_SQL, SCALARS, Kind
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
    Moment,
    Not,
    Nothing,
    Number,
    Operation,
    Text,
    Truth,
    Window,
)
from bsc.model.words import ColumnType

INTEGER, NUMBER, TEXT, TRUTH = ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.TEXT, ColumnType.BOOLEAN
DATE, TIMESTAMP = ColumnType.DATE, ColumnType.TIMESTAMP
WHENS = frozenset({DATE, TIMESTAMP})
_NUMBERS = frozenset({INTEGER, NUMBER})
_ARITHMETIC = frozenset("+-*/%")


@dataclass(frozen=True)
class Typed:
    """SQL and the type of its value; None where the type is not known yet, or it is `null`."""

    sql: str
    type: ColumnType | None


class Scope(Protocol):
    """What names mean: a column of the row, of a lookup, of a query's sources."""

    def column(self, column: Column) -> Typed:
        """Return the column as SQL with its type; raises FormulaProblem when there is none."""
        ...


def quoted(name: str) -> str:
    """Return *name* as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True)
class Writer:
    """Writes expressions over *scope*; aggregates and window functions are written by what is given for them."""

    scope: Scope
    aggregate: Callable[["Writer", Aggregate], Typed]
    window: Callable[["Writer", Window], Typed] | None = None

    def write(self, part: Expression) -> Typed:  # noqa: PLR0911 -- one return for each kind of part
        """Return *part* as SQL with its type; raises FormulaProblem when the types do not fit."""
        match part:
            case Number() | Text() | Truth() | Nothing() | Moment():
                return _literal(part)
            case Column():
                return self.scope.column(part)
            case Aggregate():
                return self.aggregate(self, part)
            case Window():
                return self._window(part)
            case Operation():
                return self._operation(part)
            case Case():
                return self._case(part)
            case Convert():
                return self._convert(part)
            case Call():
                return self._call(part)
            case _:
                return self._other(part)

    def number(self, part: Expression, place: str, *, truths: bool = False) -> str:
        """Return *part* as SQL of a double (with *truths*, 1 for true); raises FormulaProblem when it is no number."""
        typed = self.write(part)
        if typed.type in {INTEGER, None} or (truths and typed.type is TRUTH):
            return f"({typed.sql})::double"
        if typed.type is not NUMBER:
            days = "write days_between(a, b) for the time between two"
            cure = days if typed.type in WHENS else "count(*) filter (where …) counts what holds"
            raise FormulaProblem(f"{place} needs a number and has {_seen(part, typed)}", cure, position=part.at)
        return typed.sql

    def condition(self, part: Expression, place: str) -> str:
        """Return *part* as SQL of a truth value; raises FormulaProblem when it is none."""
        typed = self.write(part)
        if typed.type not in {TRUTH, None}:
            seen = f"{place} needs a condition and has {_seen(part, typed)}"
            raise FormulaProblem(seen, "write a comparison like x > 0", position=part.at)
        return typed.sql

    def text(self, part: Expression, place: str) -> str:
        """Return *part* as SQL of a text; raises FormulaProblem when it is none."""
        typed = self.write(part)
        if typed.type not in {TEXT, None}:
            seen = f"{place} needs a text and has {_seen(part, typed)}"
            raise FormulaProblem(seen, "cast(x as varchar) makes a text", position=part.at)
        return typed.sql

    def when(self, part: Expression, place: str) -> str:
        """Return *part* as SQL of a date or time (a text in ISO form is one); raises FormulaProblem when it is none."""
        if isinstance(part, Text):
            return _literal(literals.moment(part)).sql
        typed = self.write(part)
        if typed.type not in {*WHENS, None}:
            seen = f"{place} needs a date or time and has {_seen(part, typed)}"
            raise FormulaProblem(seen, "declare the column as a date in the dataset", position=part.at)
        return typed.sql

    def alike(self, parts: Sequence[Expression], place: str) -> list[Typed]:
        """Return *parts* with types that can be compared; a text beside a date is read as one."""
        typed = [self.write(part) for part in parts]
        if any(item.type in WHENS for item in typed):
            typed = [
                _literal(literals.moment(part)) if isinstance(part, Text) else item
                for part, item in zip(parts, typed, strict=True)
            ]
        first = next((item for item in typed if item.type), None)
        for part, item in zip(parts, typed, strict=True):
            if first and not alike(first.type, item.type):
                seen = f"`{place}` sets {_a(first.type)} against {_seen(part, item)}"
                raise FormulaProblem(seen, "a text stands in single quotes, a number bare", position=part.at)
        return typed

    def _operation(self, part: Operation) -> Typed:
        sign, left, right = part.sign, part.left, part.right
        if sign in _ARITHMETIC:
            one, other = self.number(left, sign), self.number(right, sign)
            return Typed(f"({one} {sign} {f'nullif({other}, 0)' if sign in '/%' else other})", NUMBER)
        if sign == "||":
            return Typed(f"({self.text(left, sign)} || {self.text(right, sign)})", TEXT)
        if sign in {"and", "or"}:
            return Typed(f"({self.condition(left, sign)} {sign} {self.condition(right, sign)})", TRUTH)
        if isinstance(left, Nothing) or isinstance(right, Nothing):
            raise FormulaProblem("nothing ever equals null", "write x is null", position=part.at)
        compared, with_ = self.alike((left, right), sign)
        return Typed(f"({compared.sql} {sign} {with_.sql})", TRUTH)

    def _other(self, part: Expression) -> Typed:  # noqa: PLR0911 -- one return for each kind of part
        match part:
            case Not(operand):
                return Typed(f"(not {self.condition(operand, 'not')})", TRUTH)
            case Missing(operand):
                return Typed(f"({self.write(operand).sql} is null)", TRUTH)
            case Like(operand, pattern, any_case):
                verb = "ilike" if any_case else "like"
                return Typed(f"({self.text(operand, verb)} {verb} {literals.quoted_text(pattern)})", TRUTH)
            case Between(operand, low, high):
                value, least, most = self.alike((operand, low, high), "between")
                return Typed(f"({value.sql} between {least.sql} and {most.sql})", TRUTH)
            case Among(operand, choices):
                value, *rest = self.alike((operand, *choices), "in")
                return Typed(f"({value.sql} in ({', '.join(choice.sql for choice in rest)}))", TRUTH)
            case Minus(Number(int() as value)):
                return Typed(f"(-{value})", INTEGER)
            case Minus(operand):
                return Typed(f"(-{self.number(operand, '-')})", NUMBER)
        raise AssertionError(part)

    def _window(self, part: Window) -> Typed:
        if self.window is None:
            raise FormulaProblem("`over` is a window function", "use a derived dataset", position=part.at)
        return self.window(self, part)

    def _case(self, part: Case) -> Typed:
        otherwise = () if part.otherwise is None else (part.otherwise,)
        values = self.alike((*(value for _, value in part.branches), *otherwise), "case")
        branches = " ".join(
            f"when {self.condition(when, 'case')} then {value.sql}"
            for (when, _), value in zip(part.branches, values, strict=False)
        )
        rest = f" else {values[-1].sql}" if otherwise else ""
        return Typed(f"(case {branches}{rest} end)", common([value.type for value in values]))

    def _convert(self, part: Convert) -> Typed:
        typed = self.write(part.operand)
        sql = f"try_cast({typed.sql} as {SQL_TYPES[part.type]})"
        if part.type is NUMBER and typed.type is not INTEGER:
            sql = f"(case when isfinite({sql}) then {sql} end)"
        return Typed(sql, part.type)

    def _call(self, part: Call) -> Typed:
        function, name = SCALARS[part.function], f"{part.function}()"
        if Kind.ALIKE in function.takes:
            typed = self.alike(part.arguments, name)
            return Typed(_filled(function.sql, [item.sql for item in typed]), common([item.type for item in typed]))
        written = [
            self._argument(argument, kind, part.function)
            for argument, kind in zip(part.arguments, function.takes, strict=False)
        ]
        if part.function == "date_diff":
            return Typed(_filled(DATE_DIFF_SQL[literals.unit(part.arguments[0], "date_diff")], written[1:]), INTEGER)
        if part.function == "round" and len(written) == 1:
            written.append("0")
        return Typed(_filled(function.sql, written), function.gives)

    def _argument(self, part: Expression, kind: Kind, name: str) -> str:
        match kind:
            case Kind.NUMBER:
                return self.number(part, f"{name}()")
            case Kind.TEXT:
                return self.text(part, f"{name}()")
            case Kind.WHEN:
                return self.when(part, f"{name}()")
            case Kind.WHOLE:
                return literals.whole(part, name)
            case Kind.UNIT:
                return literals.quoted_text(literals.unit(part, name))
            case _:
                return self.write(part).sql


def _literal(part: Number | Text | Truth | Nothing | Moment) -> Typed:  # noqa: PLR0911 -- the same
    match part:
        case Number(int() as value):
            return Typed(str(value), INTEGER)
        case Number(value):
            return Typed(f"({value!r})::double", NUMBER)
        case Text(value):
            return Typed(literals.quoted_text(value), TEXT)
        case Truth(value):
            return Typed(str(value).lower(), TRUTH)
        case Moment(datetime() as value):
            return Typed(f"timestamp '{value.isoformat(sep=' ')}'", TIMESTAMP)
        case Moment(value):
            return Typed(f"date '{value.isoformat()}'", DATE)
        case _:
            return Typed("null", None)


def _filled(template: str, arguments: list[str]) -> str:
    return template.format(*arguments, all=", ".join(arguments))


def alike(one: ColumnType | None, other: ColumnType | None) -> bool:
    """Return whether values of the two types can be compared; a type that is not known can."""
    return one is None or other is None or _family(one) == _family(other)


def common(kinds: Sequence[ColumnType | None]) -> ColumnType | None:
    """Return the type that holds the values of *kinds*, which are alike."""
    known = {kind for kind in kinds if kind}
    if len(known) <= 1:
        return next(iter(known), None)
    return NUMBER if known == _NUMBERS else TIMESTAMP


def _family(kind: ColumnType) -> object:
    return _NUMBERS if kind in _NUMBERS else WHENS if kind in WHENS else kind


def _a(kind: ColumnType | None) -> str:
    return f"{'an' if kind is INTEGER else 'a'} {kind}"


def _seen(part: Expression, typed: Typed) -> str:
    return _a(typed.type) + (f" (`{part}`)" if isinstance(part, Column) else "")


SQL_TYPES: Mapping[ColumnType, str] = {
    INTEGER: "bigint",
    NUMBER: "double",
    DATE: "date",
    TIMESTAMP: "timestamp",
    TRUTH: "boolean",
    TEXT: "varchar",
}
