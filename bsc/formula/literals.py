"""Texts, numbers, dates and whole numbers that are written out in a formula, each within bounds."""

import re
from datetime import date, datetime

from bsc.errors import FormulaProblem, near_miss
from bsc.formula.functions import DATE_DIFF_SQL
from bsc.formula.tree import Expression, Minus, Moment, Number, Text
from bsc.model.words import ColumnType

LONGEST_TEXT = 200
MOST_DIGITS = 18
LARGEST_NUMBER = 1e18
LARGEST_WHOLE = 1_000
LENGTH_OF_A_DAY = len("2026-01-31")


def text(written: str, at: int) -> Text:
    """Return the text *written*; raises FormulaProblem when it is too long."""
    if len(written) > LONGEST_TEXT:
        raise FormulaProblem(f"a text has {len(written)} characters", f"{LONGEST_TEXT} are the limit", position=at)
    return Text(written, at=at)


def number(written: str, at: int) -> Number:
    """Return the number *written*; raises FormulaProblem when it is too long or too large."""
    digits = rf"\d{{1,{MOST_DIGITS}}}"
    if (
        not re.fullmatch(rf"{digits}(\.({digits})?)?([eE][+-]?\d{{1,2}})?", written, re.ASCII)
        or float(written) > LARGEST_NUMBER
    ):
        cure = f"write at most {MOST_DIGITS} digits"
        raise FormulaProblem(f"the number {written[:40]} is too large or too long", cure, position=at)
    return Number(int(written) if written.isdigit() else float(written), at=at)


def moment(literal: Text, wanted: ColumnType | None = None) -> Moment:
    """Return the date or time that *literal* names in ISO form (which of the two, by its length when not *wanted*).

    Raises FormulaProblem when it names none.
    """
    is_day = len(literal.value) <= LENGTH_OF_A_DAY if wanted is None else wanted is ColumnType.DATE
    try:
        value = date.fromisoformat(literal.value) if is_day else datetime.fromisoformat(literal.value)
    except ValueError:
        seen = f"'{literal.value}' is not a {'date' if is_day else 'time'}"
        raise FormulaProblem(seen, "write it like 2026-01-31", position=literal.at) from None
    if isinstance(value, datetime) and value.tzinfo:
        raise FormulaProblem(
            f"'{literal.value}' has a time zone", "times are kept in UTC: leave it out", position=literal.at
        )
    return Moment(value, at=literal.at)


def whole(part: Expression, place: str) -> str:
    """Return *part* as the whole number that is written out; raises FormulaProblem for anything else or too large."""
    bare = part.operand if isinstance(part, Minus) else part
    if not isinstance(bare, Number) or not isinstance(bare.value, int) or bare.value > LARGEST_WHOLE:
        cure = f"write one of at most {LARGEST_WHOLE}"
        raise FormulaProblem(f"{place}() needs a whole number written out", cure, position=part.at)
    return f"(-{bare.value})" if isinstance(part, Minus) else str(bare.value)


def unit(part: Expression, place: str) -> str:
    """Return the calendar unit that *part* names; raises FormulaProblem when it names none."""
    if not isinstance(part, Text) or part.value.casefold() not in DATE_DIFF_SQL:
        cure = near_miss(part.value, DATE_DIFF_SQL) if isinstance(part, Text) else "write it as a text like 'day'"
        seen = f"{place}() needs a unit first: 'day', 'week', 'month', 'quarter' or 'year'"
        raise FormulaProblem(seen, cure, position=part.at)
    return part.value.casefold()


def share(part: Expression) -> str:
    """Return the share from 0 to 1 that is written out; raises FormulaProblem for anything else."""
    if not isinstance(part, Number) or not 0 <= part.value <= 1:
        seen = "quantile() needs its share written out, from 0 to 1"
        raise FormulaProblem(seen, "write quantile(x, 0.9)", position=part.at)
    return repr(float(part.value))


def quoted_text(written: str) -> str:
    """Return *written* as an SQL text literal."""
    return "'" + written.replace("'", "''") + "'"
