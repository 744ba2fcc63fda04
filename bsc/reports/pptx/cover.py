"""The cover: what the pack is about, the journey's score, and how each stage stands."""

from collections.abc import Iterator
from typing import Final

from bsc.charts.figures import figure
from bsc.charts.theme import LOOKS
from bsc.model.editing import number_of
from bsc.model.words import Unit
from bsc.reports.pptx import tables
from bsc.reports.pptx.deck import Deck, text_box
from bsc.reports.pptx.master import HEIGHT, MARGIN, SIDE
from bsc.reports.pptx.tables import Row
from bsc.reports.pptx.words import Line, Lines, Piece, fitted, height, line, status_line
from bsc.views.cards import Score
from bsc.views.pack import Cover, Pack

_RIGHT: Final = 4.9  # inches
_WIDTH: Final = 7.9
_BEGIN: Final = 2.95
_INSIDE: Final = SIDE - 2 * MARGIN


def draw(deck: Deck, pack: Pack) -> None:
    """Add the cover of *pack*."""
    cover = pack.cover
    slide = deck.cover(cover.journey, f"{cover.period} ({cover.days})\n{cover.seen}", tuple(said(cover)))
    side = _side(cover)
    text_box(slide, side, (MARGIN, (HEIGHT - height(side, _INSIDE)) / 2, _INSIDE))
    sentence = fitted([line(cover.sentence, 15, strong=True)], _WIDTH, 1.2, 11)
    used = text_box(slide, sentence, (_RIGHT, _BEGIN, _WIDTH))
    columns = pack.map.columns
    half = (len(columns) + 1) // 2
    rows = [
        _row(columns[at].name, columns[at].score, *_second(pack, at + half)) for at in range(half) if at < len(columns)
    ]
    top = _BEGIN + used + 0.25
    movers = _movers(cover)
    below = height(movers, _WIDTH) + 0.25 if movers else 0.0
    shrunk = _shrunk(rows, HEIGHT - MARGIN - top - below)
    if shrunk:
        said_of = "How each stage stands: its score, 0 to 100 points, and status"
        tables.draw(slide, shrunk, _WIDTHS, (_RIGHT, top), said_of)
    if movers:
        top += sum(tables.row_height(row, _WIDTHS) for row in shrunk) + 0.25
        text_box(slide, movers, (_RIGHT, top, _WIDTH))


def said(cover: Cover) -> Iterator[str]:
    """Yield what a speaker says of the cover: the score, what moved it, what is known, and what needs attention."""
    score = f"{cover.journey}, {cover.period}: {cover.points} of 100 points, {cover.score.status.lower()}."
    yield f"{score} {cover.change} since {cover.before}." if cover.change else score
    counts = ", ".join(f"{count} {status.lower()}" for status, count in cover.score.counts)
    yield f"KPIs: {counts}. {cover.coverage} of the scorecard, by weight, is known."
    for mover in cover.movers:
        yield f"{mover.name} ({mover.stage}) moved the score by {_signed(mover.points)} points."
    yield cover.sentence


_WIDTHS: Final = (2.35, 1.5, 0.2, 2.35, 1.5)


def _side(cover: Cover) -> Lines:
    status = cover.score.status
    lines = [
        line("SCORE OF THE JOURNEY", 10, strong=True, tone="paper"),
        line(cover.points, 80, strong=True, tone="paper"),
        line(f"{LOOKS[status].glyph} {status}", 18, strong=True, tone="paper"),
        line(" ", 8),
    ]
    if cover.change:
        lines.append(line(f"{cover.change} since {cover.before}", 13, tone="paper"))
    known = "period not over" if cover.running else ""
    lines.append(line(" · ".join(filter(None, (f"{cover.coverage} known", known))), 13, tone="paper"))
    lines.append(line(" ", 8))
    lines += [
        line(f"{LOOKS[each].glyph} {number_of(count, 'KPI')} {each.lower()}", 11, tone="paper")
        for each, count in cover.score.counts
    ]
    lines.append(line(" ", 8))
    lines += [line(text, 10, tone="paper") for text in (_until(cover), cover.made and f"Made {cover.made}") if text]
    return tuple(lines)


def _movers(cover: Cover) -> Lines:
    if not cover.movers:
        return ()
    head = line(f"What moved the score since {cover.before}, in points", 10, strong=True, tone="gray")
    return (head, *(line(f"{_signed(each.points)}  {each.name} ({each.stage})", 11) for each in cover.movers))


def _signed(points: float) -> str:
    return figure(points, Unit.POINTS, signed=True)


def _until(cover: Cover) -> str:
    return f"Data as of {cover.until}" if cover.until else "No data yet"


def _second(pack: Pack, at: int) -> tuple[str, Score | None]:
    return (pack.map.columns[at].name, pack.map.columns[at].score) if at < len(pack.map.columns) else ("", None)


def _row(name: str, score: Score, other: str, others: Score | None) -> Row:
    return Row(cells=((line(name, 12),), _standing(score), (), (line(other, 12),) if other else (), _standing(others)))


def _standing(score: Score | None) -> Lines:
    return (scored(score, 12),) if score else ()


def scored(score: Score, size: float) -> Line:
    """Return points and status of *score* in one line: `77  ◆ At risk`."""
    if score.points is None:
        return status_line(score.status, size)
    points = Piece(text=f"{score.points:.0f}  ", size=size, strong=True)
    return Line((points, *status_line(score.status, size, strong=False).pieces))


def _shrunk(rows: list[Row], room: float) -> list[Row]:
    """Return *rows* small enough for *room* inches, at the least of 7 points."""
    each = room / max(len(rows), 1)
    return [
        Row(cells=tuple(tables.shrunk(cell, width, each) for cell, width in zip(row.cells, _WIDTHS, strict=True)))
        for row in rows
    ]
