"""The part of the page that moves with the sliders: chart, panel and scores. It runs again alone, without a query."""

from typing import Final

import streamlit as st

from bsc.charts.figures import figure
from bsc.charts.theme import LOOKS
from bsc.charts.trend import trend_chart
from bsc.model.view import View
from bsc.model.words import Status, Unit
from bsc.scoring.rollup import Node
from bsc.ui import vega
from bsc.ui.failures import escaped
from bsc.ui.trends import panel
from bsc.ui.trends.drawing import charted
from bsc.views.trend import Drafted, Trend
from bsc.views.trend_rows import trend_rows
from bsc.views.workspace import Workspace

UNBROKEN: Final = "\N{NO-BREAK SPACE}"
NARROW: Final = 130  # pixels: two cards still stand side by side on a telephone


@st.fragment
def studio(trend: Trend, standing: vega.Tables, workspace: Workspace, view: View) -> None:
    """Draw chart, panel and scores of *trend*; a moved slider draws these again and nothing else.

    *standing* is what the chart shows without a draft.
    """
    chart, side = st.columns([2.7, 1], gap="medium")
    with side, st.container(border=True):
        _, drafted = panel.controls(trend, workspace, view)
    with chart:
        _chart(trend, charted(trend_rows(trend, drafted)) if drafted else standing)
        _legend(drafted is not None)
        _scores(trend, drafted)


def badge(status: Status) -> str:
    """Return *status* as Markdown: glyph and word in its colour."""
    return f":{LOOKS[status].theme_color}[{LOOKS[status].glyph} {status}]"


def _chart(trend: Trend, tables: vega.Tables) -> None:
    vega.draw(trend_chart, trend.kpi.unit, trend.currency, tables=tables, key="trend_chart", alt=_alt(trend))


def _alt(trend: Trend) -> str:
    """Return the chart in words. It names no draft: a changed text would begin the chart anew at each step."""
    label, shown = trend.calendar.label, trend.shown
    value = figure(shown.value, trend.kpi.unit, trend.currency)
    return (
        f"{trend.kpi.name} from {label(trend.window[0].period)} to {label(trend.window[-1].period)}, with its target "
        f"and red line. {label(shown.period)}: {value}, {shown.status}. The numbers stand in the table below."
    )


def _legend(drafting: bool) -> None:
    statuses = [Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.NO_DATA]
    lines = [":green[— Target]", ":red[- - Red line]", *([":violet[- - Draft]"] if drafting else [])]
    marks = ["hollow: carried on or not over", "hatched column: not over", "grey column: the period shown"]
    parts = [*map(badge, statuses), *lines, *(f":gray[{mark}]" for mark in marks)]
    st.markdown(f":small[{'&emsp; '.join(part.replace(' ', UNBROKEN) for part in parts)}]")


def _scores(trend: Trend, drafted: Drafted | None) -> None:
    """Draw KPI, cell, stage and journey: their scores as they are, and as the draft would make them."""
    before = _path(trend, trend.inputs.tree())
    scores = drafted.scores if drafted else None
    after = _path(trend, scores.tree) if scores else before
    with st.container(key="scores"), st.grid(4, min_column_width=NARROW):
        for old, new in zip(before, after, strict=True):
            _score(trend, old, new)


def _path(trend: Trend, tree: Node) -> list[Node]:
    """Return the nodes that the KPI moves: itself, its cell, its stage, the journey."""
    path = tree.path("kpi", trend.kpi.id)
    return [node for node in reversed(path) if node.kind != "objective"]


def _score(trend: Trend, before: Node, after: Node) -> None:
    name = {"kpi": "This KPI", "journey": "Journey"}.get(before.kind, before.name)
    whole = f"{trend.stage.name} · {before.name}" if before.kind == "cell" else before.name
    statuses = " → ".join(dict.fromkeys(str(node.status) for node in (before, after)))
    glyphs = [f":{LOOKS[node.status].theme_color}[{LOOKS[node.status].glyph}]" for node in (before, after)]
    moved = before.score is not None and after.score is not None and before.score != after.score
    st.metric(
        f"{' → '.join(dict.fromkeys(glyphs))} {escaped(name)}",
        " → ".join(dict.fromkeys(_points(node) for node in (before, after))),
        delta=f"{(after.score or 0) - (before.score or 0):+.1f} points" if moved else None,
        border=True,
        height="stretch",
        help=f"{escaped(whole)}: {statuses}",
    )


def _points(node: Node) -> str:
    return figure(node.score, Unit.POINTS)
