"""The chart as a picture to take away: what is seen, the draft and the layers among it."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial

import streamlit as st

from bsc.charts.pictures import STATUSES, Kind, file_of
from bsc.charts.trend import trend_chart
from bsc.ui import files
from bsc.ui.pictures import source
from bsc.ui.trends.desk import Desk
from bsc.ui.vega import specification
from bsc.views.trend import Drafted, Trend
from bsc.views.trend_layers import Layers
from bsc.views.trend_rows import trend_rows

_TYPES: dict[Kind, str] = {"png": "image/png", "svg": "image/svg+xml"}


def downloads(desk: Desk, layers: Layers) -> None:
    """Draw the choice of a picture; it is drawn when one of them is pressed, with the draft that stands then."""
    about = (*STATUSES, source())
    with st.popover("Picture", icon=":material/image:", type="tertiary", width="content"):
        for kind, mime in _TYPES.items():
            files.download(
                f"Download as {kind.upper()}",
                partial(_seen, desk, layers, kind, about),
                f"{desk.trend.kpi.id}.{kind}",
                mime,
                width="stretch",
                key=f"trend_{kind}",
            )


def _seen(desk: Desk, layers: Layers, kind: Kind, about: Sequence[str]) -> bytes:
    drafted = desk.aim.here[1] if desk.aim else None
    return picture(desk.trend, drafted, layers, kind, about)


def picture(
    trend: Trend, drafted: Drafted | None, layers: Layers, kind: Kind, about: Sequence[str] = STATUSES
) -> bytes:
    """Return the chart of *trend* as the bytes of a file, with the lines *about* it under its title."""
    chart = specification(trend_chart, (trend.kpi.unit, trend.currency))
    label = trend.calendar.label
    title = f"{trend.kpi.name}, {label(trend.window[0].period)} to {label(trend.window[-1].period)}"
    return file_of(chart, asdict(trend_rows(trend, drafted, layers)), title, kind, about)
