"""A cell of a workbook → text: numbers as they are stored, days and times in ISO form, percents with their sign."""

import math
import re
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from bsc.intake.amounts import CURRENCIES


class Kind(StrEnum):
    """What a number format makes of a number."""

    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"
    MOMENT = "day and time"
    CLOCK = "time"
    ELAPSED = "duration"


class Shown(NamedTuple):
    """How a number format shows a number; `zeros` is the width to which `00000` fills it up, `unit` its currency."""

    kind: Kind
    zeros: int = 0
    unit: str = ""


AS_STORED = Shown(Kind.NUMBER)
BUILT_IN = (
    dict.fromkeys((9, 10), Shown(Kind.PERCENT))
    | dict.fromkeys((14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), Shown(Kind.DAY))
    | dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), Shown(Kind.CLOCK))
    | {22: Shown(Kind.MOMENT), 46: Shown(Kind.ELAPSED)}
)  # ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are those of East Asian editions
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|am/pm|a/p|general', re.IGNORECASE | re.DOTALL)
_MONEY = re.compile(r'\[\$([^\]-]*)(?:-([^\]]*))?\]|"([^"]*)"|([€£$])')
_CLEAR = CURRENCIES | {"€", "£"}
_UNITED_STATES = (None, "409", "en-US")
_ELAPSED = re.compile(r"\[[hms]+\]")
_ZEROS = re.compile(r"0{2,}")
_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_QUOTED = re.compile(r'[",;\t|]')
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no time zone
_DAY_ZERO_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LEAP_DAY_THAT_WAS_NOT = 60  # 29 February 1900, which workbooks count
_LAST_DAY = 2_958_466  # 1 January 10000
_LONGEST_CLOCK = 366  # days: a time on its own; beyond it the day was left out of the format
_DAY = 86_400_000  # milliseconds: finer parts of a stored day are rounding


def shown(code: str) -> Shown:
    """Return how the number format *code* (`0.0%`, `dd/mm/yyyy hh:mm`) shows a number."""
    bare = _NOT_SHOWN.sub("", code.partition(";")[0]).casefold()
    if "%" in bare:
        return Shown(Kind.PERCENT)
    if _ELAPSED.search(bare):
        return Shown(Kind.ELAPSED)
    clock = "h" in bare or "s" in bare
    if "d" in bare or "y" in bare or ("m" in bare and not clock):
        return Shown(Kind.MOMENT if clock else Kind.DAY)
    if clock:
        return Shown(Kind.CLOCK)
    if _ZEROS.fullmatch(bare):
        return Shown(Kind.NUMBER, zeros=len(bare))
    return Shown(Kind.NUMBER, unit=_unit(code.partition(";")[0])) if "0" in bare or "#" in bare else AS_STORED


def _unit(code: str) -> str:
    """Return the currency that *code* shows; "" for none, or for a sign that many countries share."""
    for inside, place, text, bare in _MONEY.findall(code):
        sign = str(inside or text or bare).strip()
        if sign in _CLEAR or (sign == "$" and (place or None) in _UNITED_STATES):
            return sign
    return ""


def number_text(stored: str, how: Shown, *, from_1904: bool) -> str:
    """Return the field of a number that is *stored* so and shown *how*; `from_1904` counts days as old Macs do."""
    if how == AS_STORED and stored.isdecimal():
        return stored
    try:
        value = float(stored)
    except ValueError:
        return quoted(plain_text(stored))
    if not math.isfinite(value):
        return quoted(plain_text(stored))
    if how.kind is Kind.PERCENT:
        return f"{_exact(Decimal(repr(value)).scaleb(2))}%"
    if how.kind is Kind.NUMBER:
        text = stored if stored.isdecimal() else _exact(Decimal(repr(value)))
        return f"{how.unit} {text}" if how.unit else text.zfill(how.zeros)
    return _moment(value, how.kind, from_1904=from_1904) or _exact(Decimal(repr(value)))


def _exact(number: Decimal) -> str:
    """Return *number* without a power of ten. `1.234` becomes `1.2340`, which nobody reads as a thousand."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}0" if _AMBIGUOUS.fullmatch(text) else text


def _moment(serial: float, kind: Kind, *, from_1904: bool) -> str | None:
    """Return the day, the time or the duration that a count of days is; None where it is none."""
    if kind is Kind.ELAPSED or (kind is Kind.CLOCK and abs(serial) < _LONGEST_CLOCK):
        return _clock(serial)
    if not from_1904 and 0 <= serial < 1:
        return _clock(serial) if kind is Kind.MOMENT else None
    if not 0 <= serial < _LAST_DAY or (not from_1904 and int(serial) == _LEAP_DAY_THAT_WAS_NOT):
        return None
    days = serial + (not from_1904 and serial < _LEAP_DAY_THAT_WAS_NOT)
    moment = (_DAY_ZERO_1904 if from_1904 else _DAY_ZERO) + timedelta(milliseconds=round(days * _DAY))
    if kind is Kind.DAY and not (moment.hour or moment.minute or moment.second or moment.microsecond):
        return moment.date().isoformat()
    return moment.isoformat(" ", "milliseconds" if moment.microsecond else "seconds")


def _clock(days: float) -> str:
    seconds, thousandths = divmod(round(abs(days) * _DAY), 1000)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{'-' * (days < 0)}{text}" + (f".{thousandths:03}" if thousandths else "")


def plain_text(text: str) -> str:
    """Return the text of a cell on one line: its line ends and control characters as spaces."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text if text.isprintable() else _BREAKS.sub(" ", text)


def quoted(text: str) -> str:
    """Return *text* as a field of a CSV line."""
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
