"""What the page shows of a trend before anything is moved: made once for all sessions, as Streamlit sends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from bsc.actions.jobs import Job
from bsc.insight.forecasting import NoForecast
from bsc.model.view import View
from bsc.ui.components import trend_chart
from bsc.ui.tables import table
from bsc.ui.trends import foreseeing
from bsc.views.csv_text import csv_text
from bsc.views.forecast import KpiForecast
from bsc.views.keeping import kept
from bsc.views.trend import Trend
from bsc.views.trend_beside import layers
from bsc.views.trend_layers import Layer, Layers
from bsc.views.trend_picture import picture
from bsc.views.trend_table import COLUMNS, HEADER, figures_table, numbers_table
from bsc.views.workspace import Workspace

_FIGURES: Final = dict.fromkeys(COLUMNS, str)


@dataclass(frozen=True)
class Drawing:
    """The chart as its component reads it, the layers in it, and what must be said of those that it lacks.

    `waits` is the job that computes its forecast, as long as it does.
    """

    chart: bytes
    layers: Layers
    remarks: tuple[str, ...] = ()
    waits: Job | None = None


@dataclass(frozen=True)
class Figures:
    """The figures beneath the chart for people, and the same numbers as CSV."""

    table: pa.Table
    csv: str


def drawing(workspace: Workspace, view: View, trend: Trend, asked: Sequence[Layer]) -> Drawing:
    """Return *trend* without a draft as it is drawn, with the layers that are *asked* for."""
    seen = foreseeing.foreseen(workspace, view, trend.kpi.id) if Layer.FORECAST in asked else None
    foreseen = seen if isinstance(seen, KpiForecast) else None
    found = layers(workspace, view, trend, asked, foreseen)
    chart = kept(
        workspace,
        ("trend drawing", trend.kpi.id, len(trend.window), found),
        lambda: trend_chart.written(picture(trend, found)),
        view,
    )
    remarks = [_forecast_remark(trend, found, foreseen), found.limits.said if found.limits else ""]
    return Drawing(chart, found, tuple(filter(None, remarks)), seen if isinstance(seen, Job) else None)


def _forecast_remark(trend: Trend, drawn: Layers, foreseen: KpiForecast | None) -> str:
    if foreseen is None or drawn.fan:
        return ""
    if isinstance(foreseen.outlook, NoForecast):
        return f"No forecast: {foreseen.outlook.reason}."
    first = trend.calendar.label(foreseen.periods[0])
    return f"The forecast begins with {first}: choose the latest period to see it."


def figures(workspace: Workspace, view: View, trend: Trend) -> Figures:
    """Return the numbers of *trend*."""
    return kept(workspace, ("trend figures", trend.kpi.id, len(trend.window)), lambda: _figures(trend), view)


def _figures(trend: Trend) -> Figures:
    return Figures(table(_FIGURES, figures_table(trend)), csv_text(HEADER, numbers_table(trend)))
