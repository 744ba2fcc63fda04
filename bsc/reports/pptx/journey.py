"""The journey map as slides: stages as columns, perspectives as rows, the flow beneath, and the emotion curves."""

from collections.abc import Iterator, Sequence
from typing import Final

from pptx.enum.chart import XL_TICK_LABEL_POSITION
from pptx.slide import Slide

from bsc.charts.theme import CHANGED
from bsc.model.words import Perspective
from bsc.reports.pptx import tables
from bsc.reports.pptx.charts import Drawing, Series, inside, line_chart
from bsc.reports.pptx.cover import scored
from bsc.reports.pptx.deck import Deck, numbered, text_box
from bsc.reports.pptx.master import BOTTOM, INSIDE, MARGIN, ROOM, TOP
from bsc.reports.pptx.tables import Row, row_height
from bsc.reports.pptx.words import Line, Lines, Piece, line, scaled, status_line
from bsc.reports.scales import Scale
from bsc.views.cards import Card, Score
from bsc.views.journey_map import Column, JourneyMap
from bsc.views.pack import Pack

_MOST: Final = 7  # stages on a slide
_FIRST: Final = 1.15  # inches, of the column that names the rows
_CURVES: Final = 1.0  # the least height of the emotion chart
_TALL: Final = 1.45
_LEGEND: Final = 0.24  # inches, of the legend beneath
_ABOVE: Final = 0.1
_FEELINGS: Final = Scale(low=-2, high=2, step=2, number_format="+0;-0;0")
_TONES: Final = ("primary", "orange", "green", "red", "gray")
_DASHES: Final = ("", "dash", "dot")


def draw(deck: Deck, pack: Pack) -> None:
    """Add the map of *pack*: a slide for at most seven stages, with about as many as the others."""
    drawn = pack.map
    title = f"Journey map, {drawn.period}"
    parts = list(_divided(drawn.columns))
    for number, columns in enumerate(parts, start=1):
        slide = deck.page(numbered(title, number, len(parts)), pack.cover.seen, _said(drawn, columns))
        width = (INSIDE - _FIRST) / len(columns)
        widths = (_FIRST, *(width for _ in columns))
        rows = _small_enough(list(_rows(drawn, columns)), widths)
        tables.draw(slide, rows, widths, (MARGIN, TOP), f"{title}: stages as columns, perspectives as rows")
        begin = TOP + sum(row_height(row, widths) for row in rows)
        if _has_curves(drawn):
            left = BOTTOM - begin
            if left < _CURVES:
                slide = deck.page(f"{numbered(title, number, len(parts))}: emotion", "How customers feel at each stage")
                begin, left = TOP, ROOM
            _curves(slide, drawn, columns, (begin, min(left, _TALL) if left < ROOM else ROOM))


def _divided(columns: Sequence[Column]) -> Iterator[Sequence[Column]]:
    slides = -(-len(columns) // _MOST)
    each = -(-len(columns) // max(slides, 1)) or 1
    for first in range(0, len(columns), each):
        yield columns[first : first + each]


def _small_enough(rows: list[Row], widths: Sequence[float]) -> list[Row]:
    """Return *rows* in letters that are small enough for one slide, and for curves beneath where that can be."""
    for room, factor in (
        (ROOM - _CURVES, 1.0),
        (ROOM - _CURVES, 0.94),
        (ROOM - _CURVES, 0.88),
        (ROOM, 0.8),
        (ROOM, 0.7),
    ):
        made = [
            Row(cells=tuple(scaled(cell, factor, 6.0) for cell in row.cells), fill=row.fill, least=row.least)
            for row in rows
        ]
        if sum(row_height(row, widths) for row in made) <= room:
            return made
    return made


def _rows(drawn: JourneyMap, columns: Sequence[Column]) -> Iterator[Row]:
    heads = tuple((line(each.name, 10.5, strong=True), _points(each.score, 9)) for each in columns)
    yield Row(cells=((line("Stage", 9, strong=True, tone="gray"),), *heads), fill="bg2")
    for at, perspective in enumerate(Perspective):
        across = next((row.score for row in drawn.rows if row.id == perspective.value), None)
        name = (line(perspective.label, 9.5, strong=True), *((_points(across, 8.5),) if across else ()))
        yield Row(cells=(name, *(_cell(each.cards[at]) for each in columns)))
    if any(each.flow for each in columns):
        name = (line("Flow", 9.5, strong=True),)
        yield Row(cells=(name, *(_flow(each) for each in columns)), fill="bg2")


def _points(score: Score, size: float) -> Line:
    return scored(score, size)


def _cell(card: Card | None) -> Lines:
    if card is None:
        return (line("–", 8, tone="gray"),)
    mark = f" {CHANGED[card.changed_to]}" if card.changed_to else ""
    return (
        line(card.name, 8, tone="gray"),
        Line((Piece(text=card.figure, size=12, strong=True), Piece(text=mark, size=10, strong=True, tone="primary"))),
        status_line(card.status, 8, after=card.change),
    )


def _flow(column: Column) -> Lines:
    flow = column.flow
    if flow is None:
        return (line("–", 8, tone="gray"),)
    further = (line(f"{flow.goes_on} go on to {flow.to}", 8),) if flow.to and flow.goes_on else ()
    return (Line((Piece(text=flow.count, size=10, strong=True), Piece(text=f" {flow.name}", size=8))), *further)


def _has_curves(drawn: JourneyMap) -> bool:
    return any(point.value is not None for curve in drawn.curves for point in curve.points)


def _curves(slide: Slide, drawn: JourneyMap, columns: Sequence[Column], between: tuple[float, float]) -> None:
    places = [drawn.columns.index(each) for each in columns]
    series = [
        Series(
            name=curve.name,
            values=tuple(curve.points[at].value for at in places),
            tone=_TONES[number % len(_TONES)],
            dash=_DASHES[number % len(_DASHES)],
            marks="circle",
        )
        for number, curve in enumerate(drawn.curves)
    ]
    said = "; ".join(f"{curve.name}: {_felt(curve.points[at].word for at in places)}" for curve in drawn.curves)
    place = (MARGIN, between[0], INSIDE, between[1])
    spoken = f"How customers feel, −2 to +2. {said}"
    drawing = Drawing(categories=[each.name for each in columns], series=series, scale=_FEELINGS, said=spoken)
    chart = line_chart(slide, drawing, place)
    below = _LEGEND / between[1] if len(series) > 1 else 0.0
    first = _FIRST / INSIDE
    inside(chart, (first, _ABOVE / between[1], 1 - first, 1 - below - 2 * _ABOVE / between[1]))
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    text_box(slide, [line("Emotion", 9.5, strong=True)], (MARGIN + tables.PAD, between[0] + 0.08, _FIRST / 2))


def _felt(words: Iterator[str]) -> str:
    return ", ".join(word or "not known" for word in words)


def _said(drawn: JourneyMap, columns: Sequence[Column]) -> Iterator[str]:
    """Yield what a speaker says of the stages in *columns*: how each stands, what flows on, what to be careful with."""
    for column in columns:
        points = "no score" if column.score.points is None else f"{column.score.points:.0f} points"
        yield f"{column.name}: {points}, {column.score.status.lower()}."
        if column.flow:
            yield column.flow.sentence
        for card in filter(None, column.cards):
            notes = [*([card.changed] if card.changed else []), *card.notes]
            if notes:
                yield f"{card.name}: {'; '.join(notes)}"
    yield drawn.unavailable
