"""One KPI over time as a small drawing for paper: its line, target and red line where they hold, and what is foreseen.

An SVG in the colours of the light theme, without scripts, links and ids: it can stand beside others in one document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final, Literal

from bsc.charts.pictures import FONT
from bsc.charts.theme import INK, LOOKS, PRINTED, RULE
from bsc.model.words import Status

WIDTH: Final = 440.0
HEIGHT: Final = 176.0
_TOP, _BOTTOM = 10.0, 32.0  # rooms around the plot, in pixels of the drawing
_SIZE: Final = 10.0  # of the letters
_LETTER: Final = 0.6  # mean width of a letter, of its size
_GAP: Final = 6.0
_DOT: Final = 3.3
_LEAST_APART: Final = 11.5  # two texts at the edge
_HATCH: Final = 7.0
_COLORS: Final = {"target": PRINTED["green"], "red line": PRINTED["red"]}
_DASHES: Final = {"target": "", "red line": "5 3"}

Place = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One period: its label, its value (None: no data), and what is known of it.

    `settled`: it is over and has rows of its own. `letter` marks that something happened in it.
    """

    label: str
    value: float | None
    status: Status | None = None
    settled: bool = True
    partial: bool = False
    shown: bool = False
    letter: str = ""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A level that holds from one place to another; its `text` is written at the right edge where there is one."""

    line: Literal["target", "red line"]
    first: int
    last: int
    level: float
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Band:
    """What is foreseen from place `first` on: the middle, and the ends of the band around it."""

    first: int
    middle: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Lines:
    """What is drawn; the ends and ticks of the y axis, a title and a sentence for those who do not see it.

    Periods to come are `moments` without a value and a status, behind the others.
    """

    moments: tuple[Moment, ...]
    stretches: tuple[Stretch, ...]
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    title: str
    said: str
    band: Band | None = None


def lines_svg(lines: Lines) -> str:
    """Return *lines* as SVG, WIDTH by HEIGHT pixels, that can be drawn at any size."""
    drawn = _Drawing(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" '
        f'font-family="{escape(FONT, quote=True)}" font-size="{_SIZE:g}" fill="{INK}">'
        f"<title>{escape(lines.title)}</title><desc>{escape(lines.said)}</desc>{''.join(drawn.parts())}</svg>"
    )


class _Drawing:
    """The places of everything."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        widest = max((len(text) for _, text in lines.ticks), default=0)
        edge = max((len(each.text) for each in lines.stretches), default=0)
        self.left = widest * _SIZE * _LETTER + _GAP + 2
        self.right = WIDTH - (edge * _SIZE * _LETTER + _GAP if edge else 4)
        self.step = (self.right - self.left) / max(len(lines.moments), 1)
        self.floor = HEIGHT - _BOTTOM

    def parts(self) -> Iterator[str]:
        """Yield everything, what lies behind first."""
        yield from self._ground()
        yield from self._ticks()
        yield from self._foreseen()
        yield from self._stretches()
        yield from self._line()
        yield from self._dots()
        yield from self._labels()

    def x(self, at: float) -> float:
        return self.left + (at + 0.5) * self.step

    def y(self, value: float) -> float:
        share = (value - self.lines.low) / (self.lines.high - self.lines.low)
        return self.floor - min(max(share, 0.0), 1.0) * (self.floor - _TOP)

    def _ground(self) -> Iterator[str]:
        for at, moment in enumerate(self.lines.moments):
            left = self.x(at - 0.5)
            if moment.shown:
                box = f'x="{left:.1f}" y="{_TOP}" width="{self.step:.1f}" height="{self.floor - _TOP:.1f}"'
                yield f'<rect {box} fill="{PRINTED["gray"]}" fill-opacity=".13"/>'
            if moment.partial:
                yield f'<path d="{self._hatch(left)}" stroke="{PRINTED["gray"]}" stroke-opacity=".45" fill="none"/>'

    def _hatch(self, left: float) -> str:
        """Return falling lines that fill the column which begins at *left*, cut off at its edges."""
        right, height, found = left + self.step, self.floor - _TOP, []
        start = left - height + _HATCH
        while start < right:
            ends = max(start, left), min(start + height, right)
            found.append(f"M{ends[0]:.1f} {_TOP + ends[0] - start:.1f}L{ends[1]:.1f} {_TOP + ends[1] - start:.1f}")
            start += _HATCH
        return "".join(found)

    def _ticks(self) -> Iterator[str]:
        for value, text in self.lines.ticks:
            y = self.y(value)
            yield f'<path d="M{self.left:.1f} {y:.1f}H{self.right:.1f}" stroke="{RULE}" stroke-width=".7"/>'
            yield _text(text, self.left - _GAP, y + 3.4, anchor="end", fill=PRINTED["gray"])

    def _foreseen(self) -> Iterator[str]:
        band = self.lines.band
        if band is None:
            return
        xs = [self.x(band.first + step) for step in range(len(band.middle))]
        over = list(zip(xs, map(self.y, band.high), strict=True))
        under = list(zip(xs, map(self.y, band.low), strict=True))
        if len(xs) == 1:  # an area needs a width
            over, under = ([(x + side * 3, y) for x, y in edge for side in (-1, 1)] for edge in (over, under))
        yield f'<path d="{_path([*over, *reversed(under)])}Z" fill="{PRINTED["primary"]}" fill-opacity=".14"/>'
        middle = list(zip(xs, map(self.y, band.middle), strict=True))
        before = [
            (self.x(at), self.y(moment.value))
            for at, moment in enumerate(self.lines.moments[: band.first])
            if moment.value is not None
        ][-1:]
        yield _stroke([*before, *middle], PRINTED["primary"], "4 3", 1.4)

    def _stretches(self) -> Iterator[str]:
        for each in self.lines.stretches:
            y, ends = self.y(each.level), (self.x(each.first - 0.5), self.x(each.last + 0.5))
            yield _stroke([(ends[0], y), (ends[1], y)], _COLORS[each.line], _DASHES[each.line], 1.5)
        written = sorted((each for each in self.lines.stretches if each.text), key=lambda each: -each.level)
        for each, y in zip(written, self._apart([self.y(each.level) for each in written]), strict=True):
            yield _text(each.text, self.right + _GAP, y + 3.4, fill=_COLORS[each.line], weight=600)

    def _apart(self, heights: Sequence[float]) -> list[float]:
        """Return *heights*, from the highest on, moved so that no two texts meet and none leaves the plot."""
        found: list[float] = []
        for height in heights:
            found.append(max(height, found[-1] + _LEAST_APART) if found else height)
        floor = self.floor
        for at in reversed(range(len(found))):
            found[at] = min(found[at], floor)
            floor = found[at] - _LEAST_APART
        return found

    def _line(self) -> Iterator[str]:
        """Yield a piece between each two neighbours with a value; dashed to and from one that is not settled."""
        for at, (one, other) in enumerate(pairwise(self.lines.moments)):
            if one.value is not None and other.value is not None:
                places = [(self.x(at), self.y(one.value)), (self.x(at + 1), self.y(other.value))]
                yield _stroke(places, PRINTED["primary"], "" if one.settled and other.settled else "3 3", 1.7)

    def _dots(self) -> Iterator[str]:
        for at, moment in enumerate(self.lines.moments):
            if moment.status is None:
                continue
            look = LOOKS[moment.status]
            y = self.floor - 4 if moment.value is None else self.y(moment.value)
            hollow = moment.value is None or not moment.settled
            fill = "#FFFFFF" if hollow else look.light
            yield (
                f'<path d="{_shape(look.shape, self.x(at), y, _DOT * (1.35 if moment.shown else 1))}" '
                f'fill="{fill}" stroke="{look.light}" stroke-width="1.2"/>'
            )

    def _labels(self) -> Iterator[str]:
        moments = self.lines.moments
        room = max((len(each.label) for each in moments), default=0) * _SIZE * _LETTER + 2 * _GAP
        every = max(int(room / self.step) + 1, 1)
        shown = next((at for at, each in enumerate(moments) if each.shown), len(moments) - 1)
        for at in range(shown % every, len(moments), every):
            if self.x(at) - room / 2 >= 0 and self.x(at) + room / 2 - _GAP <= WIDTH:
                weight = 600 if at == shown else 400
                yield _text(
                    moments[at].label, self.x(at), self.floor + 14, anchor="middle", fill=PRINTED["gray"], weight=weight
                )
        for at, moment in enumerate(moments):
            if moment.letter:
                yield _text(
                    moment.letter, self.x(at), self.floor + 27, anchor="middle", fill=PRINTED["violet"], weight=600
                )


def _shape(shape: str, x: float, y: float, size: float) -> str:
    """Return the outline of a status's *shape* around a place."""
    match shape:
        case "diamond":
            reach = size * 1.3
            return (
                f"M{x:.1f} {y - reach:.1f}l{reach:.1f} {reach:.1f}l{-reach:.1f} {reach:.1f}l{-reach:.1f} {-reach:.1f}Z"
            )
        case "triangle-down":
            reach = size * 1.25
            return f"M{x - reach:.1f} {y - size:.1f}h{2 * reach:.1f}l{-reach:.1f} {2.1 * size:.1f}Z"
        case "square":
            return f"M{x - size:.1f} {y - size:.1f}h{2 * size:.1f}v{2 * size:.1f}h{-2 * size:.1f}Z"
        case _:
            half = f"a{size:.1f} {size:.1f} 0 1 0"
            return f"M{x - size:.1f} {y:.1f}{half} {2 * size:.1f} 0{half} {-2 * size:.1f} 0Z"


def _path(places: Sequence[Place]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)


def _stroke(places: Sequence[Place], color: str, dash: str, width: float) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{_path(places)}" stroke="{color}" stroke-width="{width:g}" fill="none"{dashes}/>'


def _text(text: str, x: float, y: float, *, anchor: str = "start", fill: str = INK, weight: int = 400) -> str:  # noqa: PLR0913
    how = f'text-anchor="{anchor}" fill="{fill}" font-weight="{weight}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {how}>{escape(text)}</text>'
