"""Text → typed values, exactly: a cell that does not fit its column's type is reported, never bent."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bsc.intake import amounts, joining, moments, serials
from bsc.intake.forms import Kind, form
from bsc.intake.plans import How, Plan
from bsc.model.periods import YEARS
from bsc.model.words import ColumnType

ARROW = {
    ColumnType.INTEGER: pa.int64(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.DATE: pa.date32(),
    ColumnType.TIMESTAMP: pa.timestamp("us"),
    ColumnType.BOOLEAN: pa.bool_(),
    ColumnType.TEXT: pa.string(),
}
WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "ja": True, "nein": False}
LARGEST = 1 << 63
BEYOND_YEARS = "lies beyond the years"  # 9999-12-31 says "never": as a day it would stretch every calendar
LONGEST_EMPTY = 12  # bytes that an empty cell may have, written `---` with signs and spaces around it
Value = int | float | bool | date | datetime | str
_EMPTIES = pa.array(
    [*amounts.EMPTY, *("".join(signs) for count in (1, 2, 3) for signs in product(amounts.MINUS_SIGNS, repeat=count))],
    pa.string(),
)


class Unfit(Exception):  # noqa: N818 - not an error of the program: what a cell is told
    """A cell that does not fit its column's type; the text is the reason."""


def cells_of(columns: Sequence[pa.Array], place: int, plan: Plan) -> pa.Array:
    """Return the cells that the column at *place* is read from: its own, or those of the parts of a day, joined."""
    if not plan.beside:
        return columns[place]
    parts = [pc.utf8_trim(columns[at], characters=amounts.AROUND) for _, at in plan.beside]
    return pc.binary_join_element_wise(*parts, joining.JOIN)


def cast(cells: pa.Array, plan: Plan) -> tuple[pa.Array, list[tuple[int, str, str]]]:
    """Return the typed values of *cells*, and for each cell that does not fit: its place, its text, the reason."""
    emptied = _emptied(cells) if plan.gaps else cells
    if plan.how is How.TEXT:
        return emptied, []
    if (fast := _at_once(emptied, plan)) is not None:
        return fast, []
    return _one_by_one(emptied, plan)


def _emptied(cells: pa.Array) -> pa.Array:
    if not pc.any(pc.less_equal(pc.binary_length(cells), LONGEST_EMPTY)).as_py():
        return cells
    bare = pc.utf8_lower(pc.utf8_trim(cells, characters=amounts.AROUND))
    return pc.if_else(pc.is_in(bare, value_set=_EMPTIES), pa.scalar(None, pa.string()), cells)


def _at_once(cells: pa.Array, plan: Plan) -> pa.Array | None:
    """Return the values of cells that are all written in one of the common ways; None: read them one by one."""
    if plan.plain:
        return _fast(cells, plan)
    if plan.how is not How.NUMBER:
        return None
    marked = MARKED[plan.mark]
    bare = pc.utf8_trim(cells, characters=amounts.AROUND)
    if not pc.all(
        pc.match_substring_regex(bare, marked.percent if plan.shares else marked.number), min_count=0
    ).as_py():
        return None
    bare = pc.replace_substring(bare, marked.thousands, "")
    if plan.mark == ",":
        bare = pc.replace_substring(bare, ",", ".")
    if plan.shares:
        bare = pc.replace_substring(bare, "%", "e-2")
    values = _fast(bare, plan)
    return values if values is None or plan.factor == 1 else pc.divide(values, 100.0)


@dataclass(frozen=True)
class Marked:
    """How numbers look that one pass over all cells can read: with this decimal mark, and that between thousands."""

    thousands: str
    number: str
    percent: str


MARKED = {
    ".": Marked(
        ",", *(rf"^-?([0-9]{{1,15}}|[1-9][0-9]{{0,2}}(,[0-9]{{3}}){{1,4}})(\.[0-9]+)?{end}$" for end in ("", "%"))
    ),
    ",": Marked(
        ".", *(rf"^-?([0-9]{{1,15}}|[1-9][0-9]{{0,2}}(\.[0-9]{{3}}){{1,4}})(,[0-9]+)?{end}$" for end in ("", "%"))
    ),
}


def _fast(cells: pa.Array, plan: Plan) -> pa.Array | None:
    """Return the values of cells all written plainly, or None where one of them does not exist (31 February)."""
    kind = ARROW[plan.type]
    try:
        values = pc.cast(cells, kind)
    except pa.ArrowInvalid:
        try:
            values = pc.cast(pc.utf8_trim(cells, characters=amounts.AROUND), kind)
        except pa.ArrowInvalid:
            return None
    if plan.type is ColumnType.NUMBER and not pc.all(pc.is_finite(values), min_count=0).as_py():
        return None
    return values if _within_years(values, plan) else None


def _within_years(values: pa.Array, plan: Plan) -> bool:
    if plan.type not in {ColumnType.DATE, ColumnType.TIMESTAMP}:
        return True
    ends = pc.min_max(values).as_py()
    return ends["min"] is None or (ends["min"].year in YEARS and ends["max"].year in YEARS)


def _one_by_one(cells: pa.Array, plan: Plan) -> tuple[pa.Array, list[tuple[int, str, str]]]:
    encoded = cells.dictionary_encode()
    read = partial(READERS[plan.how], plan=plan)
    values: list[Value | None] = []
    unfit: dict[int, tuple[str, str]] = {}
    for place, text in enumerate(encoded.dictionary.to_pylist()):
        try:
            values.append(read(text))
        except Unfit as reason:
            values.append(None)
            unfit[place] = (text, str(reason))
    typed = pa.array(values, ARROW[plan.type]).take(encoded.indices)
    if not unfit:
        return typed, []
    return typed, [(place, *unfit[code]) for place, code in enumerate(encoded.indices.to_pylist()) if code in unfit]


def read_number(text: str, plan: Plan) -> int | float:
    """Return the number that *text* is; raises Unfit with the reason."""
    if amounts.BOUND.match(text):
        raise Unfit("a bound, not a number: left empty")
    if plan.shares and "%" not in text:
        if amounts.number(text, plan.mark) == 0:
            return 0.0
        raise Unfit("has no percent sign where other cells of the column have one")
    if plan.type is ColumnType.INTEGER:
        return _whole(text, plan)
    value = amounts.number(text, plan.mark)
    if value is None:
        raise Unfit(_not_a_number(text, plan.mark))
    return value if plan.factor == 1 else value / 100


def _whole(text: str, plan: Plan) -> int:
    whole = amounts.whole_number(text, plan.mark)
    if whole is None:
        value = amounts.number(text, plan.mark)
        if value is None:
            raise Unfit(_not_a_number(text, plan.mark))
        if not value.is_integer():
            raise Unfit("is not a whole number")
        whole = int(value)
    if not -LARGEST <= whole < LARGEST:
        raise Unfit("has more digits than a whole number can have: read the column as text")
    return whole


def _not_a_number(text: str, mark: str) -> str:
    if form(text).kind in (Kind.NOT_FINITE, Kind.NUMBER) and amounts.number(text, ".") is amounts.number(text, ","):
        return "is not a finite number"
    if amounts.number(text, "," if mark == "." else ".") is not None:
        noun = "point" if mark == "." else "comma"
        return f"is not a number with a decimal {noun}, as the column's other cells are"
    return "is not a number like " + ("1,234.56" if mark == "." else "1.234,56")


def read_duration(text: str, plan: Plan) -> float:
    """Return the length that *text* states, in the plan's unit; raises Unfit."""
    seconds = amounts.seconds(text, clock=plan.clock, single=True)
    if seconds is None:
        raise Unfit("is not a duration like 03:25:00 or 3m 12s")
    return seconds / round(1 / plan.factor)


def read_moment(text: str, plan: Plan) -> date | datetime:
    """Return the day or the moment that *text* names; raises Unfit."""
    found = moments.moment(text, plan.order, compact=plan.compact)
    if found is None:
        raise Unfit(f"is not a date like {_example(text, plan)}")
    return _within_the_years(found, plan)


def _within_the_years(found: datetime, plan: Plan) -> date | datetime:
    if found.year not in YEARS:
        raise Unfit(f"{BEYOND_YEARS} {YEARS.start} to {YEARS[-1]}: left empty")
    return found.date() if plan.type is ColumnType.DATE else found


def _example(text: str, plan: Plan) -> str:
    if plan.compact:
        return "20260831"
    for style, sign in moments.ORDERED.items():
        if style is not moments.Style.ISO and text.strip()[1:3].strip("0123456789") == sign:
            return f"31{sign}12{sign}2026" if plan.order == moments.DAY_FIRST else f"12{sign}31{sign}2026"
    return "2026-12-31"


def read_month_number(text: str, plan: Plan) -> date:
    """Return the first day of the month *text* (8, August) in the stated period; raises Unfit."""
    number = moments.month_number(text) or 0
    start, end = plan.within or (date.max, date.min)
    fitting = [
        day
        for year in range(start.year, end.year + 1)
        if number and start.replace(day=1) <= (day := date(year, number, 1)) <= end
    ]
    if len(fitting) != 1:
        raise Unfit(f"is not one month of the period from {start} to {end}")
    return fitting[0]


def read_week_number(text: str, plan: Plan) -> date:
    """Return the Monday of the ISO week *text* (33, KW 33) in the stated period; raises Unfit."""
    number = joining.week_number(text) or 0
    start, end = plan.within or (date.max, date.min)
    fitting = [
        monday
        for year in range(start.year - 1, end.year + 2)
        if (monday := joining.monday(year, number)) and start <= monday + timedelta(days=6) and monday <= end
    ]
    if len(fitting) != 1:
        raise Unfit(f"is not one week of the period from {start} to {end}")
    return fitting[0]


def read_digits(text: str, plan: Plan) -> date | datetime:
    """Return the day or the moment that the digits *text* mean; raises Unfit."""
    found = serials.read(plan.how, text, factor=plan.factor, origin=plan.origin)
    if found is None:
        raise Unfit(f"is not {serials.LIKE[plan.how]}")
    return _within_the_years(found, plan)


def read_joined(text: str, plan: Plan) -> date | datetime:
    """Return the day that the cells of several columns make; raises Unfit."""
    found = joining.joined(text, [grain for grain, _ in plan.beside])
    if found is None:
        raise Unfit("is not a day made of the columns beside each other")
    return _within_the_years(datetime(found.year, found.month, found.day), plan)  # noqa: DTZ001 - naive by contract


def read_nth(text: str, plan: Plan) -> date:
    """Return the day that is *text* days, weeks or months behind the stated start; raises Unfit."""
    start, end = plan.within or (date.max, date.min)
    count = int(text) if text.strip().isdecimal() else -1
    day = _later(start, count, plan.step) if 0 <= count <= (end - start).days else None
    if day is None or day > end:
        raise Unfit(f"counts beyond the period from {start} to {end}")
    return day


def _later(start: date, count: int, step: str) -> date:
    if step != "month":
        return start + timedelta(days=count * (7 if step == "week" else 1))
    month = start.year * 12 + start.month - 1 + count
    year, month = divmod(month, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def read_boolean(text: str, plan: Plan) -> bool:  # noqa: ARG001 - every reader is called alike
    """Return what a yes or no is; raises Unfit."""
    found = WORDS.get(text.strip().casefold())
    if found is None:
        raise Unfit("is not true or false")
    return found


READERS: dict[How, Callable[..., Value]] = {
    How.NUMBER: read_number,
    How.DURATION: read_duration,
    How.MOMENT: read_moment,
    How.MONTH_NUMBER: read_month_number,
    How.WEEK_NUMBER: read_week_number,
    How.JOINED: read_joined,
    How.SERIAL: read_digits,
    How.EPOCH: read_digits,
    How.YEAR: read_digits,
    How.YEAR_MONTH: read_digits,
    How.YEAR_WEEK: read_digits,
    How.STAMP: read_digits,
    How.NTH: read_nth,
    How.BOOLEAN: read_boolean,
}


def total(values: pa.Array) -> float:
    """Return the sum of *values*, added up with more digits than a double has, where the machine has them."""
    if pa.types.is_integer(values.type):
        return float(pc.sum(values).as_py() or 0)
    return float(np.sum(values.drop_null().to_numpy(zero_copy_only=False), dtype=np.longdouble))
