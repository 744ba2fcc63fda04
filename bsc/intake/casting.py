"""Text → typed values, exactly: a cell that does not fit its column's type is reported, never bent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bsc.intake import amounts, joining
from bsc.intake.calendar_days import (
    Unfit,
    read_digits,
    read_joined,
    read_moment,
    read_month_number,
    read_nth,
    read_week_number,
)
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
LONGEST_EMPTY = 12  # bytes that an empty cell may have, written `---` with signs
Value = int | float | bool | date | datetime | str
_EMPTIES = pa.array(
    [*amounts.EMPTY, *("".join(signs) for count in (1, 2, 3) for signs in product(amounts.MINUS_SIGNS, repeat=count))],
    pa.string(),
)


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
    fast = _at_once(emptied, plan)
    values, unfit = (fast, []) if fast is not None else _one_by_one(emptied, plan)
    return (values if plan.times == 1 else _rescaled(values, plan.times)), unfit


def _rescaled(values: pa.Array, times: float) -> pa.Array:
    """Return *values* times *times*; a hundredth is divided by 100, which rounds once."""
    return pc.multiply(values, times) if times > 1 else pc.divide(values, 1 / times)


def _emptied(cells: pa.Array) -> pa.Array:
    bare = pc.utf8_trim(cells, characters=amounts.AROUND)
    if not pc.any(pc.less_equal(pc.binary_length(bare), LONGEST_EMPTY)).as_py():
        return cells
    bare = pc.utf8_lower(bare)
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
    return float(np.sum(values.drop_null().to_numpy(zero_copy_only=False), dtype=np.longdouble))
