"""A slide for each stage: its KPIs by perspective, and what each of them adds to and keeps from the score."""

from collections.abc import Iterator
from typing import Final

from pptx.slide import Slide

from bsc.charts.figures import figure
from bsc.charts.theme import CHANGED
from bsc.model.words import Unit
from bsc.reports.pptx import tables, voices
from bsc.reports.pptx.charts import Drawing, Series, bar_chart
from bsc.reports.pptx.cover import scored
from bsc.reports.pptx.deck import Deck, numbered, text_box
from bsc.reports.pptx.master import BOTTOM, MARGIN, ROOM, TOP
from bsc.reports.pptx.tables import Columns, Row
from bsc.reports.pptx.words import Line, Piece, line, status_line
from bsc.reports.scales import Scale
from bsc.views.cards import Card
from bsc.views.journey_map import Column
from bsc.views.stage import Aim, Panel, StagePage

_COLUMNS: Final = Columns(
    heads=("Perspective", "KPI", "Value", "Status", "Target", "Change"), widths=(1.35, 2.75, 0.95, 1.15, 1.1, 0.9)
)
_GAP: Final = 0.3
_LEFT: Final = MARGIN + sum(_COLUMNS.widths) + _GAP
_WIDTH: Final = 13.333 - MARGIN - _LEFT
_POINTS: Final = Scale(low=0, high=100, step=25, number_format="0.0")
_NAME: Final = 38  # letters beside a bar
_BARS: Final = 12  # KPIs in the chart: more would not be read


def draw(deck: Deck, page: StagePage, column: Column) -> None:
    """Add the slides of one stage, whose *column* of the map says what its customers meet."""
    title = f"{page.number}. {page.stage.name}"
    divided = list(tables.pages(list(_rows(page)), _COLUMNS, ROOM)) or [[]]
    for number, rows in enumerate(divided, start=1):
        slide = deck.page(numbered(title, number, len(divided)), _lead(page), _said(page) if number == 1 else ())
        if rows:
            tables.draw(slide, [_COLUMNS.head, *rows], _COLUMNS.widths, (MARGIN, TOP), f"KPIs of {page.stage.name}")
        if number == len(divided):
            under = TOP + sum(tables.row_height(row, _COLUMNS.widths) for row in (_COLUMNS.head, *rows) if rows)
            voices.draw(slide, column, under, sum(_COLUMNS.widths))
        if number == 1:
            _why(slide, page)


def _lead(page: StagePage) -> str:
    score = page.score
    points = "No score" if score.points is None else f"{score.points:.0f} points"
    moved = page.change.difference
    since = "" if moved is None else f"{figure(moved, Unit.POINTS, signed=True)} since {page.before}"
    known = f"{score.coverage:.0%} known"
    owner = f"Owner: {page.stage.owner}" if page.stage.owner else ""
    return " · ".join(filter(None, (f"{points}, {score.status.lower()}", since, known, page.period, owner)))


def _rows(page: StagePage) -> Iterator[Row]:
    for panel in page.panels:
        first = True
        for aim in panel.aims:
            for card in aim.cards:
                yield _row(panel if first else None, aim, card)
                first = False


def _row(panel: Panel | None, aim: Aim, card: Card) -> Row:
    name = (line(panel.perspective.label, 9.5, strong=True), scored(panel.score, 8.5)) if panel else ()
    mark = f" {CHANGED[card.changed_to]}" if card.changed_to else ""
    notes = " · ".join(card.notes)
    return Row(
        cells=(
            name,
            (line(card.name, 9.5, strong=True), line(" · ".join(filter(None, (aim.name, notes))), 8, tone="gray")),
            (Line((Piece(text=card.figure, size=11, strong=True), Piece(text=mark, size=9, tone="primary"))),),
            (status_line(card.status, 9),),
            (line(card.target or "–", 9),),
            (line(card.change or "–", 9),),
        )
    )


def _why(slide: Slide, page: StagePage) -> None:
    """Draw what each KPI adds to the stage's score and keeps from it, the greatest loss on top."""
    scored_ones = [each for each in page.explained if each.points is not None]
    shown = scored_ones[:_BARS]
    if not shown:
        return
    head = [
        line("Why this score", 11, strong=True),
        line("Points that each KPI adds, and keeps from it", 9, tone="gray"),
    ]
    used = text_box(slide, head, (_LEFT, TOP, _WIDTH))
    rest = _rest(page, len(scored_ones) - len(shown))
    below = 0.62 if rest else 0.0
    top = TOP + used
    tall = min(BOTTOM - top - below, 0.6 + 0.42 * len(shown))
    series = [
        Series(name="Adds", values=tuple(each.adds for each in shown), tone="primary"),
        Series(
            name="Keeps from it",
            values=tuple(each.lost for each in shown),
            tone="rule",
            labels={at: f"−{each.lost:.1f}" for at, each in enumerate(shown) if each.lost >= 0.05},  # noqa: PLR2004
        ),
    ]
    said = "; ".join(f"{each.name}: adds {each.adds:.1f}, keeps {each.lost:.1f} from it" for each in shown)
    place = (_LEFT, top, _WIDTH, tall)
    spoken = f"Why {page.stage.name} scores what it does. {said}"
    drawing = Drawing(categories=[_short(each.name) for each in shown], series=series, scale=_POINTS, said=spoken)
    bar_chart(slide, drawing, place)
    if rest:
        text_box(slide, [line(rest, 9, tone="gray")], (_LEFT, top + tall + 0.06, _WIDTH))


def _short(name: str) -> str:
    """Return *name* as it fits beside a bar; the table has the whole of it."""
    return name if len(name) <= _NAME else f"{name[: _NAME - 1].rstrip()}…"


def _rest(page: StagePage, more: int) -> str:
    missing = f"Without a score: {', '.join(page.missing)}." if page.missing else ""
    return " ".join(filter(None, (f"And {more} more." if more else "", missing)))


def _said(page: StagePage) -> Iterator[str]:
    """Yield what a speaker says of the stage: how it stands, what moved it, and what must be known of its KPIs."""
    yield f"{page.stage.name}: {_lead(page)}."
    if page.stage.goal:
        yield page.stage.goal
    for each in page.explained:
        if each.points is not None:
            moved = (
                ""
                if not each.effect
                else f", {figure(each.effect, Unit.POINTS, signed=True)} points since {page.before}"
            )
            yield f"{each.name}: {each.points:.0f} points at a weight of {each.weight:.0%}{moved}."
    yield from (card.changed for panel in page.panels for aim in panel.aims for card in aim.cards if card.changed)
    if page.missing:
        yield f"Without a score: {', '.join(page.missing)}."
