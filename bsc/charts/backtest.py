"""What came beside what had been foreseen: the back-test of a forecast, one row for each period of the history.

Like the trend chart its specification is the same for all KPIs of one unit; what changes is a column of the data.
"""

from collections.abc import Mapping
from typing import Any, Final

import altair as alt

from bsc.charts import axes
from bsc.model.words import Unit

HEIGHT = 260
TRIALS: Mapping[str, type] = {
    "label": str,  # the period's name, one row for each, oldest first
    "index": int,  # 0 for the oldest
    "came": float,  # the value
    "foreseen": float,  # what the chosen method had foreseen; empty before the first origin
    "naive": float,  # what the naive method had foreseen
    "low": float,  # the band around what was foreseen
    "high": float,
    "came_text": str,
    "foreseen_text": str,
    "naive_text": str,
    "band_text": str,
    "held": str,  # whether the value lay in the band, in words
}
_LINES = {
    "label": "Period",
    "came_text": "Came",
    "foreseen_text": "Had been foreseen",
    "band_text": "80% band",
    "held": "In the band",
    "naive_text": "Naive",
}
_APART: Final[dict[str, Any]] = {"scale": alt.Undefined}  # bars with room between them


def backtest_chart(unit: Unit, currency: str) -> alt.LayerChart:
    """Return the chart of the named data `trials` (columns above), with the y axis in *unit*."""
    trials = alt.Chart(alt.NamedData("trials"))
    layers = [
        _line(trials, axes.y("came", unit, currency), "primary"),
        trials.mark_bar(width=10, opacity=0.2, tooltip=False, aria=False)
        .transform_filter("isValid(datum.low)")
        .encode(x=axes.x(**_APART), y=axes.y("low"), y2=alt.Y2("high"), color=alt.value("blue")),
        _points(trials, "naive", "gray", shape="cross", size=36, filled=True, opacity=0.9),
        _line(trials, axes.y("foreseen"), "blue", strokeDash=[5, 4]),
        _points(trials, "foreseen", "blue", shape="diamond", size=70, filled=False, strokeWidth=2, opacity=1),
        _points(trials, "came", "primary", shape="circle", size=42, filled=True, opacity=1),
        axes.answers(trials, _LINES, **_APART),
    ]
    return alt.LayerChart(layer=layers).properties(
        height=HEIGHT, padding={"left": 0, "top": 8, "right": 8, "bottom": 4}
    )


def _line(trials: alt.Chart, y: alt.Y, color: str, **look: Any) -> alt.Chart:  # noqa: ANN401 -- Altair's own options
    drawn: alt.Chart = trials.mark_line(tooltip=False, aria=False, strokeWidth=2, **look).encode(
        x=axes.x(**_APART), y=y, color=alt.value(color)
    )
    return drawn


def _points(trials: alt.Chart, field: str, color: str, **look: Any) -> alt.Chart:  # noqa: ANN401 -- as above
    drawn: alt.Chart = trials.mark_point(tooltip=False, aria=False, **look).encode(
        x=axes.x(**_APART), y=axes.y(field), color=alt.value(color)
    )
    return drawn
