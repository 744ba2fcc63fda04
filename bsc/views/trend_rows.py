"""The rows that the trend chart draws: periods, the zones they lie in, and the steps of target and red line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from bsc.charts.figures import figure
from bsc.charts.trend import LATE, pattern
from bsc.model.definitions import Level
from bsc.model.periods import Period
from bsc.model.words import Better, Status, Unit
from bsc.scoring.judging import Anchors
from bsc.scoring.targets import Terms, anchors_owed
from bsc.views.reach import numbers
from bsc.views.readings import Reading
from bsc.views.trend import Drafted, Trend
from bsc.views.trend_layer_rows import Row, compared_rows, fan_rows, limit_rows, mark_rows, reached, with_fan
from bsc.views.trend_layers import Layers

APART = 0.055  # of the chart's height: the least distance between two texts at its edge
HEADROOM = 0.04


@dataclass(frozen=True)
class TrendRows:
    """The chart's named tables; their columns are described in `bsc.charts.trend`."""

    periods: Sequence[Row]
    bands: Sequence[Row]
    steps: Sequence[Row]
    limits: Sequence[Row] = ()
    fan: Sequence[Row] = ()
    compared: Sequence[Row] = ()
    marks: Sequence[Row] = ()


def trend_rows(trend: Trend, drafted: Drafted | None = None, layers: Layers | None = None) -> TrendRows:
    """Return the rows of *trend*, held to the draft where it would be in force, with *layers* beside its line."""
    beside = layers or Layers()
    readings = drafted.window if drafted else trend.window
    ends = extent(trend, readings, beside)
    labels = [trend.calendar.label(period) for period in (*(each.period for each in readings), *beside.ahead)]
    held = [*(reading.anchors for reading in readings), *(anchors_ahead(trend, period) for period in beside.ahead)]
    return TrendRows(
        periods=[*_periods(trend, readings, labels, ends[0]), *_ahead(labels, len(readings))],
        bands=[row for run in _runs(held) for row in _bands(trend, labels, run, ends)],
        steps=_steps(trend, drafted, labels, beside.ahead, ends),
        limits=limit_rows([reading.value for reading in trend.window], beside, labels),
        fan=fan_rows(beside, labels),
        compared=compared_rows(beside, labels),
        marks=mark_rows(beside, labels),
    )


def anchors_ahead(trend: Trend, period: Period) -> Anchors | None:
    """Return what *period*, which is not in the window, is held to."""
    return anchors_owed(trend.kpi, period, Terms(trend.shown.measure, trend.filters, trend.calendar))


def level_text(level: Level, unit: Unit, currency: str) -> str:
    """Return a target or red line for people: one figure, or two with a dash between."""
    return " – ".join(figure(number, unit, currency) for number in numbers(level))


def sample_text(reading: Reading) -> str:
    """Return what a value was counted from: `45 of 1,322` for a share, `€980 / 14` otherwise; empty for a plain sum."""
    actual = reading.actual
    if actual.numerator is None or actual.denominator is None:
        return ""
    over = " of " if reading.kpi.unit is Unit.PERCENT else " / "
    return f"{figure(actual.numerator, Unit.NUMBER)}{over}{figure(actual.denominator, Unit.NUMBER)}"


def notes(reading: Reading) -> str:
    """Return what must be known to read the value right: not over, carried on, too few cases, not available."""
    actual = reading.actual
    found = [
        f"not over yet, {actual.elapsed:.0%} of it counted" if actual.partial else "",
        f"carried on from {actual.stale} period{'s' * (actual.stale > 1)} before" if actual.stale else "",
        "" if actual.available else "not available for this filter",
        "too few cases to call" if reading.too_few else "",
        actual.note,
    ]
    return "; ".join(dict.fromkeys(text for text in found if text))


def _periods(trend: Trend, readings: Sequence[Reading], labels: Sequence[str], floor: float) -> list[Row]:
    loose = [reading.partial or bool(reading.actual.stale) for reading in readings]
    beside = [any(loose[max(at - 1, 0) : at + 2]) for at in range(len(loose))]
    return [
        {
            "label": labels[at],
            "index": at,
            "settled": None if loose[at] else reading.value,
            "unsettled": reading.value if loose[at] else None,
            "solid": None if loose[at] else reading.value,
            "dashed": reading.value if beside[at] else None,
            "gap": floor if reading.value is None else None,
            "status": str(reading.status),
            "partial": reading.partial,
            "shown": reading.period == trend.shown.period,
            **_texts(trend, reading),
        }
        for at, reading in enumerate(readings)
    ]


def _texts(trend: Trend, reading: Reading) -> Row:
    unit, currency, anchors = trend.kpi.unit, trend.currency, reading.anchors
    return {
        "value_text": figure(reading.value, unit, currency),
        "target_text": level_text(anchors.target, unit, currency) if anchors else "–",
        "red_line_text": level_text(anchors.red_line, unit, currency) if anchors else "–",
        "points_text": figure(reading.points, Unit.POINTS),
        "rows_text": figure(reading.actual.rows, Unit.NUMBER),
        "fraction_text": sample_text(reading),
        "note": notes(reading),
    }


def _ahead(labels: Sequence[str], first: int) -> list[Row]:
    return [{"label": labels[at], "index": at, "partial": False, "shown": False} for at in range(first, len(labels))]


def extent(trend: Trend, readings: Sequence[Reading], layers: Layers | None = None) -> tuple[float, float]:
    """Return the ends of the y axis: they stay while a slider moves, because the sliders' own ends count.

    A forecast's widest band reaches as far as the rest is high, and is cut off there.
    """
    owed = trend.shown.owed or 1.0
    seen = [trend.reach.low * owed, trend.reach.high * owed] if trend.published or trend.past else []
    for reading in (*trend.window, *readings):
        seen += [] if reading.value is None else [reading.value]
        seen += [*numbers(reading.anchors.target), *numbers(reading.anchors.red_line)] if reading.anchors else []
    seen += reached(layers) if layers else []
    low, high = min(seen, default=0.0), max(seen, default=1.0)
    if layers and layers.fan:
        low, high = with_fan(layers.fan, low, high)
    room = (high - low or 1.0) * HEADROOM
    return (low if low == 0 else low - room, high + room)


@dataclass(frozen=True)
class _Run:
    """The periods from `first` to `last` (places in the window) that are held to the same anchors."""

    first: int
    last: int
    anchors: Anchors


def _runs(held: Sequence[Anchors | None]) -> Iterator[_Run]:
    for anchors, stretch in groupby(enumerate(held), key=lambda placed: placed[1]):
        places = [place for place, _ in stretch]
        if anchors is not None:
            yield _Run(places[0], places[-1], anchors)


def _bands(trend: Trend, labels: Sequence[str], run: _Run, ends: tuple[float, float]) -> list[Row]:
    return [
        {
            "label": labels[run.first],
            "until": labels[run.last],
            "index": LATE,
            "low": low,
            "high": high,
            "zone": str(zone),
            "pattern": pattern(zone),
        }
        for zone, low, high in zones(run.anchors, trend.kpi.better, ends)
        if high > low
    ]


def zones(anchors: Anchors, better: Better, ends: tuple[float, float]) -> list[tuple[Status, float, float]]:
    """Return the stretches of the y axis by status, from low to high; one may be empty."""
    bottom, top = ends
    target, red_line = anchors.target, anchors.red_line
    if isinstance(target, tuple) and isinstance(red_line, tuple):
        edges = [bottom, red_line[0], target[0], target[1], red_line[1], top]
        order = [Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK]
    elif isinstance(target, tuple) or isinstance(red_line, tuple):
        return []
    elif better is Better.HIGHER:
        edges, order = [bottom, red_line, target, top], [Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK]
    else:
        edges, order = [bottom, target, red_line, top], [Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK]
    return [(zone, *between) for zone, between in zip(order, pairwise(edges), strict=True)]


@dataclass(frozen=True)
class _Step:
    """A level that holds from one place of the window to another; `text` is written at the edge, if it gets there."""

    first: int
    last: int
    level: float
    line: str
    text: str


def _steps(
    trend: Trend, drafted: Drafted | None, labels: Sequence[str], behind: Sequence[Period], ends: tuple[float, float]
) -> list[Row]:
    ahead = [anchors_ahead(trend, period) for period in behind]
    steps = _both_lines(trend, [*(reading.anchors for reading in trend.window), *ahead], ("Target", "Red line"))
    if drafted and drafted.scores:
        steps += _both_lines(trend, _news(trend.window, drafted.as_if), ("Draft", "Draft red line"))
    heights = _apart([step.level for step in steps], [bool(step.text) for step in steps], ends)
    return [
        {
            "label": labels[step.first],
            "until": labels[step.last],
            "index": LATE,
            "level": step.level,
            "line": step.line,
            "text": step.text,
            "text_level": height,
        }
        for step, height in zip(steps, heights, strict=True)
    ]


@dataclass(frozen=True)
class _Levels:
    """What of a draft is new in a period: None where it says what holds anyway."""

    target: Level | None
    red_line: Level | None


def _news(published: Sequence[Reading], as_if: Sequence[Reading]) -> list[_Levels | None]:
    return [
        _Levels(
            target=new.anchors.target if not old.anchors or old.anchors.target != new.anchors.target else None,
            red_line=new.anchors.red_line if not old.anchors or old.anchors.red_line != new.anchors.red_line else None,
        )
        if new.anchors
        else None
        for old, new in zip(published, as_if, strict=True)
    ]


def _both_lines(trend: Trend, held: Sequence[Anchors | _Levels | None], lines: tuple[str, str]) -> list[_Step]:
    return [
        *_stretches(trend, [levels.target if levels else None for levels in held], lines[0]),
        *_stretches(trend, [levels.red_line if levels else None for levels in held], lines[1]),
    ]


def _stretches(trend: Trend, levels: Sequence[Level | None], line: str) -> Iterator[_Step]:
    """Yield a step for each stretch of the same level, two where the level is a range."""
    for level, stretch in groupby(range(len(levels)), key=levels.__getitem__):
        places = list(stretch)
        for number in numbers(level) if level is not None else ():
            text = f"{line} {figure(number, trend.kpi.unit, trend.currency)}"
            yield _Step(places[0], places[-1], number, line, text if places[-1] == len(levels) - 1 else "")


def _apart(levels: Sequence[float], written: Sequence[bool], ends: tuple[float, float]) -> list[float]:
    """Return for each level where its text stands: a little above the one beneath, and not above the chart."""
    least = (ends[1] - ends[0]) * APART
    heights, upwards = list(levels), sorted((at for at, shown in enumerate(written) if shown), key=levels.__getitem__)
    for beneath, at in pairwise(upwards):
        heights[at] = max(heights[at], heights[beneath] + least)
    ceiling = ends[1]
    for at in reversed(upwards):
        heights[at] = min(heights[at], ceiling)
        ceiling = heights[at] - least
    return heights
