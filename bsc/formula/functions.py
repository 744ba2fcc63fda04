"""The functions of the formula language: the list is the fence, so nothing that can grow or reach out is on it.

An argument's kind says what it takes; `sql` is how it is written, each `{n}` an argument. `copies` says how often the
engine evaluates the argument: nullif and case write theirs twice, and nested they would double each time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from bsc.model.words import ColumnType


class Kind(StrEnum):
    """What an argument may be."""

    NUMBER = "a number"
    TEXT = "a text"
    WHEN = "a date or time"
    ANY = "any value"
    ALIKE = "values of one type"
    WHOLE = "a whole number, at most 1000"
    UNIT = "one of 'day', 'week', 'month', 'quarter', 'year'"
    QUANTILE = "a number from 0 to 1"


@dataclass(frozen=True)
class Function:
    """A function: how it is called, one line of help, what it takes and gives (None: what its argument is)."""

    call: str
    help: str
    takes: tuple[Kind, ...]
    gives: ColumnType | None
    sql: str = ""
    needs: int | None = None
    more: bool = False
    copies: int = 1

    @property
    def name(self) -> str:
        """Return the name alone."""
        return self.call.partition("(")[0]

    @property
    def least(self) -> int:
        """Return how many arguments must be given."""
        return len(self.takes) if self.needs is None else self.needs


_NUMBER, _WHOLE, _TEXT, _TRUTH, _DATE = (
    ColumnType.NUMBER,
    ColumnType.INTEGER,
    ColumnType.TEXT,
    ColumnType.BOOLEAN,
    ColumnType.DATE,
)

_SCALARS = (
    Function("abs(x)", "the number without its sign", (Kind.NUMBER,), _NUMBER, "abs({0})"),
    Function("round(x, digits)", "rounded to so many digits (0 if left out)", (Kind.NUMBER, Kind.WHOLE), _NUMBER,
             "round({0}, {1})", 1),
    Function("floor(x)", "the next whole number below", (Kind.NUMBER,), _NUMBER, "floor({0})"),
    Function("ceil(x)", "the next whole number above", (Kind.NUMBER,), _NUMBER, "ceil({0})"),
    Function("sqrt(x)", "the square root; of a negative number, no value", (Kind.NUMBER,), _NUMBER,
             "sqrt(case when {0} >= 0 then {0} end)", copies=2),
    Function("ln(x)", "the natural logarithm; of zero or less, no value", (Kind.NUMBER,), _NUMBER,
             "ln(case when {0} > 0 then {0} end)", copies=2),
    Function("exp(x)", "e to the power of x; beyond e^700, no value", (Kind.NUMBER,), _NUMBER,
             "exp(case when {0} <= 700 then {0} end)", copies=2),
    Function("greatest(a, b, …)", "the greatest of the values that are there", (Kind.ALIKE, Kind.ALIKE), None,
             "greatest({all})", more=True),
    Function("least(a, b, …)", "the least of the values that are there", (Kind.ALIKE, Kind.ALIKE), None,
             "least({all})", more=True),
    Function("coalesce(a, b, …)", "the first that has a value", (Kind.ALIKE, Kind.ALIKE), None,
             "coalesce({all})", more=True),
    Function("nullif(a, b)", "a, but no value where it equals b", (Kind.ALIKE, Kind.ALIKE), None,
             "nullif({0}, {1})", copies=2),
    Function("lower(text)", "the text in small letters", (Kind.TEXT,), _TEXT, "lower({0})"),
    Function("upper(text)", "the text in capitals", (Kind.TEXT,), _TEXT, "upper({0})"),
    Function("trim(text)", "the text without spaces around it", (Kind.TEXT,), _TEXT, "trim({0})"),
    Function("length(text)", "how many characters it has", (Kind.TEXT,), _WHOLE, "length({0})"),
    Function("left(text, n)", "its first n characters", (Kind.TEXT, Kind.WHOLE), _TEXT, "left({0}, {1})"),
    Function("right(text, n)", "its last n characters", (Kind.TEXT, Kind.WHOLE), _TEXT, "right({0}, {1})"),
    Function("substring(text, start, n)", "n characters from the start-th on (1 is the first)",
             (Kind.TEXT, Kind.WHOLE, Kind.WHOLE), _TEXT, "substring({all})", 2),
    Function("contains(text, part)", "whether the part occurs in it", (Kind.TEXT, Kind.TEXT), _TRUTH,
             "contains({0}, {1})"),
    Function("starts_with(text, part)", "whether it begins with the part", (Kind.TEXT, Kind.TEXT), _TRUTH,
             "starts_with({0}, {1})"),
    Function("ends_with(text, part)", "whether it ends with the part", (Kind.TEXT, Kind.TEXT), _TRUTH,
             "ends_with({0}, {1})"),
    Function("date(when)", "the day of a time", (Kind.WHEN,), _DATE, "cast({0} as date)"),
    Function("year(when)", "its calendar year", (Kind.WHEN,), _WHOLE, "year({0})"),
    Function("quarter(when)", "its calendar quarter, 1 to 4", (Kind.WHEN,), _WHOLE, "quarter({0})"),
    Function("month(when)", "its month, 1 to 12", (Kind.WHEN,), _WHOLE, "month({0})"),
    Function("day(when)", "its day of the month, 1 to 31", (Kind.WHEN,), _WHOLE, "day({0})"),
    Function("dayofweek(when)", "its day of the week, 1 for Monday to 7 for Sunday", (Kind.WHEN,), _WHOLE,
             "isodow({0})"),
    Function("hour(when)", "its hour, 0 to 23", (Kind.WHEN,), _WHOLE, "hour(cast({0} as timestamp))"),
    Function("add_days(when, n)", "the day n days later (earlier: add_days(when, -n))", (Kind.WHEN, Kind.WHOLE), _DATE,
             "(cast({0} as date) + {1})"),
    Function("date_trunc(unit, when)", "the first day of its calendar week, month, quarter or year",
             (Kind.UNIT, Kind.WHEN), _DATE, "cast(date_trunc({0}, {1}) as date)"),
    Function("date_diff(unit, a, b)", "how many calendar boundaries lie from a to b; a week begins on Monday",
             (Kind.UNIT, Kind.WHEN, Kind.WHEN), _WHOLE, copies=2),
    Function("days_between(a, b)", "elapsed days from a to b, with decimals", (Kind.WHEN, Kind.WHEN), _NUMBER,
             "((epoch_us(cast({1} as timestamp)) - epoch_us(cast({0} as timestamp))) / 86400e6)"),
    Function("hours_between(a, b)", "elapsed hours from a to b, with decimals", (Kind.WHEN, Kind.WHEN), _NUMBER,
             "((epoch_us(cast({1} as timestamp)) - epoch_us(cast({0} as timestamp))) / 3600e6)"),
)  # fmt: skip

_AGGREGATES = (
    Function("sum(x)", "the total", (Kind.NUMBER,), _NUMBER),
    Function("count(*)", "how many rows; count(x): with a value; count(distinct x): different values", (Kind.ANY,),
             _WHOLE, needs=0),
    Function("avg(x)", "the mean over rows", (Kind.NUMBER,), _NUMBER),
    Function("min(x)", "the least value", (Kind.ANY,), None),
    Function("max(x)", "the greatest value", (Kind.ANY,), None),
    Function("median(x)", "the middle value", (Kind.NUMBER,), _NUMBER),
    Function("quantile(x, share)", "the value that this share (0 to 1) of rows does not exceed",
             (Kind.NUMBER, Kind.QUANTILE), _NUMBER),
    Function("stddev(x)", "the sample standard deviation", (Kind.NUMBER,), _NUMBER),
    Function("last(x)", "the latest value by the time column", (Kind.ANY,), None),
)  # fmt: skip

_WINDOWS = (
    Function("row_number()", "the row's place in its order, every row its own", (), _WHOLE),
    Function("rank()", "the row's place, equals share it and leave a gap", (), _WHOLE),
    Function("dense_rank()", "the row's place, equals share it without a gap", (), _WHOLE),
    Function("lag(x, n)", "the value n rows before (1 if left out)", (Kind.ANY, Kind.WHOLE), None, needs=1),
    Function("lead(x, n)", "the value n rows after (1 if left out)", (Kind.ANY, Kind.WHOLE), None, needs=1),
    Function("first_value(x)", "the first row's value", (Kind.ANY,), None),
    Function("last_value(x)", "the last row's value", (Kind.ANY,), None),
)

SCALARS: Mapping[str, Function] = MappingProxyType({function.name: function for function in _SCALARS})
AGGREGATES: Mapping[str, Function] = MappingProxyType({function.name: function for function in _AGGREGATES})
WINDOWS: Mapping[str, Function] = MappingProxyType({function.name: function for function in _WINDOWS})

# what people write who come from a spreadsheet or another database → what would do here
INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "average": "write avg(x)",
        "mean": "write avg(x)",
        "countif": "write count(*) filter (where …)",
        "count_if": "write count(*) filter (where …)",
        "sumif": "write sum(x) filter (where …)",
        "countunique": "write count(distinct x)",
        "approx_count_distinct": "write count(distinct x)",
        "percentile_cont": "write quantile(x, 0.9)",
        "percentile": "write quantile(x, 0.9)",
        "quantile_cont": "write quantile(x, 0.9)",
        "if": "write case when … then … else … end",
        "iif": "write case when … then … else … end",
        "ifnull": "write coalesce(a, b)",
        "isnull": "write x is null",
        "len": "write length(text)",
        "datediff": "write days_between(a, b) or date_diff('day', a, b)",
        "extract": "write year(when), month(when) or day(when)",
        "now": "a formula sees only its rows: periods say what is recent",
        "today": "a formula sees only its rows: periods say what is recent",
        "latest": "write last(x)",
        "last_value": "write last(x)",
    }
)
DATE_DIFF_SQL: Mapping[str, str] = MappingProxyType(
    # written out, because engines differ over what a week's boundary is
    {
        "day": "(cast({1} as date) - cast({0} as date))",
        "week": "((cast(date_trunc('week', {1}) as date) - cast(date_trunc('week', {0}) as date)) / 7)",
        "month": "((year({1}) - year({0})) * 12 + month({1}) - month({0}))",
        "quarter": "((year({1}) - year({0})) * 4 + quarter({1}) - quarter({0}))",
        "year": "(year({1}) - year({0}))",
    }
)


def functions() -> tuple[Function, ...]:
    """Return every function that a KPI's formula may use: aggregates first, each with its call and one line of help."""
    return (*_AGGREGATES, *_SCALARS)
