"""A value as people read it, in its unit. Shares become percents here and nowhere else."""

from collections.abc import Mapping
from functools import lru_cache

from bsc.model.words import Unit

SYMBOLS: Mapping[str, str] = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "CHF": "CHF ", "PLN": "PLN "}
NO_VALUE = "–"
_SUFFIX: Mapping[Unit, str] = {Unit.PERCENT: "%", Unit.DAYS: " d", Unit.HOURS: " h"}
_MILLION = 1_000_000
_BILLION = 1_000_000_000
_CENTS_COUNT_BELOW = 10


def symbol(currency: str) -> str:
    """Return what stands before an amount in *currency* (three letters): `€`, or the letters and a space."""
    return SYMBOLS.get(currency, f"{currency} ")


@lru_cache(maxsize=8192)  # a page writes hundreds of them, the same ones in every run
def figure(value: float | None, unit: Unit, currency: str = "EUR", *, signed: bool = False) -> str:
    """Return *value* for people: `4.2%`, `€1,234`, `6.2 d`, `1.24m`; `–` for no value.

    About three significant digits. A percent comes as a share 0-1. *signed* puts a plus before what is positive.
    """
    if value is None:
        return NO_VALUE
    shown = value * 100 if unit is Unit.PERCENT else value
    text = _digits(abs(shown), unit)
    sign = "−" if shown < 0 and text.strip("0.,") else "+" if signed and text.strip("0.,") else ""
    before = symbol(currency) if unit is Unit.CURRENCY else ""
    return f"{sign}{before}{text}{_SUFFIX.get(unit, '')}"


def change(value: float | None, before: float | None, unit: Unit) -> str:
    """Return by how much *value* differs from *before*: percentage points for shares, points for points, else percent.

    `–` where one of them is missing, or where a percent would divide by zero.
    """
    if value is None or before is None:
        return NO_VALUE
    if value == before:
        return "±0"
    if unit is Unit.PERCENT:
        return f"{figure(value - before, Unit.PERCENT, signed=True).removesuffix('%')} pp"
    if unit is Unit.POINTS:
        return f"{figure(value - before, Unit.POINTS, signed=True)} pts"
    return NO_VALUE if before == 0 else figure((value - before) / abs(before), Unit.PERCENT, signed=True)


def _digits(size: float, unit: Unit) -> str:
    if size >= _BILLION:
        return f"{size / _BILLION:,.2f}bn"
    if size >= _MILLION:
        return f"{size / _MILLION:,.2f}m"
    if unit in {Unit.NUMBER, Unit.POINTS, Unit.CURRENCY} and size == round(size) and not _in_cents(size, unit):
        return f"{size:,.0f}"
    return f"{size:,.{_decimals(size, unit)}f}"


def _in_cents(size: float, unit: Unit) -> bool:
    """Return whether an amount is so small that its cents count: a target of €2.60 has a red line of €3.00."""
    return unit is Unit.CURRENCY and 0 < size < _CENTS_COUNT_BELOW


def _decimals(size: float, unit: Unit) -> int:
    """Return how many decimals keep about three significant digits of *size*."""
    if size >= (1000 if unit is Unit.NUMBER else 100):
        return 0 if unit is not Unit.PERCENT else 1
    if unit in {Unit.RATIO, Unit.CURRENCY}:
        return 2
    return 1 if size >= 1 or size == 0 else 2
