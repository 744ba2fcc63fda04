"""Our tree → the formula language again: how a formula was understood, in one spelling."""

from datetime import datetime

from bsc.formula.literals import quoted_text
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
)
from bsc.formula.writing import SQL_TYPES, quoted


def plain(part: Expression) -> str:  # noqa: PLR0911 -- one return for each kind of part
    """Return *part* as text that is read as the same tree again."""
    match part:
        case Number() | Text() | Truth() | Nothing() | Moment() | Column():
            return _leaf(part)
        case Operation(sign, left, right):
            return f"({plain(left)} {sign} {plain(right)})"
        case Minus(operand):
            return f"(- {plain(operand)})"
        case Aggregate():
            return _aggregate(part)
        case Call(function, arguments):
            return f"{function}({', '.join(map(plain, arguments))})"
        case Case():
            return _case(part)
        case Convert(operand, kind):
            return f"cast({plain(operand)} as {SQL_TYPES[kind]})"
        case _:
            return f"({_test(part)})"


def _leaf(part: Expression) -> str:  # noqa: PLR0911 -- the same
    match part:
        case Number(value):
            return repr(value)
        case Text(value):
            return quoted_text(value)
        case Truth(value):
            return str(value).lower()
        case Moment(datetime() as value):
            return f"timestamp '{value.isoformat(sep=' ')}'"
        case Moment(value):
            return f"date '{value.isoformat()}'"
        case Column(name, source):
            return f"{quoted(source)}.{quoted(name)}" if source else quoted(name)
        case _:
            return "null"


def _test(part: Expression) -> str:
    match part:
        case Not(operand):
            return f"not {plain(operand)}"
        case Missing(operand):
            return f"{plain(operand)} is null"
        case Like(operand, pattern, any_case):
            return f"{plain(operand)} {'ilike' if any_case else 'like'} {quoted_text(pattern)}"
        case Between(operand, low, high):
            return f"{plain(operand)} between {plain(low)} and {plain(high)}"
        case Among(operand, choices):
            return f"{plain(operand)} in ({', '.join(map(plain, choices))})"
    raise AssertionError(part)


def _aggregate(part: Aggregate) -> str:
    arguments = ", ".join(map(plain, part.arguments)) or "*"
    rows = f" filter (where {plain(part.where)})" if part.where is not None else ""
    return f"{part.function}({'distinct ' if part.distinct else ''}{arguments}){rows}"


def _case(part: Case) -> str:
    branches = " ".join(f"when {plain(when)} then {plain(value)}" for when, value in part.branches)
    otherwise = f" else {plain(part.otherwise)}" if part.otherwise is not None else ""
    return f"case {branches}{otherwise} end"
