"""One KPI before and since an initiative took effect: the values, the means, what is usual, what was expected.

Like the trend chart its specification is the same for all KPIs of one unit; what changes is a column of the data.
"""

from collections.abc import Mapping
from typing import Any, Final

import altair as alt

from bsc.charts import axes
from bsc.model.words import Unit

HEIGHT: Final = 300
LINES: Final = ("Mean before", "Mean since", "Without it", "Expected")
_DASHES: Final = ((1, 0), (1, 0), (6, 4), (2, 3))
_COLORS: Final = ("gray", "primary", "violet", "green")

VALUES: Mapping[str, type] = {
    "label": str,  # the period's name, one row for each, oldest first
    "index": int,  # 0 for the oldest
    "value": float,  # what counts; empty for a gap
    "aside": float,  # a value that counts neither as before nor as since
    "rest": float,  # those who did not get it
    "begins": bool,  # the first period since
    "letters": str,  # the other initiatives that took effect in it: 1, 2
    "stretch": str,  # before, since, counts to neither
    "value_text": str,
    "rest_text": str,
    "others": str,  # their names
}
LEVELS: Mapping[str, type] = {
    "label": str,  # the first period that the level holds in
    "until": str,  # the last one
    "index": int,
    "level": float,
    "line": str,  # which of LINES
}
BANDS: Mapping[str, type] = {
    "label": str,
    "until": str,
    "index": int,
    "low": float,  # the natural limits before; the interval of the level without it
    "high": float,
    "own": bool,  # whether these are the natural limits
}
TABLES: Mapping[str, Mapping[str, type]] = {"values": VALUES, "levels": LEVELS, "bands": BANDS}
_TOLD = {
    "label": "Period",
    "stretch": "Counts as",
    "value_text": "Value",
    "rest_text": "The others",
    "others": "Took effect",
}
_QUIET: Final[dict[str, Any]] = {"tooltip": False, "aria": False}


def before_after_chart(unit: Unit, currency: str) -> alt.LayerChart:
    """Return the chart of the named data of TABLES (columns above), with the y axis in *unit*."""
    values, levels, bands = (alt.Chart(alt.NamedData(name)) for name in TABLES)
    layers = [
        values.mark_point(opacity=0, **_QUIET).encode(x=axes.x(), y=axes.y("value", unit, currency)),
        _band(bands, "datum.own", "blue", 0.10),
        _band(bands, "!datum.own", "violet", 0.14),
        _rest(values),
        _levels(levels),
        values.mark_line(strokeWidth=2, **_QUIET).encode(x=axes.x(), y=axes.y("value"), color=alt.value("primary")),
        values.mark_point(filled=True, size=55, opacity=1, **_QUIET).encode(
            x=axes.x(), y=axes.y("value"), color=alt.value("primary")
        ),
        values.mark_point(filled=False, shape="circle", size=60, strokeWidth=1.6, opacity=1, **_QUIET).encode(
            x=axes.x(), y=axes.y("aside"), color=alt.value("gray")
        ),
        *_moments(values),
        axes.answers(values, _TOLD),
    ]
    return alt.LayerChart(layer=layers).properties(
        height=HEIGHT, padding={"left": 0, "top": 18, "right": 8, "bottom": 20}
    )


def _band(bands: alt.Chart, which: str, color: str, opacity: float) -> alt.Chart:
    drawn: alt.Chart = (
        bands.transform_filter(which)
        .mark_rect(opacity=opacity, **_QUIET)
        .encode(
            x=axes.x(bandPosition=0),
            x2=alt.X2("until", bandPosition=1),
            y=axes.y("low"),
            y2=alt.Y2("high"),
            color=alt.value(color),
        )
    )
    return drawn


def _rest(values: alt.Chart) -> alt.Chart:
    drawn: alt.Chart = values.mark_line(strokeWidth=1.4, strokeDash=[5, 3], **_QUIET).encode(
        x=axes.x(), y=axes.y("rest"), color=alt.value("gray")
    )
    return drawn


def _levels(levels: alt.Chart) -> alt.Chart:
    dashes = [list(dash) for dash in _DASHES]
    drawn: alt.Chart = levels.mark_rule(strokeWidth=2, **_QUIET).encode(
        x=axes.x(bandPosition=0),
        x2=alt.X2("until", bandPosition=1),
        y=axes.y("level"),
        color=alt.Color("line:N", scale=alt.Scale(domain=list(LINES), range=list(_COLORS)), legend=None),
        strokeDash=alt.StrokeDash("line:N", scale=alt.Scale(domain=list(LINES), range=dashes), legend=None),
    )
    return drawn


def _moments(values: alt.Chart) -> list[alt.Chart]:
    """Return the line at which it took effect, and the letters of other initiatives beneath the axis."""
    begins = values.transform_filter("datum.begins")
    return [
        begins.mark_rule(strokeWidth=1.4, strokeDash=[3, 3], **_QUIET).encode(
            x=axes.x(bandPosition=0), color=alt.value("gray"), y=alt.value(0), y2=alt.value("height")
        ),
        begins.mark_text(align="center", dy=-8, text="took effect", fontWeight=600, **_QUIET).encode(
            x=axes.x(bandPosition=0), y=alt.value(0), color=alt.value("gray")
        ),
        values.transform_filter("datum.letters")
        .mark_text(y=alt.expr("height + 30"), fontSize=11, fontWeight=600, **_QUIET)
        .encode(x=axes.x(), text="letters:N", color=alt.value("gray")),
    ]
