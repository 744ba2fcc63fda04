"""What is known of the KPI: its value now above the chart, and everything else in the tabs beneath it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, Literal

import streamlit as st

from bsc.charts.figures import NO_VALUE, change, figure
from bsc.model.view import View
from bsc.model.words import Better, Unit
from bsc.ui import files, parts, prose, tabs
from bsc.ui.failures import escaped
from bsc.ui.trends import explaining, foreseen, segments, targets_tab
from bsc.ui.trends import notes as notes_tab
from bsc.ui.trends.drawing import figures
from bsc.ui.trends.studio import badge
from bsc.views.cards import comparable
from bsc.views.plans import plan_sentence
from bsc.views.readings import Reading
from bsc.views.trend import Trend
from bsc.views.trend_rows import level_text, notes, sample_text
from bsc.views.workspace import Workspace

NARROW: Final = 130  # pixels: two cards still stand side by side on a telephone
Tab = Callable[[Workspace, View, Trend], None]


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


def details(trend: Trend, workspace: Workspace, view: View) -> None:
    """Draw what is known beside the chart as tabs; the one that is open stands in the address, and runs by itself."""
    drawn: Mapping[str, Tab] = {
        "Numbers": _numbers,
        "By segment": segments.draw,
        "Why it changed": explaining.draw,
        "Forecast": foreseen.draw,
        "Targets": targets_tab.draw,
        "Notes": notes_tab.draw,
        "Definition": _definition,
    }
    tabs.draw("tab", {name: partial(parts.fragment(draw), workspace, view, trend) for name, draw in drawn.items()})


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


def _numbers(workspace: Workspace, view: View, trend: Trend) -> None:
    drawn = figures(workspace, view, trend)
    st.dataframe(
        drawn.table,
        hide_index=True,
        column_config={"Note": st.column_config.TextColumn(width="large")},
        key="trend_numbers",
    )
    files.download("Download as CSV", drawn.csv, f"{trend.kpi.id}.csv", "text/csv", key="trend_csv")


def _answered_by(trend: Trend, workspace: Workspace, view: View) -> str:
    shown = trend.shown
    return plan_sentence(workspace, trend.kpi, shown.period, view, shown.actual.served)


def _definition(workspace: Workspace, view: View, trend: Trend) -> None:
    kpi, scorecard = trend.kpi, workspace.scorecard
    datasets = {dataset.id: dataset.label for dataset in scorecard.datasets}
    if kpi.description:
        st.write(escaped(kpi.description))
    st.code(kpi.formula, language="sql", wrap_lines=True)
    facts = {
        "Dataset": datasets.get(kpi.dataset, kpi.dataset),
        "Rows that count": kpi.where or "all",
        "Placed in time by": kpi.time or next((each.time for each in scorecard.datasets if each.id == kpi.dataset), ""),
        "Unit": str(kpi.unit),
        "Direction": kpi.better.label,
        "Judged every": str(kpi.frequency),
        "Kind": str(kpi.kind),
        "Owner": kpi.owner,
        "Source": kpi.source,
        "Without a value": "a gap" if not kpi.carried_periods else f"the last value, for {kpi.carried_periods} periods",
        "Answered by": _answered_by(trend, workspace, view),
    }
    with st.grid(4):
        for name, fact in facts.items():
            st.markdown(f":gray[{name}]  \n{escaped(str(fact or '–'))}")
