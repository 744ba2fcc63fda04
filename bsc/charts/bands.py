"""Boxes in bands with arrows between them, as one drawing: an SVG in the colours of the light theme.

Nothing in it is cut off: words wrap, and a band is as high as its fullest cell. Arrows go behind the boxes, and those
that meet at one box stand apart there, in the order of where they lead to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from bsc.charts.pictures import FONT
from bsc.charts.sheet import Line, wrapped
from bsc.charts.theme import GROUND, INK, RULE
from bsc.charts.theme import PRINTED as COLORS

_HEAD: Final = 120.0  # width of the bands' names
_COLUMN: Final = 176.0
_SIZE: Final = 11.0  # of the letters
_LINE: Final = 14.5
_PAD: Final = 8.0
_GAP: Final = 26.0  # between the boxes of a cell, and half of that between a band's edge and its boxes
_LANE: Final = 30.0  # above and beneath the boxes of a band, for the arrows
_MARGIN: Final = 22.0
_TOP: Final = 96.0


@dataclass(frozen=True, kw_only=True)
class Node:
    """A box in a `column` of a `band`, both by their place; its first line is its name; `tone` colours its edge."""

    id: str
    band: int
    column: int
    lines: tuple[Line, ...]
    tone: str


@dataclass(frozen=True, kw_only=True)
class Link:
    """An arrow between two boxes, by their ids; `dashes` as in SVG, `width` in pixels."""

    cause: str
    effect: str
    tone: str
    dashes: str
    width: float


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A title with lines under it, the names of bands and columns, boxes and arrows, and what arrows mean."""

    title: str
    about: tuple[str, ...]
    bands: tuple[tuple[Line, ...], ...]
    columns: tuple[str, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    legend: tuple[tuple[str, Link], ...]


def svg_of(drawing: Drawing) -> str:
    """Return *drawing* as SVG, as large as its content."""
    return _Layout(drawing).svg()


@dataclass(frozen=True)
class _Box:
    node: Node
    lines: tuple[Line, ...]
    x: float
    y: float
    height: float

    @property
    def width(self) -> float:
        return _COLUMN - _GAP


class _Layout:
    """Where everything stands."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.width = _HEAD + _COLUMN * len(drawing.columns)
        self.heads = [wrapped(name, _COLUMN - _GAP, strong=True) for name in drawing.columns]
        self.first = _TOP + _LINE * max(map(len, self.heads), default=1) + _PAD
        self.edges = [self.first]
        self.boxes: dict[str, _Box] = {}
        for band in range(len(drawing.bands)):
            self.edges.append(self._stacked(band, self.edges[-1]))

    def _stacked(self, band: int, top: float) -> float:
        """Place the boxes of *band* from *top* on; return where the next one begins."""
        lowest = top + 2 * _LANE + 4 * _LINE
        for column in range(len(self.drawing.columns)):
            y = top + _LANE
            for node in (each for each in self.drawing.nodes if (each.band, each.column) == (band, column)):
                lines = tuple(_lines_of(node.lines, _COLUMN - _GAP - 2 * _PAD))
                height = len(lines) * _LINE + 2 * _PAD
                self.boxes[node.id] = _Box(node, lines, _MARGIN + _HEAD + column * _COLUMN + _GAP / 2, y, height)
                y += height + _GAP
            lowest = max(lowest, y - _GAP + _LANE)
        return lowest

    def svg(self) -> str:
        """Return the drawing."""
        width, height = self.width + 2 * _MARGIN, self.edges[-1] + 3 * _LINE + _MARGIN
        parts = [*self._titles(), *self._frame(), *self._arrows(), *self._nodes(), *self._legend()]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {width:.1f} {height:.1f}" font-family="{escape(FONT, quote=True)}" '
            f'font-size="{_SIZE:g}" fill="{INK}"><rect width="100%" height="100%" fill="#FFFFFF"/>'
            f"{''.join(parts)}</svg>\n"
        )

    def _titles(self) -> Iterator[str]:
        yield _text(self.drawing.title, _MARGIN, _MARGIN + 14, size=19, weight=700)
        for number, line in enumerate(self.drawing.about):
            yield _text(line, _MARGIN, _MARGIN + 32 + number * _LINE, fill=COLORS["gray"])

    def _frame(self) -> Iterator[str]:
        for column, head in enumerate(self.heads):
            x = _MARGIN + _HEAD + column * _COLUMN + _GAP / 2
            yield from (_text(text, x, _TOP + number * _LINE, weight=700) for number, text in enumerate(head))
        for band, (top, bottom) in enumerate(zip(self.edges, self.edges[1:], strict=False)):
            fill = GROUND if band % 2 == 0 else "#FFFFFF"
            yield (
                f'<rect x="{_MARGIN}" y="{top:.1f}" width="{self.width:.1f}" height="{bottom - top:.1f}" '
                f'fill="{fill}" stroke="{RULE}"/>'
            )
            lines = _lines_of(self.drawing.bands[band], _HEAD - 2 * _PAD)
            yield from _written(lines, _MARGIN + _PAD, top + _PAD)

    def _nodes(self) -> Iterator[str]:
        for box in self.boxes.values():
            yield (
                f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="6" '
                f'fill="#FFFFFF" stroke="{COLORS[box.node.tone]}" stroke-width="1.4"/>'
            )
            yield from _written(box.lines, box.x + _PAD, box.y + _PAD)

    def _arrows(self) -> Iterator[str]:
        shown = [each for each in self.drawing.links if {each.cause, each.effect} <= set(self.boxes)]
        leaving = self._ports(shown, "cause", "effect")
        coming = self._ports(shown, "effect", "cause")
        for at, link in enumerate(shown):
            yield self._arrow(link, leaving[at], coming[at])

    def _ports(self, links: Sequence[Link], here: str, there: str) -> Mapping[int, float]:
        """Return where on the width of the box *here* each of *links* meets it, as a share."""
        found: dict[int, float] = {}
        for identity in self.boxes:
            met = [at for at, link in enumerate(links) if getattr(link, here) == identity]
            met.sort(key=lambda at: self.boxes[getattr(links[at], there)].x)
            found |= {at: (place + 1) / (len(met) + 1) for place, at in enumerate(met)}
        return found

    def _arrow(self, link: Link, leaves: float, comes: float) -> str:
        cause, effect = self.boxes[link.cause], self.boxes[link.effect]
        upward = effect.y <= cause.y
        start = (cause.x + leaves * cause.width, cause.y if upward else cause.y + cause.height)
        beside = effect.node.band == cause.node.band and effect.y == cause.y
        arrives_beneath = upward and not beside
        end = (effect.x + comes * effect.width, effect.y + effect.height if arrives_beneath else effect.y)
        bend = max(abs(end[1] - start[1]) / 2, _LANE)
        leaving = start[1] - bend if upward else start[1] + bend
        coming = end[1] + bend if arrives_beneath else end[1] - bend
        bow = f"C{start[0]:.1f} {leaving:.1f} {end[0]:.1f} {coming:.1f} {end[0]:.1f} {end[1]:.1f}"
        return _drawn(f"M{start[0]:.1f} {start[1]:.1f}{bow}", link) + _point(end, link, up=arrives_beneath)

    def _legend(self) -> Iterator[str]:
        x, y = _MARGIN, self.edges[-1] + 1.6 * _LINE
        for words, link in self.drawing.legend:
            yield _drawn(f"M{x:.1f} {y - 4:.1f}h30", link)
            yield _text(words, x + 38, y)
            x += 60 + 7 * len(words)


def _lines_of(lines: Sequence[Line], room: float) -> Iterator[Line]:
    for line in lines:
        for text in wrapped(line.text, room, strong=line.strong):
            yield Line(text=text, tone=line.tone, strong=line.strong, quiet=line.quiet)


def _written(lines: Iterator[Line] | Sequence[Line], x: float, y: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        fill = COLORS[line.tone] if line.tone else COLORS["gray"] if line.quiet else ""
        yield _text(line.text, x, y + _LINE * (number + 0.75), fill=fill, weight=700 if line.strong else 400)


def _drawn(path: str, link: Link) -> str:
    how = f'stroke="{COLORS[link.tone]}" stroke-width="{link.width:g}" stroke-dasharray="{link.dashes}"'
    return f'<path d="{path}" fill="none" {how}/>'


def _point(end: tuple[float, float], link: Link, *, up: bool) -> str:
    """Return the head of an arrow that ends at *end*: a marker's colour would not be taken up by every program."""
    way = 1 if up else -1
    return f'<path d="M{end[0]:.1f} {end[1]:.1f}l-4 {way * 8}h8Z" fill="{COLORS[link.tone]}"/>'


def _text(text: str, x: float, y: float, *, size: float = 0, fill: str = "", weight: int = 400) -> str:  # noqa: PLR0913
    how = f' font-size="{size:g}"' * bool(size) + f' fill="{fill}"' * bool(fill) + f' font-weight="{weight}"'
    return f'<text x="{x:.1f}" y="{y:.1f}"{how}>{escape(text)}</text>'
