"""The journey map as a sheet: stages as columns, every value a number, and the emotion curves as a native chart."""

from collections.abc import Sequence
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

from bsc.charts.theme import CHANGED, PRINTED, RULE
from bsc.model.words import Perspective
from bsc.reports.scales import number_format
from bsc.reports.texts import plain
from bsc.reports.xlsx.book import QUIET, STRONG, WRAPPED, Book, Style, high, title
from bsc.reports.xlsx.scores import Placed
from bsc.views.cards import Card, Score
from bsc.views.journey_map import Column
from bsc.views.pack import Pack

SHEET: Final = "Map"
SCORE: Final[Style] = {"num_format": "0.0", "align": "left", "bold": True}
_BIG: Final[Style] = {"bold": True, "font_size": 13, "align": "left"}
_LINE: Final[Style] = {"top": 1, "top_color": RULE}
_FEELING: Final[Style] = {"num_format": "+0.0;-0.0;0.0", "align": "left"}
_COLORS: Final = ("primary", "orange", "green", "red", "gray")
_DASHES: Final = ("solid", "dash", "round_dot", "dash_dot")
_FIRST: Final = 24  # characters
_WIDTH: Final = 22
_PIXELS: Final = 159  # of a column of `_WIDTH` characters


def widths(pack: Pack) -> list[float]:
    """Return the widths of the sheet's columns."""
    return [_FIRST, *(_WIDTH for _ in pack.map.columns)]


def write(book: Book, sheet: Worksheet, pack: Pack, placed: Placed) -> None:
    """Write the map on *sheet*; scores are taken from where they are *placed*."""
    columns = pack.map.columns
    sheet.fit_to_pages(1, 1)
    head = title(book, sheet, f"Journey map, {pack.map.period}", f"{pack.cover.seen}. {pack.map.unavailable}".strip())
    book.heads(sheet, head, ("Stage", *(each.name for each in columns)), frozen=1)
    row = _scores(book, sheet, head + 1, columns, placed)
    for at, perspective in enumerate(Perspective):
        across = next((each.score for each in pack.map.rows if each.id == perspective.value), None)
        row = _Block(book, sheet, pack, row).write(perspective, across, [each.cards[at] for each in columns], placed)
    row = _flow(book, sheet, row, columns)
    if any(point.value is not None for curve in pack.map.curves for point in curve.points):
        _emotion(book, sheet, row, pack, head)


def score(book: Book, sheet: Worksheet, place: tuple[int, int], shown: Score, cell: str, style: Style = SCORE) -> None:  # noqa: PLR0913, PLR0917 -- what, where and how
    """Write the points of *shown* at *place*: a formula where they are worked out in *cell*, a number else."""
    if cell and shown.points is not None:
        sheet.write_formula(*place, f"={cell}", book.style({"valign": "top"}, SCORE, style), shown.points)
    else:
        book.number(sheet, *place, shown.points, SCORE, style)


def _scores(book: Book, sheet: Worksheet, row: int, columns: Sequence[Column], placed: Placed) -> int:
    for line, name in enumerate(("Score, 0–100 points", "Status", "Coverage", "Owner")):
        book.text(sheet, row + line, 0, name, QUIET)
    for at, each in enumerate(columns, start=1):
        score(book, sheet, (row, at), each.score, placed.stages.get(each.id, ""))
        book.status(sheet, row + 1, at, each.score.status)
        book.number(sheet, row + 2, at, each.score.coverage, {"num_format": "0%", "align": "left"})
        book.text(sheet, row + 3, at, each.owner, WRAPPED)
    high(sheet, row + 3, [each.owner for each in columns], [_WIDTH] * len(columns))
    return row + 4


class _Block:
    """The rows of one perspective: KPI, value, status, target, change."""

    def __init__(self, book: Book, sheet: Worksheet, pack: Pack, row: int) -> None:
        """Write from *row* on."""
        self.book, self.sheet, self.pack, self.row = book, sheet, pack, row

    def write(
        self, perspective: Perspective, across: Score | None, cards: Sequence[Card | None], placed: Placed
    ) -> int:
        """Write the *cards* of *perspective*; return the row beneath."""
        row = self.row
        self.book.text(self.sheet, row, 0, perspective.label, STRONG, _LINE)
        for line, name in enumerate(("Value", "Status", "Target", "Change"), start=1):
            self.book.text(self.sheet, row + line, 0, name, QUIET)
        if across:
            cell = placed.perspectives.get(perspective.value, "")
            score(self.book, self.sheet, (row + 5, 0), across, cell, {"num_format": '"Score "0.0'})
        else:
            self.book.text(self.sheet, row + 5, 0, "", QUIET)
        for at, card in enumerate(cards, start=1):
            self._card(row, at, card)
        high(self.sheet, row, [f"{card.name} ↑" if card else "" for card in cards], [_WIDTH] * len(cards))
        high(self.sheet, row + 3, [card.target if card else "" for card in cards], [_WIDTH] * len(cards))
        return row + 6

    def _card(self, row: int, column: int, card: Card | None) -> None:
        if card is None:
            self.book.text(self.sheet, row, column, "–", QUIET, _LINE)
            return
        reading = self.pack.readings[card.kpi]
        mark = f" {CHANGED[card.changed_to]}" if card.changed_to else ""
        self.book.text(self.sheet, row, column, f"{card.name}{mark}", WRAPPED, _LINE)
        shown = {"num_format": number_format(reading.value, reading.kpi.unit, self.pack.currency)}
        if reading.value is None:
            self.book.text(self.sheet, row + 1, column, card.figure, QUIET)
        else:
            self.book.number(self.sheet, row + 1, column, reading.value, _BIG, shown)
        self.book.status(self.sheet, row + 2, column, card.status)
        self.book.text(self.sheet, row + 3, column, card.target or "–", WRAPPED)
        self.book.text(self.sheet, row + 4, column, card.change or "–", QUIET)


def _flow(book: Book, sheet: Worksheet, row: int, columns: Sequence[Column]) -> int:
    if not any(each.flow for each in columns):
        return row
    for line, name in enumerate(("Flow", "Who", "Go on", "To", "Leave", "Worth up to")):
        book.text(sheet, row + line, 0, name, *((STRONG, _LINE) if line == 0 else (QUIET,)))
    for at, each in enumerate(columns, start=1):
        flow = each.flow
        said = (flow.count, flow.name, flow.goes_on, flow.to, flow.leaves, flow.worth) if flow else ("–",)
        for line, text in enumerate(said):
            book.text(sheet, row + line, at, text, *((STRONG, _LINE) if line == 0 else (WRAPPED,)))
    high(sheet, row + 1, [each.flow.name if each.flow else "" for each in columns], [_WIDTH] * len(columns))
    return row + 6


def _emotion(book: Book, sheet: Worksheet, row: int, pack: Pack, head: int) -> None:
    """Write the curves as numbers from −2 to +2, and draw them beneath their columns."""
    curves, count = pack.map.curves, len(pack.map.columns)
    book.text(sheet, row, 0, "Emotion, −2 to +2", STRONG, _LINE)
    for line, curve in enumerate(curves, start=row + 1):
        book.text(sheet, line, 0, curve.name, WRAPPED)
        for at, point in enumerate(curve.points, start=1):
            book.number(sheet, line, at, point.value, _FEELING)
    chart: Any = book.made.add_chart({"type": "line"})
    for number, line in enumerate(range(row + 1, row + 1 + len(curves))):
        color = PRINTED[_COLORS[number % len(_COLORS)]]
        chart.add_series({
            "name": [SHEET, line, 0],
            "categories": [SHEET, head, 1, head, count],
            "values": [SHEET, line, 1, line, count],
            "line": {"color": color, "width": 2, "dash_type": _DASHES[number % len(_DASHES)]},
            "marker": {"type": "circle", "size": 6, "fill": {"color": color}, "border": {"color": color}},
        })  # fmt: skip
    grid = {"visible": True, "line": {"color": RULE, "width": 0.5}}
    chart.set_y_axis({"min": -2, "max": 2, "major_unit": 1, "major_gridlines": grid, "line": {"none": True}})
    chart.set_x_axis({"label_position": "low", "num_font": {"size": 9}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": _PIXELS * (count + 1), "height": 220})
    said = "; ".join(
        f"{curve.name}: {', '.join(point.word or 'not known' for point in curve.points)}" for curve in curves
    )
    place = row + len(curves) + 2
    sheet.insert_chart(place, 0, chart, {"description": plain(f"How customers feel at each stage. {said}")[:2000]})
