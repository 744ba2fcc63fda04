"""A difference with its interval on one line, beside no difference and the smallest effect worth finding."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from bsc.charts.axes import tick
from bsc.model.words import Unit

HEIGHT = 84
_ROOM = 68  # pixels at both ends, so that a text beside the last mark is not cut
_BENEATH = 72  # where the text under the bar stands
DIFFERENCES: Mapping[str, type] = {  # one row
    "estimate": float,
    "low": float,
    "high": float,
    "hoped": float,  # the smallest effect worth finding; empty where none is set
    "estimate_text": str,
    "interval_text": str,
    "hoped_text": str,
}


def difference_chart(unit: Unit, currency: str) -> alt.LayerChart:
    """Return the chart of the named data `differences` (columns above), with the x axis in *unit*."""
    rows = alt.Chart(alt.NamedData("differences"))
    layers = [
        rows.mark_bar(height=14, opacity=0.35, tooltip=False, aria=False).encode(
            x=_x("low", unit, currency), x2=alt.X2("high"), color=alt.value("blue")
        ),
        _rule(rows, alt.datum(0), strokeWidth=1.5),
        _text(rows, alt.datum(0), alt.value("no difference")),
        _rule(rows.transform_filter("isValid(datum.hoped)"), "hoped:Q", strokeDash=[4, 3]),
        _text(rows.transform_filter("isValid(datum.hoped)"), "hoped:Q", alt.Text("hoped_text:N"), y=_BENEATH),
        rows.mark_point(shape="diamond", size=110, filled=True, opacity=1, aria=False).encode(
            x="estimate:Q",
            color=alt.value("blue"),
            tooltip=[
                alt.Tooltip("estimate_text:N", title="Difference"),
                alt.Tooltip("interval_text:N", title="Interval"),
                alt.Tooltip("hoped_text:N", title="Worth finding"),
            ],
        ),
    ]
    return alt.LayerChart(layer=layers).properties(
        height=HEIGHT, padding={"left": 4, "top": 18, "right": 8, "bottom": 4}
    )


def _x(field: str, unit: Unit, currency: str) -> alt.X:
    axis = alt.Axis(title=None, tickCount=6, grid=False, labelPadding=6, labelExpr=tick(unit, currency))
    return alt.X(f"{field}:Q", scale=alt.Scale(zero=True, nice=False, padding=_ROOM), axis=axis)


def _rule(rows: alt.Chart, x: Any, **look: Any) -> alt.Chart:  # noqa: ANN401 -- Altair's own options
    drawn: alt.Chart = rows.mark_rule(tooltip=False, aria=False, **look).encode(
        x=x, y=alt.value(0), y2=alt.value(_BENEATH - 10), color=alt.value("gray")
    )
    return drawn


def _text(rows: alt.Chart, x: Any, text: Any, y: float = -6) -> alt.Chart:  # noqa: ANN401 -- as above
    drawn: alt.Chart = rows.mark_text(tooltip=False, aria=False, fontSize=11).encode(
        x=x, y=alt.value(y), text=text, color=alt.value("gray")
    )
    return drawn
