"""What the page shows of a trend before anything is moved: made once for all sessions, as Streamlit sends it."""

from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from bsc.charts.trend import BANDS, PERIODS, STEPS
from bsc.ui.tables import table
from bsc.ui.vega import Tables
from bsc.views.csv_text import csv_text
from bsc.views.trend import Trend
from bsc.views.trend_rows import TrendRows, trend_rows
from bsc.views.trend_table import COLUMNS, HEADER, figures_table, numbers_table

_FIGURES: Final = dict.fromkeys(COLUMNS, str)


@dataclass(frozen=True)
class Drawing:
    """The chart's tables, the figures beneath it for people, and the same numbers as CSV."""

    chart: Tables
    figures: pa.Table
    csv: str


def drawing(trend: Trend) -> Drawing:
    """Return what is shown of *trend* without a draft."""
    return Drawing(
        charted(trend_rows(trend)), table(_FIGURES, figures_table(trend)), csv_text(HEADER, numbers_table(trend))
    )


def charted(rows: TrendRows) -> Tables:
    """Return *rows* as the chart reads them."""
    return {
        "periods": table(PERIODS, rows.periods),
        "bands": table(BANDS, rows.bands),
        "steps": table(STEPS, rows.steps),
    }
