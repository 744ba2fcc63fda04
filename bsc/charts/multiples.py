"""One small chart of a KPI for each segment, all on one scale, with the segment's own target where it has one.

The scale's ends are columns of the data: the specification is the same for all segments and all KPIs of one unit.
"""

from collections.abc import Mapping
from typing import Any, Final

import altair as alt

from bsc.charts.axes import tick
from bsc.charts.theme import LOOKS
from bsc.model.words import Unit

HEIGHT: Final = 130
SEGMENT: Mapping[str, type] = {
    "label": str,  # the period's name, one row for each, oldest first
    "index": int,  # 0 for the oldest
    "value": float,
    "status": str,
    "partial": bool,  # the period is not over
    "target_from": float,  # what the period is held to; a range has two levels, a single one stands twice
    "target_to": float,
    "red_from": float,
    "red_to": float,
    "low": float,  # the ends of the scale that all segments share
    "high": float,
    "value_text": str,
    "target_text": str,
}
_TIP: Final = {"label": "Period", "value_text": "Value", "status": "Status", "target_text": "Target"}
_COLORS = alt.Scale(domain=list(map(str, LOOKS)), range=[look.theme_color for look in LOOKS.values()])
_SHAPES = alt.Scale(domain=list(map(str, LOOKS)), range=[look.shape for look in LOOKS.values()])


def multiple_chart(unit: Unit, currency: str) -> alt.LayerChart:
    """Return the chart of the named data `segment` (columns above), with the y axis in *unit*."""
    rows = alt.Chart(alt.NamedData("segment"))
    held = [
        rows.mark_line(strokeWidth=1.3, interpolate="step", strokeDash=dash, tooltip=False, aria=False).encode(
            x=_x(), y=_y(field), color=alt.value(color)
        )
        for field, color, dash in (
            ("target_from", "green", [1, 0]),
            ("target_to", "green", [1, 0]),
            ("red_from", "red", [4, 3]),
            ("red_to", "red", [4, 3]),
        )
    ]
    layers = [
        rows.mark_rule(opacity=0, tooltip=False, aria=False).encode(x=_x(), y=_y("low", unit, currency), y2="high"),
        *held,
        rows.mark_line(strokeWidth=1.6, tooltip=False, aria=False).encode(
            x=_x(), y=_y("value"), color=alt.value("primary")
        ),
        rows.mark_point(filled=True, size=26, opacity=1, tooltip=False, aria=False).encode(
            x=_x(),
            y=_y("value"),
            color=alt.Color("status:N", scale=_COLORS, legend=None),
            shape=alt.Shape("status:N", scale=_SHAPES, legend=None),
        ),
        rows.mark_rect(opacity=0, aria=False).encode(
            x=_x(),
            y=alt.value(0),
            y2=alt.value("height"),
            tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in _TIP.items()],
        ),
    ]
    return alt.LayerChart(layer=layers).properties(
        height=HEIGHT, padding={"left": 0, "top": 4, "right": 4, "bottom": 0}
    )


def _x() -> alt.X:
    return alt.X(
        "label:O",
        sort=alt.EncodingSortField("index", op="min"),
        scale=alt.Scale(paddingInner=0, paddingOuter=0),
        axis=alt.Axis(title=None, labelAngle=0, labelOverlap="greedy", labelSeparation=18, labelPadding=6, ticks=False),
    )


def _y(field: str, unit: Unit | None = None, currency: str = "") -> alt.Y:
    axis: Any = (
        alt.Axis(title=None, tickCount=3, labelPadding=6, labelExpr=tick(unit, currency)) if unit else alt.Undefined
    )
    return alt.Y(f"{field}:Q", scale=alt.Scale(zero=False, nice=False), axis=axis)
