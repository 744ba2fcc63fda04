"""The journey map as a picture and as a page to print: SVG, PNG, PDF, one landscape page."""

from collections.abc import Iterator
from typing import Final

from bsc.charts.figures import figure
from bsc.charts.pictures import PageKind, bytes_of
from bsc.charts.sheet import Band, Line, Sheet, Wave, Waves, svg_of
from bsc.charts.theme import EVIDENCE, LOOKS
from bsc.model.words import Status, Unit
from bsc.views.cards import Card, Score
from bsc.views.contacts import Said
from bsc.views.emotion_scale import EMOTION_REACH
from bsc.views.journey_map import Column, JourneyMap, Row

_TRUTH: Final = "★\N{NO-BREAK SPACE}"


def picture(drawn: JourneyMap, title: str, kind: PageKind) -> bytes:
    """Return the map *drawn*, under *title*, as the bytes of a *kind* of file: one landscape page of A4."""
    return bytes_of(svg_of(sheet(drawn, title)), kind)


def sheet(drawn: JourneyMap, title: str) -> Sheet:
    """Return *drawn* as a page: all of its rows, those that nothing is said in left out."""
    whose = f"{drawn.persona} · {drawn.period} · {_score_words(drawn.score)}"
    rows = [row for each in drawn.rows if _is_filled(row := _row(drawn, each))]
    return Sheet(
        title=title,
        subtitle=whose,
        columns=tuple(tuple(_head(column)) for column in drawn.columns),
        rows=tuple(rows),
        legend=_legend(drawn),
    )


def _head(column: Column) -> Iterator[Line]:
    yield Line(text=column.name, strong=True)
    yield _score_line(column.score)
    flow = column.flow
    if flow:
        yield Line(text=f"{flow.name}: {flow.count}")
        if flow.goes_on:
            yield Line(text=f"{flow.goes_on} go on to {flow.to_name}", quiet=True)


def _row(drawn: JourneyMap, row: Row) -> Band | Waves:
    if row.kind == "emotion":
        return Waves(
            name=row.name,
            curves=tuple(
                Wave(
                    name=curve.name,
                    points=tuple(
                        None if point.value is None else point.value / EMOTION_REACH for point in curve.points
                    ),
                    marked=tuple(point.moment_of_truth for point in curve.points),
                )
                for curve in drawn.curves
            ),
        )
    at = [each.id for each in drawn.rows if each.kind == "perspective"]
    cells = (_cell(column, row, at.index(row.id) if row.kind == "perspective" else 0) for column in drawn.columns)
    return Band(name=row.name, cells=tuple(tuple(cell) for cell in cells))


def _cell(column: Column, row: Row, perspective: int) -> Iterator[Line]:
    match row.kind:
        case "goal":
            if column.goal:
                yield Line(text=column.goal, strong=True)
            yield from map(_said, column.said.get(row.id, ()))
        case "words":
            yield from map(_said, column.said.get(row.id, ()))
        case "touchpoints":
            for channel in column.channels:
                yield Line(text=channel.name, quiet=True)
                for each in channel.contacts:
                    yield Line(text=_TRUTH * each.moment_of_truth + f"{each.name}\N{NO-BREAK SPACE}{each.glyph}")
        case "owners":
            yield from (Line(text=owner) for owner in column.owners)
        case _:
            yield from _card(column.cards[perspective])


def _said(said: Said) -> Line:
    return Line(text=f"{said.text}\N{NO-BREAK SPACE}{said.glyph}")


def _card(card: Card | None) -> Iterator[Line]:
    if card is None:
        yield Line(text="No KPI yet", quiet=True)
        return
    look = LOOKS[card.status]
    yield Line(text=card.name)
    yield Line(text=f"{look.glyph} {card.figure}", tone=look.theme_color, strong=True)
    yield Line(text=" · ".join(filter(None, [str(card.status), card.change, card.target])), quiet=True)
    yield from (Line(text=note, quiet=True) for note in card.notes)


def _score_line(score: Score) -> Line:
    return Line(text=_score_words(score), tone=LOOKS[score.status].theme_color)


def _score_words(score: Score) -> str:
    points = f"{figure(score.points, Unit.POINTS)} " if score.points is not None else ""
    return f"{LOOKS[score.status].glyph} {points}{score.status}"


def _legend(drawn: JourneyMap) -> str:
    statuses = [f"{LOOKS[status].glyph} {status}" for status in Status]
    levels = [f"{glyph} {level}" for level, glyph in EVIDENCE.items()]
    signs = [*statuses, *levels, "★ moment of truth"]
    together = [sign.replace(" ", "\N{NO-BREAK SPACE}") for sign in signs]
    return "  ".join(filter(None, [" · ".join(together), drawn.unavailable, drawn.rule]))


def _is_filled(row: Band | Waves) -> bool:
    return bool(row.curves) if isinstance(row, Waves) else any(row.cells)
