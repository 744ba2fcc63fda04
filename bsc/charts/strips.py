"""Small drawings without an axis: the last values of a KPI, and how personas feel from stage to stage.

Each is an SVG in the colours of the light theme, without scripts, links and ids.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby, pairwise
from typing import Final

from bsc.charts.pictures import FONT
from bsc.charts.sheet import Wave
from bsc.charts.theme import INK, PRINTED, RULE

SPARK: Final = (96.0, 22.0)
WIDTH: Final = 700.0  # of a row of curves, whatever the number of its stages
WAVES: Final = 74.0  # its height
_DASHES: Final = ("", "6 3", "2 3", "8 3 2 3")
_TONES: Final = ("primary", "violet", "orange", "green")
_SIZE: Final = 9.0
_ROOM: Final = 9.0  # above the highest and beneath the lowest point


def sparkline(values: Sequence[float | None], tone: str) -> str:
    """Return *values*, oldest first, as a line that breaks at a gap, its last value marked in *tone* (a theme colour).

    Empty where no value is known.
    """
    known = [value for value in values if value is not None]
    if not known:
        return ""
    width, height = SPARK
    low, reach = min(known), max(known) - min(known)
    step = (width - 8) / max(len(values) - 1, 1)
    places = [
        None if value is None else (4 + at * step, height - 4 - _share(value, low, reach) * (height - 8))
        for at, value in enumerate(values)
    ]
    runs = [list(run) for there, run in groupby(places, key=lambda place: place is not None) if there]
    lines = "".join(_line([place for place in run if place], PRINTED["gray"], "", 1.3) for run in runs)
    last = next(place for place in reversed(places) if place)
    dot = f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="2.4" fill="{PRINTED[tone]}"/>' if places[-1] else ""
    size = f'viewBox="0 0 {width:g} {height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} aria-hidden="true">{lines}{dot}</svg>'


def _share(value: float, low: float, reach: float) -> float:
    return (value - low) / reach if reach else 0.5


def waves_svg(waves: Sequence[Wave], title: str, said: str) -> str:
    """Return the curves of *waves* over stages that share the WIDTH, with names where there are several curves.

    *title* and *said* are for those who do not see them; a star marks a moment of truth.
    """
    column = WIDTH / max((len(each.points) for each in waves), default=1)
    names = list(_names(waves)) if len(waves) > 1 else []
    height = WAVES + (14 if names else 0)
    drawn = [part for number, wave in enumerate(waves) for part in _wave(wave, number, column)]
    rule = f'<path d="M0 {WAVES / 2:g}H{WIDTH:g}" stroke="{RULE}" stroke-dasharray="3 4"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" role="img" '
        f'font-family="{escape(FONT, quote=True)}" font-size="{_SIZE:g}" fill="{INK}">'
        f"<title>{escape(title)}</title><desc>{escape(said)}</desc>{rule}{''.join([*drawn, *names])}</svg>"
    )


def _wave(wave: Wave, number: int, column: float) -> Iterator[str]:
    color, dash = _look(number)
    places = [
        None if value is None else ((at + 0.5) * column, WAVES / 2 - value * (WAVES / 2 - _ROOM))
        for at, value in enumerate(wave.points)
    ]
    for one, other in pairwise(places):
        if one and other:
            middle = (one[0] + other[0]) / 2
            bow = f"M{one[0]:.1f} {one[1]:.1f}C{middle:.1f} {one[1]:.1f} {middle:.1f} {other[1]:.1f} "
            bow += f"{other[0]:.1f} {other[1]:.1f}"
            yield f'<path d="{bow}" stroke="{color}" stroke-width="1.8" fill="none"{_dashed(dash)}/>'
    for place, marked in zip(places, wave.marked, strict=True):
        if place and marked:
            yield f'<path d="{_star(*place)}" fill="{color}"/>'
        elif place:
            yield f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="2.8" fill="{color}"/>'


def _names(waves: Sequence[Wave]) -> Iterator[str]:
    x = 6.0
    for number, wave in enumerate(waves):
        color, dash = _look(number)
        y = WAVES + 9
        yield f'<path d="M{x:.1f} {y - 3:g}h20" stroke="{color}" stroke-width="1.8"{_dashed(dash)}/>'
        yield f'<text x="{x + 25:.1f}" y="{y:g}" fill="{color}">{escape(wave.name)}</text>'
        x += 25 + len(wave.name) * _SIZE * 0.58 + 18


def _look(number: int) -> tuple[str, str]:
    return PRINTED[_TONES[number % len(_TONES)]], _DASHES[number % len(_DASHES)]


def _dashed(dash: str) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""


def _star(x: float, y: float) -> str:
    """Return the outline of a five-pointed star around a place: fonts draw it differently, or not at all."""
    points = (
        (0, -6),
        (1.6, -2),
        (5.8, -1.9),
        (2.5, 0.8),
        (3.6, 5),
        (0, 2.5),
        (-3.6, 5),
        (-2.5, 0.8),
        (-5.8, -1.9),
        (-1.6, -2),
    )
    return "M" + "L".join(f"{x + right:.1f} {y + down:.1f}" for right, down in points) + "Z"


def _line(places: Sequence[tuple[float, float]], color: str, dash: str, width: float) -> str:
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    return f'<path d="{path}" stroke="{color}" stroke-width="{width:g}" fill="none"{_dashed(dash)}/>'
