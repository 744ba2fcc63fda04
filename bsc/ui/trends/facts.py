"""What is known of the KPI: its value now, how it is defined, its numbers as a table, the targets it had."""

from typing import Literal

import streamlit as st

from bsc.charts.figures import NO_VALUE, change, figure
from bsc.model.definitions import Kpi, Scorecard
from bsc.model.view import View
from bsc.model.words import Better, Unit
from bsc.ui import prose
from bsc.ui.failures import escaped
from bsc.ui.trends import targets_tab
from bsc.ui.trends.drawing import Figures, figures
from bsc.ui.trends.panel import DIRECTIONS
from bsc.ui.trends.studio import NARROW, badge
from bsc.views.cards import comparable
from bsc.views.plans import plan_sentence
from bsc.views.readings import Reading
from bsc.views.trend import Trend
from bsc.views.trend_rows import level_text, notes, sample_text
from bsc.views.workspace import Workspace


def headline(trend: Trend) -> None:
    """Draw the KPI's name with where it belongs, and four figures: value, target, change, sample."""
    shown, label = trend.shown, trend.calendar.label
    where = f"{trend.stage.name} · {shown.perspective.label} · {shown.objective.name}"
    st.subheader(f"{escaped(trend.kpi.name)} {badge(shown.status)}", anchor=False)
    st.caption(escaped(where))
    with st.grid(4, min_column_width=NARROW):
        _value(trend)
        _target(trend)
        _change(trend, f"Against {label(trend.previous.period)}", trend.previous)
        _change(trend, f"Against {label(trend.year_before.period)}", trend.year_before)
    if remark := notes(shown):
        st.caption(f":material/info: {prose.coded(remark)}")


@st.fragment
def details(trend: Trend, workspace: Workspace, view: View) -> None:
    """Draw numbers, definition and targets as three tabs; the one that is open is drawn, by itself."""
    numbers, definition, targets = st.tabs(
        ["Numbers", "Definition", "Targets so far"], key="trend_details", on_change="rerun"
    )
    if numbers.open:
        with numbers:
            _numbers(trend, figures(workspace, view, trend))
    if definition.open:
        with definition:
            _definition(trend.kpi, workspace.scorecard, _answered_by(trend, workspace, view))
    if targets.open:
        with targets:
            targets_tab.draw(workspace, view, trend)


def _value(trend: Trend) -> None:
    shown = trend.shown
    rows = f"{figure(shown.actual.rows, Unit.NUMBER)} rows"
    st.metric(
        trend.calendar.label(shown.period),
        figure(shown.value, trend.kpi.unit, trend.currency),
        delta=sample_text(shown) or rows,
        delta_color="off",
        delta_arrow="off",
        help=f"What the value was counted from, in {rows}",
        border=True,
        height="stretch",
    )


def _target(trend: Trend) -> None:
    anchors, unit = trend.shown.anchors, trend.kpi.unit
    part = ", what the period owes" if trend.shown.owed not in (None, 1.0) else ""
    st.metric(
        f"Target{part}",
        level_text(anchors.target, unit, trend.currency) if anchors else "none",
        delta=f"red line {level_text(anchors.red_line, unit, trend.currency)}" if anchors else None,
        delta_color="off",
        delta_arrow="off",
        delta_description=None if trend.shown.points is None else f"{figure(trend.shown.points, Unit.POINTS)} pts",
        border=True,
        height="stretch",
    )


def _change(trend: Trend, label: str, before: Reading) -> None:
    now, then = trend.shown.value, before.value
    if now is None or then is None or not comparable(trend.shown):
        whole = None if now is None or then is None else "A period that is not over is not held against a whole one"
        st.metric(label, NO_VALUE, help=whole, border=True, height="stretch")
        return
    st.metric(
        label,
        change(now, then, trend.kpi.unit),
        delta=f"from {figure(then, trend.kpi.unit, trend.currency)}",
        delta_color=_delta_color(trend.kpi.better, now - then),
        delta_arrow="off" if now == then else "up" if now > then else "down",
        border=True,
        height="stretch",
    )


def _delta_color(better: Better, moved: float) -> Literal["green", "red", "off"]:
    if better is Better.WITHIN or moved == 0:
        return "off"
    return "green" if (moved > 0) is (better is Better.HIGHER) else "red"


def _numbers(trend: Trend, drawn: Figures) -> None:
    st.dataframe(
        drawn.table,
        hide_index=True,
        column_config={"Note": st.column_config.TextColumn(width="large")},
        key="trend_numbers",
    )
    st.download_button(
        "Download as CSV",
        drawn.csv,
        file_name=f"{trend.kpi.id}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="trend_csv",
    )


def _answered_by(trend: Trend, workspace: Workspace, view: View) -> str:
    shown = trend.shown
    return plan_sentence(workspace, trend.kpi, shown.period, view, shown.actual.served)


def _definition(kpi: Kpi, scorecard: Scorecard, answered_by: str) -> None:
    datasets = {dataset.id: dataset.label for dataset in scorecard.datasets}
    if kpi.description:
        st.write(escaped(kpi.description))
    st.code(kpi.formula, language="sql", wrap_lines=True)
    facts = {
        "Dataset": datasets.get(kpi.dataset, kpi.dataset),
        "Rows that count": kpi.where or "all",
        "Placed in time by": kpi.time or next((each.time for each in scorecard.datasets if each.id == kpi.dataset), ""),
        "Unit": str(kpi.unit),
        "Direction": DIRECTIONS[kpi.better],
        "Judged every": str(kpi.frequency),
        "Kind": str(kpi.kind),
        "Owner": kpi.owner,
        "Source": kpi.source,
        "Without a value": "a gap" if not kpi.carried_periods else f"the last value, for {kpi.carried_periods} periods",
        "Answered by": answered_by,
    }
    with st.grid(4):
        for name, fact in facts.items():
            st.markdown(f":gray[{name}]  \n{escaped(str(fact or '–'))}")
