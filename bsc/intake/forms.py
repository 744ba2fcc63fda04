"""The form of a cell: what it could be read as, told from its shape, in which every digit 1–9 is written 9.

Shapes are few where values are many, so that every value of a column is looked at, never a sample.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from bsc.intake import amounts, moments
from bsc.intake.notdata import is_total

LONGEST_NUMBER = 15  # digits that a double holds exactly; longer ones are ids
PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
DIGIT = re.compile("[0-9]")
SPREADSHEET_ERRORS = frozenset({"#DIV/0!", "#VALUE!", "#REF!", "#NUM!", "#NAME?"})
_ADDRESSEE = r"(?:[^@<>]{0,60}<)?[^@\s,;<>]+@[^@\s,;<>]+\.[A-Za-z]{2,}>?"
PERSONAL = re.compile(
    rf"{_ADDRESSEE}(?:\s*[;,]\s*{_ADDRESSEE})*|"
    r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}|(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|"
    r"(?:\+|00)[1-9][0-9 ()/.-]{6,18}|\([0-9]{3}\) ?[0-9]{3}-[0-9]{4}"
)
LONGEST_FORM = 60  # characters: nothing longer is a number or a date


class Kind(StrEnum):
    """What a cell could be."""

    EMPTY = "empty"
    INTEGER = "integer"
    ID = "id"  # digits that must not become a number: leading zeros, more than 15 digits
    NUMBER = "number"
    PERCENT = "percent"
    BOUND = "bound"  # < 10 %
    NOT_FINITE = "not finite"
    DURATION = "duration"
    SPAN = "span"  # 45s: a duration where the header or other cells of the column say so
    CLOCK = "clock"  # 12:30: a time of day, or a duration where the header says so
    BOOLEAN = "boolean"
    MOMENT = "moment"
    TEXT = "text"


@dataclass(frozen=True)
class Form:
    """What a shape could be: its kind, for numbers the decimal marks that it allows, for days their style."""

    kind: Kind
    marks: str = ""  # "", "." or ",": the only decimal mark it can have; "?" where both make sense and differ
    whole: str = ".,"  # the decimal marks with which it is a whole number
    plain: bool = False  # digits, at most one point, at most one minus: what a machine writes
    percent: bool = False
    currency: str = ""
    style: moments.Style | None = None
    clock: bool = False
    personal: bool = False  # an e-mail address, an IP address, a telephone number
    total: bool = False  # the word for a total
    digits: int = 0  # of a whole number, or in front of a plain number's point: tells what it could count
    short_year: bool = False  # a day whose year has two digits
    month: bool = False  # the name of a month without its year


@lru_cache(maxsize=1 << 16)
def form(shape: str) -> Form:
    """Return the form of the cells of one *shape*."""
    if len(shape) > LONGEST_FORM:
        return Form(Kind.EMPTY) if shape.isspace() else Form(Kind.TEXT, personal=is_personal(shape.strip()))
    text = amounts.trimmed(shape)
    if kind := _word(text):
        return Form(kind)
    if DIGIT.search(text):
        return _digits(text) or _number(text) or _moment(text) or Form(Kind.TEXT, personal=is_personal(text))
    is_month = moments.month_number(text) is not None
    return Form(Kind.TEXT, personal=is_personal(text), total=is_total(text), month=is_month)


def _word(text: str) -> Kind | None:
    word = text.casefold()
    if word in amounts.EMPTY:
        return Kind.EMPTY
    if word in ("true", "false"):
        return Kind.BOOLEAN
    if text in SPREADSHEET_ERRORS or word.lstrip("+-") in ("nan", "inf", "infinity"):
        return Kind.NOT_FINITE
    return None


def is_personal(text: str) -> bool:
    """Return whether *text* (or its shape) is an e-mail address, an IP address or a telephone number."""
    return PERSONAL.fullmatch(text) is not None


def _digits(text: str) -> Form | None:
    bare = text.removeprefix("-")
    if not (bare.isascii() and bare.isdigit()):
        return None
    if len(bare) > 1 and bare[0] == "0":
        return Form(Kind.ID)
    if len(bare) > LONGEST_NUMBER:
        return Form(Kind.ID, digits=len(bare))
    return Form(Kind.INTEGER, plain=True, digits=len(bare))


def _number(text: str) -> Form | None:
    if amounts.BOUND.match(text):
        inner = form(amounts.BOUND.sub("", text, count=1))
        numeric = inner.kind in (Kind.INTEGER, Kind.NUMBER, Kind.PERCENT)
        return replace(inner, kind=Kind.BOUND, plain=False) if numeric else None
    if units := amounts.span_units(text):
        return Form(Kind.DURATION if units > 1 else Kind.SPAN)
    if amounts.CLOCK.fullmatch(text):
        return Form(Kind.CLOCK)
    written = amounts.written(text)
    if written is None:
        return None
    point, comma = amounts.digits(written.core, "."), amounts.digits(written.core, ",")
    if point is None and comma is None:
        return None
    marks = "" if point == comma else "?" if point and comma else "." if point else ","
    whole = "".join(mark for mark, read in ((".", point), (",", comma)) if read and read.isdigit())
    kind = Kind.PERCENT if written.percent else Kind.NUMBER
    plain = PLAIN.fullmatch(text) is not None
    digits = len(text.lstrip("-").partition(".")[0]) if plain else 0
    return Form(kind, marks, whole, plain=plain, percent=written.percent, currency=written.currency, digits=digits)


def _moment(text: str) -> Form | None:
    found = moments.style(text)
    if found is None:
        return None
    return Form(Kind.MOMENT, style=found[0], clock=found[1], short_year=moments.has_short_year(text))
