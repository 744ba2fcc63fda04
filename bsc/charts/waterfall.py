"""A waterfall: from one level to another, a bar for what each part did, each beginning where the one above it ends.

The levels at both ends are marks and no bars, so that the scale need not begin at zero. What is for the worse is hollow
beside what is for the better, and every bar has its signed figure: colour is never the only sign. All that can change
is a column of the data: the specification is the same for all waterfalls of one unit.
"""

from collections.abc import Mapping
from typing import Any, Final

import altair as alt

from bsc.charts.axes import tick
from bsc.charts.theme import LOOKS
from bsc.model.words import Status, Unit

ROW: Final = 30  # pixels
LEVEL: Final = "level"
KINDS: Final = (LEVEL, "better", "worse", "neither")
WIDEST_NAME: Final = 190  # pixels; a longer name is cut, the tooltip has it whole

WATERFALL: Mapping[str, type] = {
    "label": str,  # the part's name, one row for each, from top to bottom; no two are the same
    "index": int,  # 0 for the top
    "start": float,  # where the bar begins; where a level stands
    "end": float,  # where it ends
    "right": float,  # the greater of both: the figure stands beside it
    "next": str,  # the label of the row beneath; the bottom row's own
    "kind": str,  # one of KINDS
    "text": str,  # the figure
    "note": str,  # what the tooltip says beside it
}

_TONES: Final = ("primary", LOOKS[Status.ON_TRACK].theme_color, LOOKS[Status.OFF_TRACK].theme_color, "gray")
_COLOR: Final = alt.Color("kind:N", scale=alt.Scale(domain=list(KINDS), range=list(_TONES)), legend=None)


def waterfall(unit: Unit, currency: str) -> alt.LayerChart:
    """Return the waterfall of the named data `waterfall` (columns above), its x axis in *unit*."""
    rows = alt.Chart(alt.NamedData("waterfall"))
    points = rows.mark_point(opacity=0, tooltip=False, aria=False).encode(y=_y(), x=_x("start", unit, currency))
    connectors = rows.mark_rule(strokeWidth=1, opacity=0.5, tooltip=False, aria=False).encode(
        y=_y(bandPosition=0.5),
        y2=alt.Y2("next", bandPosition=0.5),
        x=_x("end", unit, currency),
        color=alt.value("gray"),
    )
    levels = (
        rows.transform_filter(f"datum.kind === '{LEVEL}'")
        .mark_tick(thickness=4, orient="vertical", bandSize=ROW - 8, tooltip=False, aria=False)
        .encode(y=_y(), x=_x("start", unit, currency), color=_COLOR)
    )
    figures = rows.mark_text(align="left", dx=7, fontWeight=600, tooltip=False, aria=False).encode(
        y=_y(bandPosition=0.5), x=_x("right", unit, currency), text="text:N", color=_COLOR
    )
    layers = [points, connectors, *_bars(rows, unit, currency), levels, figures, _tooltips(rows)]
    return alt.LayerChart(layer=layers).properties(
        height=alt.Step(ROW), padding={"left": 0, "top": 4, "right": 4, "bottom": 4}
    )


def _bars(rows: alt.Chart, unit: Unit, currency: str) -> list[alt.Chart]:
    """Return the bars: filled, but for those for the worse, which are an outline with a faint ground."""
    ends: dict[str, Any] = {"y": _y(), "x": _x("start", unit, currency), "x2": alt.X2("end"), "color": _COLOR}
    quiet: dict[str, Any] = {"tooltip": False, "aria": False}
    filled = rows.transform_filter(f"datum.kind !== '{LEVEL}' && datum.kind !== 'worse'")
    hollow = rows.transform_filter("datum.kind === 'worse'")
    return [
        filled.mark_bar(opacity=0.85, **quiet).encode(**ends),
        hollow.mark_bar(opacity=0.12, **quiet).encode(**ends),
        hollow.mark_bar(filled=False, strokeWidth=1.5, **quiet).encode(**ends),
    ]


def _x(field: str, unit: Unit, currency: str) -> alt.X:
    axis = alt.Axis(title=None, tickCount=4, labelPadding=6, labelOverlap="greedy", labelExpr=tick(unit, currency))
    return alt.X(f"{field}:Q", scale=alt.Scale(zero=False, nice=False, padding=52), axis=axis)


def _y(**options: Any) -> alt.Y:  # noqa: ANN401 -- Altair's own options
    return alt.Y(
        "label:N",
        sort=alt.EncodingSortField("index", op="min"),
        scale=alt.Scale(paddingInner=0.35, paddingOuter=0.18),
        axis=alt.Axis(title=None, labelLimit=WIDEST_NAME, labelPadding=8, ticks=False, domain=False),
        **options,
    )


def _tooltips(rows: alt.Chart) -> alt.Chart:
    """Return the invisible rows that answer the pointer anywhere beside a name."""
    lines = {"label": "Part", "text": "Effect", "note": "Note"}
    answering: alt.Chart = rows.mark_rect(opacity=0, aria=False).encode(
        y=_y(),
        x=alt.value(0),
        x2=alt.value("width"),
        tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in lines.items()],
    )
    return answering
