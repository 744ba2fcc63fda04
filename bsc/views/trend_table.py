"""The numbers behind the trend chart, as a table and as a file."""

from typing import Final

from bsc.charts.figures import NO_VALUE, figure
from bsc.charts.theme import LOOKS
from bsc.model.definitions import Level
from bsc.model.words import Unit
from bsc.views.trend import Trend
from bsc.views.trend_rows import level_text, notes, sample_text

HEADER: Final = (
    "Period",
    "First day",
    "Value",
    "Target",
    "Red line",
    "Points",
    "Status",
    "Rows",
    "Numerator",
    "Denominator",
    "Note",
)


COLUMNS: Final = ("Period", "Value", "Target", "Red line", "Points", "Status", "Rows", "Counted", "Note")


def figures_table(trend: Trend) -> list[dict[str, str]]:
    """Return the same for people, newest first: one row for each period with every figure as text under COLUMNS."""
    unit, currency = trend.kpi.unit, trend.currency
    return [
        {
            "Period": trend.calendar.label(reading.period),
            "Value": figure(reading.value, unit, currency),
            "Target": level_text(reading.anchors.target, unit, currency) if reading.anchors else NO_VALUE,
            "Red line": level_text(reading.anchors.red_line, unit, currency) if reading.anchors else NO_VALUE,
            "Points": figure(reading.points, Unit.POINTS),
            "Status": f"{LOOKS[reading.status].glyph} {reading.status}",
            "Rows": figure(reading.actual.rows, Unit.NUMBER),
            "Counted": sample_text(reading),
            "Note": notes(reading).replace("`", ""),  # a cell shows its text as it is
        }
        for reading in reversed(trend.window)
    ]


def numbers_table(trend: Trend) -> list[tuple[object, ...]]:
    """Return one row for each period of the window, oldest first, under HEADER; numbers unrounded, shares as 0–1.

    What is unknown is None.
    """
    return [
        (
            trend.calendar.label(reading.period),
            reading.period.start.isoformat(),
            reading.value,
            _plain(reading.anchors.target) if reading.anchors else None,
            _plain(reading.anchors.red_line) if reading.anchors else None,
            reading.points,
            str(reading.status),
            reading.actual.rows,
            reading.actual.numerator,
            reading.actual.denominator,
            notes(reading),
        )
        for reading in trend.window
    ]


def _plain(level: Level) -> object:
    return f"{level[0]:g} to {level[1]:g}" if isinstance(level, tuple) else level
