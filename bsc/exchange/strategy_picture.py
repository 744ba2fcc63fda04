"""The strategy map as a picture: SVG or PNG."""

from collections.abc import Sequence
from typing import Final

from bsc.charts.bands import Drawing, Link, Node, svg_of
from bsc.charts.pictures import Kind, bytes_of
from bsc.charts.sheet import Line
from bsc.charts.theme import ARROWS, LOOKS
from bsc.insight.lags import Verdict
from bsc.views.cards import Score
from bsc.views.strategy_map import Box, StrategyMap

_TONES: Final = {Verdict.SUPPORTED: "primary", Verdict.CONTRADICTED: "red"}  # the others' lines are grey


def picture(drawn: StrategyMap, title: str, about: Sequence[str], kind: Kind) -> bytes:
    """Return the map *drawn*, under *title* and the lines *about* it, as the bytes of a *kind* of file."""
    return bytes_of(svg_of(drawing(drawn, title, about)), kind)


def drawing(drawn: StrategyMap, title: str, about: Sequence[str]) -> Drawing:
    """Return *drawn* with its objectives as boxes and what the data says of its arrows."""
    bands = [band.id for band in drawn.bands]
    columns = [column.id for column in drawn.columns]
    return Drawing(
        title=title,
        about=tuple(about),
        bands=tuple((Line(text=band.name, strong=True), *_scored(band.score)) for band in drawn.bands),
        columns=tuple(column.name for column in drawn.columns),
        nodes=tuple(_node(box, bands.index(box.perspective), columns.index(box.stage)) for box in drawn.boxes),
        links=tuple(_link(each.verdict, each.cause, each.effect) for each in drawn.arrows),
        legend=tuple(
            (f"{ARROWS[verdict].glyph} {verdict} ({count})", _link(verdict)) for verdict, count in drawn.counted()
        ),
    )


def _node(box: Box, band: int, column: int) -> Node:
    measured = (Line(text=f"{box.kpi_name} {box.figure}", quiet=True),) if box.kpi else ()
    return Node(
        id=box.id,
        band=band,
        column=column,
        lines=(Line(text=box.name, strong=True), *_scored(box.score), *measured),
        tone=LOOKS[box.score.status].theme_color,
    )


def _scored(score: Score | None) -> tuple[Line, ...]:
    if score is None:
        return ()
    look = LOOKS[score.status]
    points = "" if score.points is None else f" {score.points:.0f}"
    return (Line(text=f"{look.glyph} {score.status}{points}", tone=look.theme_color),)


def _link(verdict: Verdict, cause: str = "", effect: str = "") -> Link:
    look = ARROWS[verdict]
    return Link(
        cause=cause, effect=effect, tone=_TONES.get(verdict, "gray"), dashes=look.dashes, width=min(look.width, 2.0)
    )
