"""The tab "Forecast": what is likely to come, how it is foreseen, and how well that went on the KPI's own history."""

from functools import partial
from typing import Final

import streamlit as st

from bsc.actions.jobs import Job
from bsc.charts.backtest import TRIALS, backtest_chart
from bsc.insight.forecasting import Forecast, NoForecast
from bsc.model.editing import number_of
from bsc.model.view import View
from bsc.ui import bound, files, parts, vega
from bsc.ui.failures import escaped
from bsc.ui.tables import table
from bsc.ui.trends import foreseeing
from bsc.views.csv_text import csv_text
from bsc.views.forecast_rows import AHEAD_COLUMNS, CSV_HEADER, METHOD_COLUMNS, Told
from bsc.views.trend import Trend
from bsc.views.workspace import Workspace

NARROW: Final = 130  # pixels: two cards still stand side by side on a telephone
_LEGEND: Final = ("● came", ":blue[◇ had been foreseen]", ":blue[▮ 80% band]", ":gray[✚ naive forecast]")
_MOST: Final = 6  # steps beside each other
_MASE: Final = "Mean absolute error in the back-test, in units of the usual change from one period to the next"
_UNBROKEN: Final = "\N{NO-BREAK SPACE}"


def draw(workspace: Workspace, view: View, trend: Trend) -> None:
    """Draw the forecast of *trend*, or why there is none; while it is computed, that it is."""
    seen = foreseeing.foreseen(workspace, view, trend.kpi.id)
    if isinstance(seen, Job):
        foreseeing.wait(seen)
        return
    told = Told(seen, trend.currency, trend.filters)
    if isinstance(seen.outlook, NoForecast):
        _none(told, seen.outlook)
        return
    _summary(told, seen.outlook)
    _ahead(told, seen.outlook)
    _backtest(told, seen.outlook)
    _methods(told, seen.outlook)


def _none(told: Told, outlook: NoForecast) -> None:
    st.markdown(f"**No forecast:** {escaped(outlook.reason)}.")
    if outlook.tested:
        st.caption("What was tried, best first. A method may win by luck: only what is clearly better is offered.")
        _methods(told, outlook)


def _summary(told: Told, outlook: Forecast) -> None:
    st.markdown(escaped(told.summary(outlook)))
    with st.grid(4, min_column_width=NARROW):
        _card(
            "Nearer than naive",
            f"{1 - outlook.mase / outlook.naive_mase:.0%}",
            f"best of {len(outlook.tested)} methods",
        )
        _card("Error (MASE)", f"{outlook.mase:.2f}", f"{outlook.origins} starting points", _MASE)
        _card("Naive forecast's error", f"{outlook.naive_mase:.2f}", told.method(outlook.naive), _MASE)
        _card(
            "80% band held",
            f"{outlook.coverage[0.8]:.0%}",
            f"of {number_of(outlook.checked, 'value')}",
            told.held(outlook),
        )


def _card(name: str, value: str, below: str, meaning: str | None = None) -> None:
    st.metric(
        name,
        escaped(value),
        delta=below,
        delta_color="off",
        delta_arrow="off",
        help=meaning,
        border=True,
        height="stretch",
    )


def _ahead(told: Told, outlook: Forecast) -> None:
    st.markdown("**What is likely to come**")
    st.dataframe(table(dict.fromkeys(AHEAD_COLUMNS, str), told.ahead(outlook)), hide_index=True, key="forecast_ahead")
    files.download(
        "Download as CSV",
        partial(csv_text, CSV_HEADER, told.numbers(outlook)),
        f"{told.seen.kpi.id}-forecast.csv",
        "text/csv",
        key="forecast_csv",
    )


@parts.fragment
def _backtest(told: Told, outlook: Forecast) -> None:
    """Draw the back-test so many steps ahead as are chosen; the choice draws this again and nothing else."""
    st.markdown("**How it would have gone:** what came, beside what had been foreseen")
    steps = {str(ahead): f"{number_of(ahead, told.grain)} before" for ahead in _steps(len(outlook.middle))}
    step = int(bound.segmented("foreseen", "look ahead", steps))
    tables = {"trials": table(TRIALS, told.trials(outlook, step))}
    vega.draw(
        backtest_chart,
        told.seen.kpi.unit,
        told.currency,
        tables=tables,
        key="forecast_backtest",
        alt=f"{told.seen.kpi.name}: the values that came, and what had been foreseen of them. {told.held(outlook)}",
        title=f"{told.seen.kpi.name}: what came, and what had been foreseen {steps[str(step)]}",
    )
    st.markdown(f":small[{'&emsp; '.join(part.replace(' ', _UNBROKEN) for part in _LEGEND)}]")
    st.caption(escaped(told.held(outlook)))


def _steps(furthest: int) -> list[int]:
    """Return the steps to choose from: all where they are few, else near, middling and far ones."""
    return list(range(1, furthest + 1)) if furthest <= _MOST else sorted({1, furthest // 4, furthest // 2, furthest})


def _methods(told: Told, outlook: Forecast | NoForecast) -> None:
    st.markdown("**The methods tried**")
    st.dataframe(
        table(dict.fromkeys(METHOD_COLUMNS, str), told.methods(outlook)), hide_index=True, key="forecast_methods"
    )
