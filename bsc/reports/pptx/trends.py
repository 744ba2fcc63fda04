"""Trends: four native line charts a slide, each with its target, its red line, and what is foreseen."""

from collections.abc import Iterator, Sequence
from typing import Final

from pptx.slide import Slide

from bsc.charts.theme import CHANGED, LOOKS
from bsc.model.definitions import Level
from bsc.reports.pptx.charts import Drawing, Place, Series, line_chart
from bsc.reports.pptx.deck import Deck, numbered, text_box
from bsc.reports.pptx.master import BOTTOM, INSIDE, MARGIN, TOP
from bsc.reports.pptx.words import Line, Piece, fitted, status_line
from bsc.reports.scales import scale
from bsc.views.pack import Pack, PackTrend, TrendPoint
from bsc.views.reach import numbers

_A_SLIDE: Final = 4
_ACROSS: Final = 2
_GAP: Final = 0.35
_WIDTH: Final = (INSIDE - _GAP) / _ACROSS
_HEIGHT: Final = (BOTTOM - TOP - 0.15) / 2
_HEAD: Final = 0.46
_LEGEND: Final = "Between the grey lines lie 80 of 100 outcomes that are foreseen"


def draw(deck: Deck, pack: Pack) -> None:
    """Add the trends of *pack*, four a slide, in the journey's order."""
    slides = [pack.trends[first : first + _A_SLIDE] for first in range(0, len(pack.trends), _A_SLIDE)]
    for number, shown in enumerate(slides, start=1):
        said = [sentence for each in shown for sentence in _said(each)]
        lead = _LEGEND if any(each.ahead for each in shown) else ""
        slide = deck.page(numbered("Trends", number, len(slides)), lead, said)
        for at, each in enumerate(shown):
            left = MARGIN + (at % _ACROSS) * (_WIDTH + _GAP)
            top = TOP + (at // _ACROSS) * (_HEIGHT + 0.15)
            _tile(slide, each, (left, top, _WIDTH, _HEIGHT))


def _said(shown: PackTrend) -> Iterator[str]:
    """Yield what a speaker says of a trend: what is to be seen, and what happened in its periods."""
    yield f"{shown.kpi.name} ({shown.stage}): {' '.join(shown.sentences)}"
    yield from (each.sentence for each in shown.happened)


def _tile(slide: Slide, shown: PackTrend, place: Place) -> None:
    left, top, width, high = place
    text_box(slide, fitted(_head(shown), width, _HEAD, 8), (left, top, width))
    labels = [*(point.label for point in shown.points), *_later(shown)]
    series = trend_series(shown, labels)
    ends = scale((value for each in series for value in each.values), shown.trend.kpi.unit, shown.trend.currency)
    said = f"{shown.kpi.name} over {len(shown.points)} periods. {' '.join(shown.sentences)}"
    drawing = Drawing(categories=labels, series=series, scale=ends, said=said)
    line_chart(slide, drawing, (left, top + _HEAD, width, high - _HEAD))


def _head(shown: PackTrend) -> Sequence[Line]:
    card = shown.card
    mark = f" {CHANGED[card.changed_to]}" if card.changed_to else ""
    value = Piece(text=f"{card.figure}{mark}   ", size=12, strong=True)
    held = "   ".join(filter(None, (card.target and f"target {card.target}", card.change)))
    return [
        Line(
            (
                Piece(text=shown.kpi.name, size=11, strong=True),
                Piece(text=f"   {shown.stage} · {shown.perspective.label}", size=9, tone="gray"),
            )
        ),
        Line((value, *status_line(card.status, 10, after=held).pieces)),
    ]


def trend_series(shown: PackTrend, labels: Sequence[str]) -> list[Series]:
    """Return the lines of a trend over *labels*: the actual, the target, the red line, what is foreseen."""
    points, after = shown.points, [None] * (len(labels) - len(shown.points))
    now = shown.trend.shown.period.start
    marked = {
        at: (LOOKS[point.status].shape, LOOKS[point.status].theme_color)
        for at, point in enumerate(points)
        if point.start == now and point.value is not None
    }
    loose = [point.partial or point.carried for point in points]
    made = [
        Series(
            name=name,
            values=(
                *(point.value if wanted == off else None for point, off in zip(points, loose, strict=True)),
                *after,
            ),
            width=width,
            marks=marks,
            marked={at: how for at, how in marked.items() if wanted == loose[at]},
            labels={at: points[at].figure for at in marked if wanted == loose[at]},
        )
        for name, wanted, width, marks in (("Actual", False, 2.0, ""), (_unsettled(points), True, 0.0, "ring"))
        if wanted in loose or not wanted
    ]
    for name, levels, tone, dash in (
        ("Target", [point.target for point in points], "green", "dash"),
        ("Red line", [point.red_line for point in points], "red", "dot"),
    ):
        for word, values in levels_apart(levels):
            made.append(Series(name=f"{name}{word}", values=(*values, *after), tone=tone, dash=dash, width=1.25))
    return [*made, *_foreseen(shown, labels)]


def _unsettled(points: Sequence[TrendPoint]) -> str:
    words = {"carried on" if point.carried else "period not over" for point in points if point.partial or point.carried}
    return " or ".join(sorted(words, reverse=True)).capitalize()


def levels_apart(levels: Sequence[Level | None]) -> list[tuple[str, tuple[float | None, ...]]]:
    """Return the lines that *levels* make: none, one, or for ranges the lower and the upper end."""
    ends = [numbers(level) if level is not None else () for level in levels]
    count = max((len(each) for each in ends), default=0)
    words = ("",) if count == 1 else (", lower end", ", upper end")
    return [
        (words[at], tuple((each[at] if len(each) > at else each[-1]) if each else None for each in ends))
        for at in range(count)
    ]


def _later(shown: PackTrend) -> list[str]:
    known = {point.label for point in shown.points}
    return [each.label for each in shown.ahead if each.label not in known]


def _foreseen(shown: PackTrend, labels: Sequence[str]) -> list[Series]:
    if not shown.ahead:
        return []
    lines = {each.label: each for each in shown.ahead}
    found = [lines.get(label) for label in labels]
    return [
        Series(name=name, values=tuple(values), tone=tone, dash="dot", width=1.25, listed=listed)
        for name, values, tone, listed in (
            ("Foreseen", [each.middle if each else None for each in found], "primary", True),
            ("80 of 100 outcomes: from", [each.low if each else None for each in found], "gray", False),
            ("80 of 100 outcomes: to", [each.high if each else None for each in found], "gray", False),
        )
    ]
