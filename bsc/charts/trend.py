"""One KPI over time: its values, its target and red line in the periods where they hold, and the zones between.

Everything that can change while a page is open is a column of the data (values, targets, zones, labels): the
specification is the same for all KPIs of one unit, so that Vega redraws in place instead of starting over.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

import altair as alt

from bsc.charts import axes
from bsc.charts.theme import LOOKS, PATTERNS
from bsc.model.words import Status, Unit

HEIGHT = 340
ZONES = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)
LATE = 1_000_000  # periods are ordered by the least index of their label: stretches of periods must not have a say
LINES = ("Target", "Red line", "Draft", "Draft red line")

PERIODS: Mapping[str, type] = {
    "label": str,  # the period's name, one row for each, oldest first
    "index": int,  # 0 for the oldest
    "settled": float,  # the value, where the period is over and has rows of its own
    "unsettled": float,  # the value, where the period is partial or the value was carried on
    "solid": float,  # the line between settled values
    "dashed": float,  # the line to and from unsettled values
    "gap": float,  # where the mark for "no data" stands
    "status": str,
    "partial": bool,
    "shown": bool,  # the period that the page is about
    "value_text": str,
    "target_text": str,
    "red_line_text": str,
    "points_text": str,
    "rows_text": str,
    "fraction_text": str,
    "note": str,
}
BANDS: Mapping[str, type] = {
    "label": str,  # the first period that the zone holds in
    "until": str,  # the last one
    "index": int,  # LATE
    "low": float,
    "high": float,
    "zone": str,
    "pattern": str,  # the zone's pattern as an image, so that colour is not the only sign
}
STEPS: Mapping[str, type] = {
    "label": str,
    "until": str,
    "index": int,  # LATE
    "level": float,
    "line": str,  # which of LINES
    "text": str,  # written at the right edge; empty where a later step of the same line is
    "text_level": float,  # moved apart where two texts would meet
}

LIMITS: Mapping[str, type] = {
    "label": str,
    "index": int,
    "mean": float,
    "low": float,  # the natural limits; empty where there are none
    "high": float,
    "changed": float,  # the value, where it has changed beyond its natural variation
    "anew": bool,  # the limits were worked out anew from here on
}
FAN: Mapping[str, type] = {
    "label": str,
    "index": int,
    "share": float,  # of outcomes that the band holds: 0.5, 0.8, 0.95
    "low": float,
    "high": float,
    "middle": float,
}
COMPARED: Mapping[str, type] = {
    "label": str,
    "index": int,
    "value": float,
    "rank": int,  # of the line, 0 or 1
    "text": str,  # what it is, in words, at its last value
}
MARKS: Mapping[str, type] = {
    "label": str,
    "until": str,  # the last period of what lasts
    "index": int,  # LATE
    "letter": str,  # N for a note, T for a target, I for an initiative
    "lasts": bool,
    "lane": int,  # beneath the axis, 0 is the highest
    "name": str,
}
TABLES: Mapping[str, Mapping[str, type]] = {
    "periods": PERIODS,
    "bands": BANDS,
    "steps": STEPS,
    "limits": LIMITS,
    "fan": FAN,
    "compared": COMPARED,
    "marks": MARKS,
}

_TOLD = {
    "label": "Period",
    "value_text": "Value",
    "status": "Status",
    "target_text": "Target",
    "red_line_text": "Red line",
    "points_text": "Points",
    "rows_text": "Rows",
    "fraction_text": "Counted",
    "note": "Note",
}

# One scale for statuses and lines: Vega merges what stands on one channel. The colours are names of theme colours, for
# which the browser puts in those of the light or the dark theme.
_COLORS = alt.Scale(
    domain=[*map(str, LOOKS), *LINES],
    range=[*(look.theme_color for look in LOOKS.values()), "green", "red", "violet", "violet"],
)
_SHAPES = alt.Scale(domain=list(map(str, LOOKS)), range=[look.shape for look in LOOKS.values()])
_DASHES = alt.Scale(domain=list(LINES), range=[[1, 0], [6, 4], [9, 4], [2, 4]])


def trend_chart(unit: Unit, currency: str) -> alt.LayerChart:
    """Return the chart of the named data of TABLES (columns above), with the y axis in *unit*."""
    named = {name: alt.Chart(alt.NamedData(name)) for name in TABLES}
    periods = named["periods"]
    layers = [
        *_columns(periods, unit, currency),
        *_zones(named["bands"]),
        *_limits(named["limits"]),
        *_fan(named["fan"]),
        *_compared(named["compared"]),
        *_levels(named["steps"]),
        *_values(periods),
        _changed(named["limits"]),
        *_marks(named["marks"]),
        axes.answers(periods, _TOLD),
    ]
    return alt.LayerChart(layer=layers).properties(
        height=HEIGHT, padding={"left": 0, "top": 8, "right": 8, "bottom": 4}
    )


def _columns(periods: alt.Chart, unit: Unit, currency: str) -> list[alt.Chart]:
    """Return what stands behind everything: the shown period's column, and the hatch of a partial period.

    First of all layers: it fixes the order of the periods and the axes.
    """
    whole = {"y": alt.value(0), "y2": alt.value("height")}
    frame = periods.mark_point(opacity=0, tooltip=False, aria=False).encode(
        x=axes.x(), y=axes.y("settled", unit, currency)
    )
    shown = periods.mark_rect(opacity=0.12, tooltip=False, aria=False).encode(
        x=axes.x(), color=alt.value("gray"), **whole
    )
    partial = periods.mark_image(tooltip=False, aria=False, aspect=False, url=_image(PATTERNS["partial"]))
    return [
        frame,
        shown.transform_filter("datum.shown"),
        partial.transform_filter("datum.partial").encode(
            x=axes.x(bandPosition=0), x2=alt.X2("label", bandPosition=1), **whole
        ),
    ]


def _zones(bands: alt.Chart) -> list[alt.Chart]:
    where = {
        "x": axes.x(bandPosition=0),
        "x2": alt.X2("until", bandPosition=1),
        "y": axes.y("low"),
        "y2": alt.Y2("high"),
    }
    color = alt.Color("zone:N", scale=_COLORS, legend=None)
    return [
        bands.mark_rect(opacity=0.09, tooltip=False, aria=False).encode(color=color, **where),
        bands.mark_image(aspect=False, tooltip=False, aria=False)
        .transform_filter("datum.pattern")
        .encode(url="pattern:N", **where),
    ]


def _levels(steps: alt.Chart) -> list[alt.Chart]:
    color = alt.Color("line:N", scale=_COLORS, legend=None)
    dash = alt.StrokeDash(
        "line:N", scale=alt.Scale(domain=list(LINES), range=[[1, 0], [6, 4], [9, 4], [2, 4]]), legend=None
    )
    levels = steps.mark_rule(strokeWidth=2, tooltip=False, aria=False).encode(
        x=axes.x(bandPosition=0), x2=alt.X2("until", bandPosition=1), y=axes.y("level"), color=color, strokeDash=dash
    )
    texts = steps.mark_text(align="left", dx=8, fontWeight=600, tooltip=False, aria=False).encode(
        x=alt.value("width"), y=axes.y("text_level"), text="text:N", color=color
    )
    return [levels, texts]


def _values(periods: alt.Chart) -> list[alt.Chart]:
    shape = alt.Shape("status:N", scale=_SHAPES, legend=None)
    color = alt.Color("status:N", scale=_COLORS, legend=None)
    points = periods.encode(x=axes.x(), color=color, shape=shape)
    ink = {"x": axes.x(), "color": alt.value("primary")}
    return [
        periods.mark_line(strokeWidth=2, strokeDash=[3, 3], tooltip=False, aria=False).encode(
            y=axes.y("dashed"), **ink
        ),
        periods.mark_line(strokeWidth=2, tooltip=False, aria=False).encode(y=axes.y("solid"), **ink),
        points.mark_point(filled=True, size=75, opacity=1, tooltip=False, aria=False).encode(y=axes.y("settled")),
        points.mark_point(filled=False, size=70, strokeWidth=2, opacity=1, tooltip=False, aria=False).encode(
            y=axes.y("unsettled")
        ),
        points.mark_point(filled=False, size=50, opacity=0.8, tooltip=False, aria=False).encode(y=axes.y("gap")),
    ]


def _limits(limits: alt.Chart) -> list[alt.Chart]:
    whole = {"x": axes.x(bandPosition=0), "x2": alt.X2("label", bandPosition=1)}
    ink = {"color": alt.value("blue"), **whole}
    return [
        limits.mark_rect(opacity=0.08, tooltip=False, aria=False).encode(y=axes.y("low"), y2="high", **ink),
        *(
            limits.mark_rule(strokeWidth=1.2, strokeDash=dash, tooltip=False, aria=False).encode(y=axes.y(field), **ink)
            for field, dash in (("low", [2, 3]), ("high", [2, 3]), ("mean", [8, 3, 2, 3]))
        ),
        limits.transform_filter("datum.anew")
        .mark_rule(strokeDash=[3, 3], tooltip=False, aria=False)
        .encode(x=axes.x(bandPosition=0), color=alt.value("blue"), y=alt.value(0), y2=alt.value("height")),
    ]


def _changed(limits: alt.Chart) -> alt.Chart:
    rings: alt.Chart = limits.mark_point(
        shape="circle", filled=False, size=230, strokeWidth=1.6, opacity=1, tooltip=False, aria=False
    ).encode(x=axes.x(), y=axes.y("changed"), color=alt.value("gray"))
    return rings


def _fan(fan: alt.Chart) -> list[alt.Chart]:
    ink = {"x": axes.x(), "color": alt.value("primary")}
    bands = fan.transform_filter("isValid(datum.low)")
    middle = fan.transform_filter("isValid(datum.middle)")
    return [
        bands.mark_area(opacity=0.13, tooltip=False, aria=False).encode(
            y=axes.y("low"), y2="high", detail="share:N", **ink
        ),
        middle.mark_line(strokeWidth=2, strokeDash=[7, 4], tooltip=False, aria=False).encode(y=axes.y("middle"), **ink),
    ]


def _compared(compared: alt.Chart) -> list[alt.Chart]:
    ink = {"x": axes.x(), "y": axes.y("value"), "color": alt.value("violet")}
    lines = [
        compared.transform_filter(f"datum.rank == {rank}")
        .mark_line(strokeWidth=1.4, strokeDash=dash, tooltip=False, aria=False)
        .encode(**ink)
        for rank, dash in enumerate(([6, 2], [2, 2]))
    ]
    names = compared.transform_filter("datum.text").mark_text(align="right", dy=-9, tooltip=False, aria=False)
    return [*lines, names.encode(text="text:N", **ink)]


def _marks(marks: alt.Chart) -> list[alt.Chart]:
    """Return what stands beneath the axis: letters of moments, bars of what lasts."""
    letters: dict[str, Any] = {"fontSize": 10, "fontWeight": 600, "tooltip": False, "aria": False}
    height = alt.expr("height + 36 + 15 * datum.lane")
    return [
        marks.transform_filter("!datum.lasts")
        .mark_text(y=alt.expr("height + 30"), **letters)
        .encode(x=axes.x(), text="letter:N", color=alt.value("gray")),
        marks.transform_filter("datum.lasts")
        .mark_rule(strokeWidth=12, opacity=0.18, y=height, tooltip=False, aria=False)
        .encode(x=axes.x(bandPosition=0), x2=alt.X2("until", bandPosition=1), color=alt.value("primary")),
        marks.transform_filter("datum.lasts")
        .mark_text(align="left", dx=4, y=height, **letters)
        .encode(x=axes.x(bandPosition=0), text="name:N", color=alt.value("gray")),
    ]


@cache  # each band of each redrawn chart has one
def pattern(zone: Status) -> str:
    """Return the pattern of *zone* as an image address: plain on track, dots at risk, a hatch off track."""
    return _image(PATTERNS[zone]) if zone in PATTERNS else ""


def _image(tile: str) -> str:
    return f"data:image/svg+xml,{quote(tile)}"
