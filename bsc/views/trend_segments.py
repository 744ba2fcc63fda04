"""One KPI over time by the values of one dimension: each with its own target, all on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bsc.charts.figures import NO_VALUE, change, figure
from bsc.charts.theme import LOOKS
from bsc.model.periods import Period
from bsc.model.view import View
from bsc.model.words import Unit
from bsc.views.cards import comparable
from bsc.views.keeping import kept
from bsc.views.reach import numbers
from bsc.views.readings import Reading
from bsc.views.segment_values import narrowed, segment_name, segment_values
from bsc.views.trend import Trend
from bsc.views.trend_rows import level_text
from bsc.views.workspace import Workspace

MOST: Final = 12  # segments that are drawn; each is a question to the rows
HEADROOM: Final = 0.06
COLUMNS: Final = ("Segment", "Value", "Target", "Red line", "Status", "Points", "Change", "Rows")
HEADER: Final = ("Segment", "Period", "First day", "Value", "Target", "Red line", "Status", "Rows")


@dataclass(frozen=True, kw_only=True)
class Segment:
    """One value of the dimension: its readings of the window, oldest first, and the one of the shown period."""

    name: str
    shown: Reading
    previous: Reading
    window: tuple[Reading, ...]


@dataclass(frozen=True, kw_only=True)
class Segments:
    """The segments with most rows in the shown period, most first; `left_out` have fewer. `low` to `high` holds all."""

    dimension: str
    segments: tuple[Segment, ...]
    left_out: int
    low: float
    high: float


def dimensions(workspace: Workspace, view: View, trend: Trend) -> tuple[str, ...]:
    """Return the dimensions that the KPI's dataset has and that *view* leaves more than one value of."""
    dataset = next(each for each in workspace.scorecard.datasets if each.id == trend.kpi.dataset)
    return tuple(name for name in dataset.dimensions if len(segment_values(workspace, view, name)) > 1)


def segments(workspace: Workspace, view: View, trend: Trend, dimension: str) -> Segments:
    """Return *trend* by the values of *dimension* that *view* lets through; kept."""
    name = ("trend segments", trend.kpi.id, len(trend.window), dimension)
    return kept(workspace, name, lambda: _segments(workspace, view, trend, dimension), view)


def _segments(workspace: Workspace, view: View, trend: Trend, dimension: str) -> Segments:
    values = segment_values(workspace, view, dimension)
    only = {value: narrowed(view, dimension, value) for value in values}
    shown = {value: _series(workspace, only[value], trend, [trend.shown.period])[0] for value in values}
    ordered = sorted(values, key=lambda value: -shown[value].actual.rows)
    drawn = tuple(
        _segment(workspace, only[value], trend, segment_name(workspace, dimension, value)) for value in ordered[:MOST]
    )
    low, high = _extent(drawn)
    return Segments(dimension=dimension, segments=drawn, left_out=len(ordered) - len(drawn), low=low, high=high)


def _segment(workspace: Workspace, view: View, trend: Trend, name: str) -> Segment:
    window = [reading.period for reading in trend.window]
    asked = [*window, trend.shown.period, trend.previous.period]
    *readings, shown, previous = _series(workspace, view, trend, asked)
    return Segment(name=name, shown=shown, previous=previous, window=tuple(readings))


def _series(workspace: Workspace, view: View, trend: Trend, periods: Sequence[Period]) -> list[Reading]:
    return workspace.series(view, [trend.kpi], periods)[trend.kpi.id]


def _extent(drawn: Sequence[Segment]) -> tuple[float, float]:
    seen = [reading.value for each in drawn for reading in each.window if reading.value is not None]
    for each in drawn:
        for reading in each.window:
            seen += [*numbers(reading.anchors.target), *numbers(reading.anchors.red_line)] if reading.anchors else []
    low, high = min(seen, default=0.0), max(seen, default=1.0)
    room = (high - low or 1.0) * HEADROOM
    return (low if low == 0 else low - room, high + room)


def segment_rows(trend: Trend, found: Segments, segment: Segment) -> list[Mapping[str, object]]:
    """Return the rows of one small chart: its columns are described in `bsc.charts.multiples`."""
    unit, currency = trend.kpi.unit, trend.currency
    return [
        {
            "label": trend.calendar.label(reading.period),
            "index": at,
            "value": reading.value,
            "status": str(reading.status),
            "partial": reading.partial,
            "target_from": numbers(reading.anchors.target)[0] if reading.anchors else None,
            "target_to": numbers(reading.anchors.target)[-1] if reading.anchors else None,
            "red_from": numbers(reading.anchors.red_line)[0] if reading.anchors else None,
            "red_to": numbers(reading.anchors.red_line)[-1] if reading.anchors else None,
            "low": found.low,
            "high": found.high,
            "value_text": figure(reading.value, unit, currency),
            "target_text": level_text(reading.anchors.target, unit, currency) if reading.anchors else NO_VALUE,
        }
        for at, reading in enumerate(segment.window)
    ]


def segments_table(trend: Trend, found: Segments) -> list[dict[str, str]]:
    """Return one row for each segment in the shown period, every figure as text under COLUMNS."""
    unit, currency = trend.kpi.unit, trend.currency
    return [
        {
            "Segment": each.name,
            "Value": figure(each.shown.value, unit, currency),
            "Target": level_text(each.shown.anchors.target, unit, currency) if each.shown.anchors else NO_VALUE,
            "Red line": level_text(each.shown.anchors.red_line, unit, currency) if each.shown.anchors else NO_VALUE,
            "Status": f"{LOOKS[each.shown.status].glyph} {each.shown.status}",
            "Points": figure(each.shown.points, Unit.POINTS),
            "Change": change(each.shown.value, each.previous.value if comparable(each.shown) else None, unit),
            "Rows": figure(each.shown.actual.rows, Unit.NUMBER),
        }
        for each in found.segments
    ]


def segments_numbers(trend: Trend, found: Segments) -> list[tuple[object, ...]]:
    """Return one row for each segment and period under HEADER; numbers unrounded, shares as 0–1, unknown as None."""
    return [
        (
            each.name,
            trend.calendar.label(reading.period),
            reading.period.start.isoformat(),
            reading.value,
            _plain(numbers(reading.anchors.target)) if reading.anchors else None,
            _plain(numbers(reading.anchors.red_line)) if reading.anchors else None,
            str(reading.status),
            reading.actual.rows,
        )
        for each in found.segments
        for reading in each.window
    ]


def _plain(level: tuple[float, ...]) -> object:
    return level[0] if len(level) == 1 else f"{level[0]:g} to {level[1]:g}"
