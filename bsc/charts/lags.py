"""The evidence on an arrow: effect against cause at the best lag, and how alike both are at every lag tried.

What differs between arrows but for names and units is in the data. Nothing is told by colour alone: what stands out of
the band of chance has a shape of its own, and the words are beside the chart.
"""

from collections.abc import Mapping
from typing import Any

import altair as alt

from bsc.charts.axes import tick
from bsc.model.words import Unit

HEIGHT = 280
WIDEST = 260  # pixels of an axis title before it is cut

PAIRS: Mapping[str, type] = {
    "cause": float,  # what is left of the cause without trend and season
    "effect": float,  # the same of the effect, the lag later
    "cause_period": str,
    "effect_period": str,
    "cause_text": str,
    "effect_text": str,
}
LINE: Mapping[str, type] = {
    "cause": float,  # the two ends of the line through the pairs
    "effect": float,
}
LAGS: Mapping[str, type] = {
    "lag": int,  # one row for each that was tried
    "r": float,
    "low": float,  # the band that chance seldom leaves
    "high": float,
    "beyond": bool,  # r lies outside the band
    "best": bool,  # the lag of the scatter
    "r_text": str,
    "band_text": str,
    "count_text": str,
}
_PAIR = {
    "cause_period": "Cause in",
    "cause_text": "Cause",
    "effect_period": "Effect in",
    "effect_text": "Effect",
}
_LAG = {"lag": "Lag", "r_text": "r", "band_text": "Chance", "count_text": "Pairs"}
_INK = alt.value("primary")  # as an encoding: in a mark the theme's names are not known


def scatter_chart(cause: str, effect: str, cause_unit: Unit, effect_unit: Unit, currency: str) -> alt.LayerChart:
    """Return effect against cause: the named data `pairs` and the `line` through them (columns above).

    *cause* and *effect* are the titles of the axes, with their units.
    """
    pairs, line = alt.Chart(alt.NamedData("pairs")), alt.Chart(alt.NamedData("line"))
    x, y = _across(cause, cause_unit, currency), _upward(effect, effect_unit, currency)
    layers = [
        _zero(line, x=alt.XDatum(0)),
        _zero(line, y=alt.YDatum(0)),
        line.mark_line(color="gray", strokeWidth=2, strokeDash=[6, 4], tooltip=False, aria=False).encode(x=x, y=y),
        pairs.mark_point(shape="circle", size=46, filled=True, opacity=0.75, aria=False).encode(
            x=x, y=y, color=_INK, tooltip=_tips(_PAIR)
        ),
    ]
    return _of(layers)


def lag_chart(title: str) -> alt.LayerChart:
    """Return r at every lag beside what chance would bring: the named data `lags` (columns above).

    *title* is that of the axis of lags, like "Months from cause to effect".
    """
    lags = alt.Chart(alt.NamedData("lags"))
    x = alt.X(
        "lag:O",
        scale=alt.Scale(padding=0),
        axis=alt.Axis(title=title, labelAngle=0, titleFontWeight="normal", titlePadding=8, ticks=False),
    )
    y = alt.Y(
        "r:Q",
        scale=alt.Scale(domain=[-1, 1]),
        axis=_top(
            "Correlation r", values=[-1, -0.5, 0, 0.5, 1], labelExpr="replace(format(datum.value, '+.1~f'), '+0', '0')"
        ),
    )
    layers = [
        lags.mark_bar(opacity=0.18, color="gray", tooltip=False, aria=False).encode(
            x=x, y=alt.Y("low:Q"), y2=alt.Y2("high")
        ),
        _zero(lags.transform_filter("datum.best"), y=alt.YDatum(0)),
        lags.mark_rule(strokeWidth=2, tooltip=False, aria=False).encode(x=x, y=y, y2=alt.Y2Datum(0), color=_INK),
        _points(lags, "!datum.beyond", "circle", filled=False).encode(x=x, y=y, color=_INK),
        _points(lags, "datum.beyond", "diamond", filled=True).encode(x=x, y=y, color=_INK),
        _best(lags, x),
        lags.mark_rect(opacity=0, aria=False).encode(x=x, y=alt.value(0), y2=alt.value("height"), tooltip=_tips(_LAG)),
    ]
    return _of(layers)


def _points(lags: alt.Chart, where: str, shape: str, *, filled: bool) -> alt.Chart:
    drawn: alt.Chart = lags.transform_filter(where).mark_point(
        shape=shape, filled=filled, size=90, opacity=1, strokeWidth=2, tooltip=False, aria=False
    )
    return drawn


def _best(lags: alt.Chart, x: alt.X) -> alt.Chart:
    """Return r written at the lag of the scatter, above its point or beneath it."""
    drawn: alt.Chart = (
        lags.transform_filter("datum.best")
        .mark_text(fontWeight=600, dy=alt.expr("datum.r < 0 ? 17 : -14"), aria=False, tooltip=False)
        .encode(x=x, y=alt.Y("r:Q"), text="r_text:N", color=_INK)
    )
    return drawn


def _across(title: str, unit: Unit, currency: str) -> alt.X:
    axis = alt.Axis(
        title=title,
        titleFontWeight="normal",
        titlePadding=8,
        titleLimit=2 * WIDEST,
        tickCount=5,
        labelExpr=tick(unit, currency),
        grid=False,
    )
    return alt.X("cause:Q", scale=alt.Scale(zero=False, nice=False, padding=14), axis=axis)


def _upward(title: str, unit: Unit, currency: str) -> alt.Y:
    axis = _top(title, tickCount=5, labelExpr=tick(unit, currency), grid=False)
    return alt.Y("effect:Q", scale=alt.Scale(zero=False, nice=False, padding=14), axis=axis)


def _top(title: str, **look: Any) -> alt.Axis:  # noqa: ANN401 -- Altair's own options
    """Return the axis of y with its *title* above it, where it can be read without turning the head."""
    return alt.Axis(
        title=title,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleBaseline="bottom",
        titleX=-30,
        titleY=-10,
        titleLimit=2 * WIDEST,
        titleFontWeight="normal",
        ticks=False,
        labelPadding=8,
        **look,
    )


def _zero(rows: alt.Chart, **at: alt.XDatum | alt.YDatum) -> alt.Chart:
    drawn: alt.Chart = rows.mark_rule(color="gray", opacity=0.6, strokeWidth=1, tooltip=False, aria=False).encode(**at)
    return drawn


def _tips(lines: Mapping[str, str]) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in lines.items()]


def _of(layers: list[alt.Chart]) -> alt.LayerChart:
    return alt.LayerChart(layer=layers).properties(
        height=HEIGHT, padding={"left": 4, "top": 26, "right": 12, "bottom": 4}
    )
