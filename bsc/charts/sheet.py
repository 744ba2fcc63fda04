"""A table of words and curves as one landscape page: an SVG that is read on paper, in the colours of the light theme.

Nothing in it is cut off: words wrap, and a row is as high as its fullest cell. The columns become as wide as the page's
proportions ask for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

from bsc.charts.pictures import FONT
from bsc.charts.theme import GROUND, INK, RULE
from bsc.charts.theme import PRINTED as COLORS

LANDSCAPE: Final = 297 / 210  # width to height of a page of the A series. Source: ISO 216
_PAGE_MM: Final = (297, 210)
_SPACES: Final = re.compile(r"[ \t\r\n]+")  # a space that does not break is none of them
_SAMPLE: Final = 26.0  # of a curve's line, beside its name
_WIDTHS: Final = tuple(range(120, 421, 20))  # of a column, that are tried
_HEAD: Final = 116  # width of the rows' names
_SIZE: Final = 11.0  # of the letters
_LINE: Final = 14.5
_PAD: Final = 7.0
_CURVES: Final = 130.0  # height of a row of curves
_MARGIN: Final = 18.0
_NARROWEST: Final = 0.36  # width of a letter over its size
_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[] "), frozenset("mwMW@%—…")
_DASHES: Final = ("", "7 4", "2 3", "9 3 2 3")
_TONES: Final = ("primary", "violet", "orange", "green")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a cell: `tone` is a colour of the theme by name, `strong` makes it bold, `quiet` grey."""

    text: str
    tone: str = ""
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class Band:
    """A row of words: a cell of lines for each column."""

    name: str
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Wave:
    """A curve: a point for each column between -1 and 1, None for a gap; `marked` ones are told apart by a star."""

    name: str
    points: tuple[float | None, ...]
    marked: tuple[bool, ...]


@dataclass(frozen=True, kw_only=True)
class Waves:
    """A row of curves over each other."""

    name: str
    curves: tuple[Wave, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A page: its title, the head of every column, rows of words or curves, and a line of what signs mean."""

    title: str
    subtitle: str
    columns: tuple[tuple[Line, ...], ...]
    rows: tuple[Band | Waves, ...]
    legend: str


def svg_of(sheet: Sheet) -> str:
    """Return *sheet* as SVG of the size of one landscape page of A4."""
    layout = min((_Layout(sheet, width) for width in _WIDTHS), key=_off)
    return layout.svg()


def _off(layout: "_Layout") -> float:
    """Return how much larger than its content a page must be that holds *layout*."""
    width, height = layout.size
    return max(width / LANDSCAPE, height) ** 2 / (width * height)


class _Layout:
    """A sheet with columns of one width, wrapped and measured."""

    def __init__(self, sheet: Sheet, column: float) -> None:
        self.sheet, self.column = sheet, float(column)
        room = column - 2 * _PAD
        self.heads = [_wrapped(lines, room) for lines in sheet.columns]
        self.cells = [
            [_wrapped(cell, room) for cell in row.cells] if isinstance(row, Band) else None for row in sheet.rows
        ]
        self.names = [_wrapped([Line(text=row.name, strong=True)], _HEAD - 2 * _PAD) for row in sheet.rows]
        self.top = 2 * _MARGIN + 34
        self.head = _height(self.heads)
        self.heights = [
            max(_height([name]), _CURVES if cells is None else _height(cells))
            for name, cells in zip(self.names, self.cells, strict=True)
        ]
        self.width = _HEAD + self.column * len(sheet.columns)
        self.legend = _wrapped([Line(text=sheet.legend, quiet=True)], self.width)
        foot = _LINE * len(self.legend) + _MARGIN
        self.size = (self.width + 2 * _MARGIN, self.top + self.head + sum(self.heights) + foot + _MARGIN)

    def svg(self) -> str:
        """Return the page."""
        width, height = self.size
        page = (max(width, height * LANDSCAPE), max(height, width / LANDSCAPE))
        parts = [*self._titles(), *self._heads(), *self._rows()]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_PAGE_MM[0]}mm" height="{_PAGE_MM[1]}mm" '
            f'viewBox="{(width - page[0]) / 2:.1f} 0 {page[0]:.1f} {page[1]:.1f}" '
            f'font-family="{escape(FONT, quote=True)}" font-size="{_SIZE:g}" fill="{INK}">'
            f'<rect x="-10000" y="0" width="30000" height="30000" fill="#FFFFFF"/>{"".join(parts)}</svg>\n'
        )

    def _titles(self) -> Iterator[str]:
        yield _text(self.sheet.title, _MARGIN, _MARGIN + 14, size=19, weight=700)
        yield _text(self.sheet.subtitle, _MARGIN, _MARGIN + 34, fill=COLORS["gray"])

    def _x(self, at: int) -> float:
        return _MARGIN + _HEAD + at * self.column

    def _heads(self) -> Iterator[str]:
        yield _box(_MARGIN, self.top, self.width, self.head, GROUND)
        for at, lines in enumerate(self.heads):
            yield from _lines(lines, self._x(at) + _PAD, self.top)

    def _rows(self) -> Iterator[str]:
        y = self.top + self.head
        for at, (row, height) in enumerate(zip(self.sheet.rows, self.heights, strict=True)):
            yield f'<path d="M{_MARGIN} {y:.1f}h{self.width:.1f}" stroke="{RULE}"/>'
            yield from _lines(self.names[at], _MARGIN + _PAD, y)
            cells = self.cells[at]
            if isinstance(row, Waves):
                yield from self._curves(row, y, height)
            for number, lines in enumerate(cells or ()):
                yield from _lines(lines, self._x(number) + _PAD, y)
            y += height
        for number in range(len(self.sheet.columns)):
            yield f'<path d="M{self._x(number):.1f} {self.top}V{y:.1f}" stroke="{RULE}"/>'
        for number, line in enumerate(self.legend):
            yield _text(line.text, _MARGIN, y + _LINE * (number + 1.2), fill=COLORS["gray"])

    def _curves(self, row: Waves, y: float, height: float) -> Iterator[str]:
        middle, reach = y + height / 2, height / 2 - 2 * _PAD
        rule = f'stroke="{RULE}" stroke-dasharray="3 4"'
        yield f'<path d="M{_MARGIN + _HEAD} {middle:.1f}h{self.width - _HEAD:.1f}" {rule}/>'
        for number, curve in enumerate(row.curves):
            color, dash = COLORS[_TONES[number % len(_TONES)]], _DASHES[number % len(_DASHES)]
            places = [
                None if value is None else (self._x(at) + self.column / 2, middle - value * reach)
                for at, value in enumerate(curve.points)
            ]
            yield from _wave(places, color, dash)
            yield from _marks(places, curve, color)
            if len(row.curves) > 1:
                yield from _named(curve.name, _MARGIN + _PAD, y + _PAD + _LINE * (number + 2), color, dash)


def _named(name: str, x: float, y: float, color: str, dash: str) -> Iterator[str]:
    """Yield a piece of a curve, and its name beneath what it stands for."""
    yield f'<path d="M{x:.1f} {y:.1f}h{_SAMPLE}" stroke="{color}" stroke-width="2" stroke-dasharray="{dash}"/>'
    for number, line in enumerate(wrapped(name, _HEAD - _SAMPLE - 3 * _PAD)):
        yield _text(line, x + _SAMPLE + 6, y + 4 + number * _LINE, fill=color)


def _wave(places: Sequence[tuple[float, float] | None], color: str, dash: str) -> Iterator[str]:
    """Yield the lines between neighbours that are both known: a gap stays one."""
    for one, other in pairwise(places):
        if one and other:
            middle = (one[0] + other[0]) / 2
            bow = f"M{one[0]:.1f} {one[1]:.1f}C{middle:.1f} {one[1]:.1f} {middle:.1f} {other[1]:.1f} "
            drawn = f'd="{bow}{other[0]:.1f} {other[1]:.1f}" stroke="{color}" stroke-dasharray="{dash}"'
            yield f'<path {drawn} fill="none" stroke-width="2"/>'


def _marks(places: Sequence[tuple[float, float] | None], curve: Wave, color: str) -> Iterator[str]:
    for place, marked in zip(places, curve.marked, strict=True):
        if place and marked:
            yield _text("★", place[0] - 6.5, place[1] + 5, size=15, fill=color)
        elif place:
            yield f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="3.4" fill="{color}"/>'


def _lines(lines: Sequence[Line], x: float, y: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        fill = COLORS[line.tone] if line.tone else COLORS["gray"] if line.quiet else ""
        yield _text(line.text, x, y + _PAD + _LINE * (number + 0.75), fill=fill, weight=700 if line.strong else 400)


def _text(text: str, x: float, y: float, *, size: float = 0, fill: str = "", weight: int = 400) -> str:  # noqa: PLR0913
    how = f' font-size="{size:g}"' * bool(size) + f' fill="{fill}"' * bool(fill) + f' font-weight="{weight}"'
    return f'<text x="{x:.1f}" y="{y:.1f}"{how}>{escape(text)}</text>'


def _box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"/>'


def _height(cells: Sequence[Sequence[Line]]) -> float:
    return max((len(lines) for lines in cells), default=0) * _LINE + 2 * _PAD


def _wrapped(lines: Sequence[Line], room: float) -> list[Line]:
    return [
        Line(text=text, tone=line.tone, strong=line.strong, quiet=line.quiet)
        for line in lines
        for text in wrapped(line.text, room, strong=line.strong)
    ]


def wrapped(text: str, room: float, *, strong: bool = False) -> list[str]:
    """Return *text* in lines no wider than *room*; a word that is wider by itself is broken with a hyphen."""
    lines = [""]
    for word in filter(None, _SPACES.split(text)):
        parts = list(_broken(word, room, strong=strong))
        for part in parts:
            longer = f"{lines[-1]} {part}" if lines[-1] else part
            if lines[-1] and (width_of(longer, strong=strong) > room or part is not parts[0]):
                lines.append(part)
            else:
                lines[-1] = longer
    return lines


def _broken(word: str, room: float, *, strong: bool) -> Iterator[str]:
    while width_of(word, strong=strong) > room and len(word) > 1:
        most = min(len(word), 2 + int(room / (_SIZE * _NARROWEST)))  # no more letters can fit: a word may be very long
        fits = [at for at in range(1, most) if width_of(f"{word[:at]}-", strong=strong) <= room]
        last = max(fits, default=1)
        yield f"{word[:last]}-"
        word = word[last:]
    yield word


def width_of(text: str, *, strong: bool = False) -> float:
    """Return about how wide *text* is, in the page's units: too wide rather than too narrow, for any sans-serif."""
    return sum(map(_share, text)) * _SIZE * (1.08 if strong else 1.0)


def _share(letter: str) -> float:
    """Return the width of *letter* as a share of its size."""
    if letter in _NARROW:
        return _NARROWEST
    return 0.98 if letter in _WIDE else 0.72 if letter.isupper() else 0.62
