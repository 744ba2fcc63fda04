"""What a trend chart can show beside the KPI's own line: each is placed on the chart's axis, and absent when not asked.

The axis counts periods: place 0 is the oldest of the window, and periods ahead go on behind its last.
"""

from dataclasses import dataclass
from enum import StrEnum

from bsc.model.periods import Period


class Layer(StrEnum):
    """A layer that can be switched on, by its name in the address."""

    LIMITS = "limits"
    FORECAST = "forecast"
    YEAR_BEFORE = "year"
    PERIODS_BEFORE = "before"
    NOTES = "notes"


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A sentence about one place of the axis."""

    at: int
    said: str


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Natural limits, one value for each place of the window; None where there are none.

    `signals` say where the value has changed, `baselines` where the limits were worked out anew. `said` is what must be
    known about all of it.
    """

    mean: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    signals: tuple[Remark, ...] = ()
    baselines: tuple[Remark, ...] = ()
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class Fan:
    """A forecast from place `first` on: its middle, and the band that holds each share of outcomes (0.5, 0.8, 0.95)."""

    first: int
    middle: tuple[float, ...]
    bands: tuple[tuple[float, tuple[tuple[float, float], ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Another line in the KPI's unit: one value for each place of the window, with the period each is of."""

    layer: Layer
    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]


class MarkKind(StrEnum):
    """What stands at a moment of the time axis."""

    NOTE = "note"
    TARGET = "target"
    INITIATIVE = "initiative"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Something that happened: from `at` (a place with its fraction) to `until`, where it lasts."""

    kind: MarkKind
    at: float
    until: float | None = None
    name: str = ""
    said: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Layers:
    """All that was asked for. `ahead` are the periods behind the window that a forecast reaches."""

    ahead: tuple[Period, ...] = ()
    limits: Limits | None = None
    fan: Fan | None = None
    comparisons: tuple[Comparison, ...] = ()
    marks: tuple[Mark, ...] = ()
