"""What the page shows of a trend before anything is moved: made once for all sessions, as Streamlit sends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from bsc.model.view import View
from bsc.ui.components import trend_chart
from bsc.ui.tables import table
from bsc.views.csv_text import csv_text
from bsc.views.keeping import kept
from bsc.views.trend import Trend
from bsc.views.trend_layers import Layer, Layers, layers
from bsc.views.trend_picture import picture
from bsc.views.trend_table import COLUMNS, HEADER, figures_table, numbers_table
from bsc.views.workspace import Workspace

_FIGURES: Final = dict.fromkeys(COLUMNS, str)


@dataclass(frozen=True)
class Drawing:
    """The chart as its component reads it, and the layers in it."""

    chart: bytes
    layers: Layers


@dataclass(frozen=True)
class Figures:
    """The figures beneath the chart for people, and the same numbers as CSV."""

    table: pa.Table
    csv: str


def drawing(workspace: Workspace, view: View, trend: Trend, asked: Sequence[Layer]) -> Drawing:
    """Return *trend* without a draft as it is drawn, with the layers that are *asked* for."""
    found = layers(workspace, view, trend, asked)
    name = ("trend drawing", trend.kpi.id, len(trend.window), found)
    return kept(workspace, name, lambda: Drawing(trend_chart.written(picture(trend, found)), found), view)


def figures(workspace: Workspace, view: View, trend: Trend) -> Figures:
    """Return the numbers of *trend*."""
    return kept(workspace, ("trend figures", trend.kpi.id, len(trend.window)), lambda: _figures(trend), view)


def _figures(trend: Trend) -> Figures:
    return Figures(table(_FIGURES, figures_table(trend)), csv_text(HEADER, numbers_table(trend)))
