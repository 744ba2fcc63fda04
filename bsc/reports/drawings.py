"""The drawings of a board pack: what `bsc.charts` draws, from what the pack holds."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, Literal

from bsc.charts.figures import figure
from bsc.charts.lines import Band, Lines, Moment, Stretch, lines_svg
from bsc.charts.sheet import Wave
from bsc.charts.strips import sparkline, waves_svg
from bsc.charts.theme import LOOKS
from bsc.model.definitions import Level
from bsc.views.cards import Card
from bsc.views.emotion import Curve
from bsc.views.emotion_scale import EMOTION_REACH
from bsc.views.pack import Foreseen, PackTrend, TrendPoint
from bsc.views.reach import numbers
from bsc.views.trend_picture import ticks

_HEADROOM: Final = 0.08


def trend_drawing(trend: PackTrend) -> str:
    """Return the chart of *trend* as SVG; what is said of it stands for it where it cannot be seen."""
    low, high = _ends(trend)
    return lines_svg(
        Lines(
            moments=tuple(_moments(trend)),
            stretches=tuple(_stretches(trend)),
            low=low,
            high=high,
            ticks=ticks(low, high, trend.kpi.unit, trend.trend.currency),
            title=f"{trend.kpi.name}, {trend.points[0].label} to {trend.points[-1].label}",
            said=" ".join(trend.sentences),
            band=_band(trend),
        )
    )


def card_drawing(card: Card) -> str:
    """Return the last values of *card* as SVG; empty where none is known."""
    return sparkline(card.sparkline, LOOKS[card.status].theme_color)


def emotion_drawing(curves: Sequence[Curve], names: Sequence[str], first: int, count: int) -> str:
    """Return *curves* over *count* stages (*names* of all of them) from the one numbered *first* on, as SVG."""
    waves = [
        Wave(
            name=curve.name,
            points=tuple(
                None if point.value is None else point.value / EMOTION_REACH
                for point in curve.points[first : first + count]
            ),
            marked=tuple(point.moment_of_truth for point in curve.points[first : first + count]),
        )
        for curve in curves
    ]
    return waves_svg(waves, "How customers feel from stage to stage", " ".join(_felt(curves, names, first, count)))


def _felt(curves: Sequence[Curve], names: Sequence[str], first: int, count: int) -> Iterator[str]:
    for curve in curves:
        said = (f"{names[at]}: {curve.points[at].word}" for at in range(first, min(first + count, len(names))))
        yield f"{curve.name} – {', '.join(said)}."


def _moments(trend: PackTrend) -> Iterator[Moment]:
    letters = {each.at: each.letter for each in reversed(trend.happened)}
    shown = trend.trend.calendar.label(trend.trend.shown.period)
    for at, point in enumerate(trend.points):
        yield Moment(
            label=point.label,
            value=point.value,
            status=point.status,
            settled=not (point.partial or point.carried),
            partial=point.partial,
            shown=point.label == shown,
            letter=letters.get(at, ""),
        )
    for each in _behind(trend):
        yield Moment(label=each.label, value=None)


def _behind(trend: PackTrend) -> Sequence[Foreseen]:
    """Return what is foreseen of periods behind the window: the first ones may lie in it."""
    drawn = {point.label for point in trend.points}
    return [each for each in trend.ahead if each.label not in drawn]


def _held(trend: PackTrend) -> list[TrendPoint | Foreseen]:
    return [*trend.points, *_behind(trend)]


def _stretches(trend: PackTrend) -> Iterator[Stretch]:
    held = _held(trend)
    yield from _level_stretches(trend, "target", [each.target for each in held])
    yield from _level_stretches(trend, "red line", [each.red_line for each in held])


def _level_stretches(
    trend: PackTrend, line: Literal["target", "red line"], levels: Sequence[Level | None]
) -> Iterator[Stretch]:
    """Yield a stretch for each run of the same level, two where it is a range; the last one says what it is.

    The target of a period that is not over is only the part that is due so far: it is drawn, not written.
    """
    last = len(trend.points) - 1
    whole = max(
        (at for at, each in enumerate(trend.points) if not each.partial and each.target is not None), default=last
    )
    for level, run in groupby(range(len(levels)), key=levels.__getitem__):
        places = list(run)
        for number in numbers(level) if level is not None else ():
            text = f"{line.capitalize()} {figure(number, trend.kpi.unit, trend.trend.currency)}"
            said = places[0] <= whole <= places[-1]
            yield Stretch(line=line, first=places[0], last=places[-1], level=number, text=text if said else "")


def _band(trend: PackTrend) -> Band | None:
    if not trend.ahead:
        return None
    labels = [each.label for each in _held(trend)]
    return Band(
        first=labels.index(trend.ahead[0].label),
        middle=tuple(each.middle for each in trend.ahead),
        low=tuple(each.low for each in trend.ahead),
        high=tuple(each.high for each in trend.ahead),
    )


def _ends(trend: PackTrend) -> tuple[float, float]:
    """Return the ends of the y axis: all values, what they are held to, and what is foreseen, with a little room."""
    seen = [each.value for each in trend.points if each.value is not None]
    levels = [level for each in _held(trend) for level in (each.target, each.red_line) if level is not None]
    seen += [number for level in levels for number in numbers(level)]
    seen += [end for each in trend.ahead for end in (each.low, each.high)]
    low, high = min(seen, default=0.0), max(seen, default=1.0)
    room = (high - low or abs(high) or 1.0) * _HEADROOM
    return (low - room if low < 0 or low > room else 0.0), high + room
