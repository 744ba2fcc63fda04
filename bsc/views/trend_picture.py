"""The trend as the chart on the page reads it: numbers by period, what they are held to, and every word in it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bsc.charts.figures import figure, symbol
from bsc.charts.theme import LOOKS
from bsc.model.definitions import Level
from bsc.model.periods import Period
from bsc.model.words import Unit
from bsc.scoring.judging import Anchors
from bsc.scoring.targets import share_owed
from bsc.views.reach import nice, numbers
from bsc.views.readings import Reading
from bsc.views.trend import Drafted, Trend
from bsc.views.trend_layers import Layers
from bsc.views.trend_rows import anchors_ahead, extent, level_text, notes, sample_text

TICKS = 7  # at most, about
_SIZES = ((1e9, 1e9, "bn"), (1e6, 1e6, "m"), (1e4, 1e3, "k"), (0.0, 1.0, ""))  # from where on, in what, its letter
_SUFFIX: Mapping[Unit, str] = {Unit.PERCENT: "%", Unit.DAYS: " d", Unit.HOURS: " h"}

Held = tuple[float, float, float, float]  # target from and to, red line from and to; a single level stands twice
Line = tuple[str, str]  # what it is, and the figure


@dataclass(frozen=True, kw_only=True)
class Place:
    """One period of the axis. `settled`: it is over and has rows of its own. `owed` scales a target to it."""

    label: str
    value: float | None
    settled: bool
    partial: bool
    shown: bool
    ahead: bool
    status: str
    owed: float | None
    held: Held | None
    tip: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a period would be held to with a draft, and how a target is scaled to it."""

    label: str
    held: Held | None
    owed: float | None


@dataclass(frozen=True, kw_only=True)
class Writing:
    """How a number is written while it is dragged: times `factor`, with `decimals`, between two texts."""

    factor: float
    decimals: int
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Grip:
    """What can be dragged: the anchors of one period of the KPI's frequency, and the steps that they move in.

    `per` names that period where it is not the one shown; the chart draws `owed` times the anchors.
    """

    target: tuple[float, ...]
    red_line: tuple[float, ...]
    published: bool
    owed: float
    per: str
    low: float
    high: float
    step: float


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A trend without a draft, as it is drawn; the periods ahead of `layers` are `places`, too."""

    about: str
    alt: str
    better: str
    writing: Writing
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    places: tuple[Place, ...]
    grip: Grip | None
    layers: Layers


def picture(trend: Trend, layers: Layers) -> Picture:
    """Return *trend* with *layers* as the page's chart draws it."""
    low, high = extent(trend, trend.window, layers)
    return Picture(
        about=trend.kpi.id,
        alt=_alt(trend),
        better=str(trend.kpi.better),
        writing=_writing(trend),
        low=low,
        high=high,
        ticks=ticks(low, high, trend.kpi.unit, trend.currency),
        places=(*_places(trend, layers), *_places_ahead(trend, layers)),
        grip=_grip(trend),
        layers=replace(layers, ahead=()),
    )


def drafted_levels(trend: Trend, drafted: Drafted, ahead: Sequence[Period] = ()) -> tuple[Step, ...]:
    """Return what each place would be held to, had the draft always held (a ramp: had it been saved).

    Behind the window stand the periods *ahead* and those of a ramp; what follows a ramp is held to its end.
    """
    inside = [_step(trend, reading.period, reading.anchors, reading.owed) for reading in drafted.as_if]
    path = dict(drafted.path)
    whole = _last_whole(drafted.as_if)
    if path:
        last = max(path)
        owed = _owed(trend, last)
        whole = path[last].scaled(1 / owed) if owed else whole
    behind = sorted({*ahead, *path})
    return (
        *inside,
        *(_step(trend, each, path.get(each) or _scaled(trend, whole, each), _owed(trend, each)) for each in behind),
    )


def _step(trend: Trend, period: Period, anchors: Anchors | None, owed: float | None) -> Step:
    return Step(label=trend.calendar.label(period), held=_held(anchors), owed=owed)


def ticks(low: float, high: float, unit: Unit, currency: str) -> tuple[tuple[float, str], ...]:
    """Return the round numbers between *low* and *high* with their texts: some five, all in the same thousands."""
    step = nice((high - low) / TICKS)
    values = [at * step for at in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]
    factor = 100.0 if unit is Unit.PERCENT else 1.0
    largest = max(map(abs, values), default=0.0) * factor
    size, letter = next((size, letter) for least, size, letter in _SIZES if largest >= least)
    decimals = max(0, -math.floor(math.log10(step * factor / size) + 1e-9))
    before = symbol(currency) if unit is Unit.CURRENCY else ""
    after = letter + _SUFFIX.get(unit, "")
    return tuple(
        (value, f"{'−' if value < 0 else ''}{before}{abs(value) * factor / size:,.{decimals}f}{after}")
        for value in values
    )


def _writing(trend: Trend) -> Writing:
    percent = trend.kpi.unit is Unit.PERCENT
    return Writing(
        factor=100.0 if percent else 1.0,
        decimals=max(0, trend.reach.decimals - (2 if percent else 0)),
        before=symbol(trend.currency) if trend.kpi.unit is Unit.CURRENCY else "",
        after=_SUFFIX.get(trend.kpi.unit, ""),
    )


def _grip(trend: Trend) -> Grip | None:
    if trend.shown.owed is None:
        return None
    anchors = trend.published or trend.suggestion
    return Grip(
        target=numbers(anchors.target),
        red_line=numbers(anchors.red_line),
        published=trend.published is not None,
        owed=trend.shown.owed,
        per="" if trend.shown.owed == 1 else str(trend.kpi.frequency),
        low=trend.reach.low,
        high=trend.reach.high,
        step=trend.reach.step,
    )


def _places(trend: Trend, layers: Layers) -> list[Place]:
    remarks = _remarks(layers)
    return [
        Place(
            label=trend.calendar.label(reading.period),
            value=reading.value,
            settled=not (reading.partial or reading.actual.stale),
            partial=reading.partial,
            shown=reading.period == trend.shown.period,
            ahead=False,
            status=str(reading.status),
            owed=reading.owed,
            held=_held(reading.anchors),
            tip=(*_tip(trend, reading), *_others(trend, layers, at), *remarks.get(at, ())),
        )
        for at, reading in enumerate(trend.window)
    ]


def _places_ahead(trend: Trend, layers: Layers) -> list[Place]:
    first = len(trend.window)
    remarks = _remarks(layers)
    return [
        Place(
            label=trend.calendar.label(period),
            value=None,
            settled=False,
            partial=False,
            shown=False,
            ahead=True,
            status="",
            owed=_owed(trend, period),
            held=_held(anchors_ahead(trend, period)),
            tip=(*_others(trend, layers, first + step), *remarks.get(first + step, ())),
        )
        for step, period in enumerate(layers.ahead)
    ]


def _tip(trend: Trend, reading: Reading) -> tuple[Line, ...]:
    unit, currency, anchors = trend.kpi.unit, trend.currency, reading.anchors
    lines = [
        ("Value", figure(reading.value, unit, currency)),
        ("Status", f"{LOOKS[reading.status].glyph} {reading.status}"),
        ("Target", level_text(anchors.target, unit, currency) if anchors else ""),
        ("Red line", level_text(anchors.red_line, unit, currency) if anchors else ""),
        ("Points", figure(reading.points, Unit.POINTS) if reading.points is not None else ""),
        ("Rows", figure(reading.actual.rows, Unit.NUMBER)),
        ("Counted", sample_text(reading)),
        ("Note", notes(reading).replace("`", "")),
    ]
    return tuple((name, text) for name, text in lines if text)


def _others(trend: Trend, layers: Layers, at: int) -> list[Line]:
    """Return what the layers say of place *at*, in figures."""

    def said(value: float | None) -> str:
        return figure(value, trend.kpi.unit, trend.currency)

    lines = [
        (f"{each.labels[at]}, before", said(each.values[at]))
        for each in layers.comparisons
        if at < len(each.values) and each.values[at] is not None
    ]
    limits, fan = layers.limits, layers.fan
    if limits and at < len(limits.low) and limits.low[at] is not None:
        lines.append(("Natural limits", f"{said(limits.low[at])} – {said(limits.high[at])}"))
    if fan and 0 <= at - fan.first < len(fan.middle):
        step = at - fan.first
        lines.append(("Forecast", said(fan.middle[step])))
        lines += [
            (f"{level * 100:.0f} of 100 in", f"{said(band[step][0])} – {said(band[step][1])}")
            for level, band in fan.bands
        ]
    return lines


def _remarks(layers: Layers) -> dict[int, list[Line]]:
    """Return what is said in sentences about each place of the axis."""
    found: dict[int, list[Line]] = {}
    limits = layers.limits
    for each in limits.signals if limits else ():
        found.setdefault(each.at, []).append(("Changed", each.said))
    for each in limits.baselines if limits else ():
        found.setdefault(each.at, []).append(("Limits", each.said))
    return found


def _held(anchors: Anchors | None) -> Held | None:
    return None if anchors is None else (*_twice(anchors.target), *_twice(anchors.red_line))


def _twice(level: Level) -> tuple[float, float]:
    return level if isinstance(level, tuple) else (level, level)


def _last_whole(readings: Sequence[Reading]) -> Anchors | None:
    """Return the last anchors of *readings*, for one whole period of the KPI's frequency."""
    known = ((reading.anchors, reading.owed) for reading in reversed(readings))
    return next((anchors.scaled(1 / owed) for anchors, owed in known if anchors and owed), None)


def _scaled(trend: Trend, whole: Anchors | None, period: Period) -> Anchors | None:
    owed = _owed(trend, period)
    return whole.scaled(owed) if whole and owed is not None else None


def _owed(trend: Trend, period: Period) -> float | None:
    return share_owed(trend.kpi.frequency, period, trend.shown.measure, trend.calendar)


def _alt(trend: Trend) -> str:
    label, shown = trend.calendar.label, trend.shown
    value = figure(shown.value, trend.kpi.unit, trend.currency)
    return (
        f"{trend.kpi.name} from {label(trend.window[0].period)} to {label(trend.window[-1].period)}, with its target "
        f"and red line. {label(shown.period)}: {value}, {shown.status}. The numbers stand in the table below. "
        "Left and right arrow keys go from period to period."
    )
