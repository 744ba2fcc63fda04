"""Numbers as Office programs write them: formats that print what the pages print, and axes with round steps."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bsc.charts.figures import NO_VALUE, figure, symbol
from bsc.model.words import Unit

GENERAL: Final = "General"
_WRITTEN: Final = re.compile(r"^[−+]?(?P<before>\D*?)(?P<whole>[\d,]+)(?P<decimals>\.\d+)?(?P<after>\D*)$")
_THOUSANDS: Final = {"m": ",,", "bn": ",,,"}  # each comma behind the digits divides by a thousand
_SUFFIX: Final = {Unit.PERCENT: "%", Unit.DAYS: '" d"', Unit.HOURS: '" h"'}
_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_FEW: Final = 4  # steps of an axis
_LOW: Final = 0.4  # an axis begins at zero where the least value is less than this part of the greatest
_MILLION: Final = 1_000_000
_ROUNDING: Final = 1e-9


def number_format(value: float | None, unit: Unit, currency: str) -> str:
    """Return the format in which a spreadsheet prints *value* as `figure` does: `0.0%`, `"€"#,##0`, `0.00,,"m"`."""
    found = _WRITTEN.match(figure(value, unit, currency))
    if value is None or found is None:
        return GENERAL
    before, after = found["before"], found["after"]
    digits = ("#,##0" if "," in found["whole"] else "0") + re.sub(r"\d", "0", found["decimals"] or "")
    if (size := after.split(" ")[0].removesuffix("%")) in _THOUSANDS:
        digits, after = f'{digits}{_THOUSANDS[size]}"{size}"', after[len(size) :]
    quoted = "%" if after == "%" else f'"{after}"' if after else ""
    return (f'"{before}"' if before else "") + digits + quoted


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The axis of a chart: its ends, the distance of its lines, and the format of its numbers."""

    low: float
    high: float
    step: float
    number_format: str


def scale(values: Iterable[float | None], unit: Unit, currency: str) -> Scale:
    """Return an axis with a few round steps that holds all *values*."""
    known = [value for value in values if value is not None] or [0.0, 1.0]
    least, most = min(known), max(known)
    if 0 <= least < _LOW * most:
        least = 0.0
    if most <= 0 and most > _LOW * least:
        most = 0.0
    step = _round_step((most - least or abs(most) or 1.0) / _FEW, 100.0 if unit is Unit.PERCENT else 1.0)
    low, high = math.floor(least / step + _ROUNDING) * step, math.ceil(most / step - _ROUNDING) * step
    if low == high:
        high = low + step
    return Scale(low=low, high=high, step=step, number_format=_axis_format(step, max(-low, high), unit, currency))


def _round_step(wanted: float, factor: float) -> float:
    size = 10.0 ** math.floor(math.log10(wanted * factor))
    return next(each * size for each in _STEPS if each * size >= wanted * factor * (1 - _ROUNDING)) / factor


def _axis_format(step: float, most: float, unit: Unit, currency: str) -> str:
    shown = step * 100 if unit is Unit.PERCENT else step
    scaled, word = (shown / _MILLION, ',,"m"') if most >= _MILLION else (shown, "")
    decimals = max(0, -math.floor(math.log10(scaled) + _ROUNDING))
    if round(scaled * 10**decimals, 6) % 1:
        decimals += 1
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    before = f'"{symbol(currency)}"' if unit is Unit.CURRENCY else ""
    return f"{before}{digits}{word}{_SUFFIX.get(unit, '')}"


__all__ = ["GENERAL", "NO_VALUE", "Scale", "number_format", "scale"]
