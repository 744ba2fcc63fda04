"""The part of the page that moves with the sliders: chart, panel and scores. It runs again alone, without a query."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from bsc.charts.figures import figure
from bsc.charts.theme import LOOKS
from bsc.model.view import View
from bsc.model.words import Status, Unit
from bsc.scoring.rollup import Node
from bsc.ui.components import trend_chart
from bsc.ui.failures import escaped
from bsc.ui.trends import foreseeing, panel, pictures
from bsc.ui.trends.dragging import released
from bsc.ui.trends.drawing import Drawing, drawing
from bsc.views.trend import Draft, Drafted, Trend
from bsc.views.trend_layers import Layer
from bsc.views.trend_picture import drafted_levels
from bsc.views.workspace import Workspace

NARROW: Final = 130  # pixels: two cards still stand side by side on a telephone


@st.fragment
def studio(trend: Trend, workspace: Workspace, view: View, asked: Sequence[Layer]) -> None:
    """Draw chart, panel and scores of *trend*; a moved slider or line draws these again and nothing else.

    *asked* are the layers that the chart shows beside the KPI's line.
    """
    standing = drawing(workspace, view, trend, asked)
    chart, side = st.columns([2.7, 1], gap="medium")
    with side, st.container(border=True):
        aim = panel.controls(trend, workspace, view)
        beneath = st.container()
    draft, drafted = aim.here if aim else (None, None)
    with chart:  # what moves with the slider comes first: the browser draws it while the rest is on its way
        _chart(trend, standing, draft, drafted)
        remarks = st.container()
        _scores(trend, drafted)
    with remarks:
        _remarks(trend, standing, drafted)
    if aim:
        with beneath:
            panel.consequences(aim, workspace, view)


def badge(status: Status) -> str:
    """Return *status* as Markdown: glyph and word in its colour."""
    return f":{LOOKS[status].theme_color}[{LOOKS[status].glyph} {status}]"


def _chart(trend: Trend, standing: Drawing, draft: Draft | None, drafted: Drafted | None) -> None:
    proposed = (
        trend_chart.drafted(draft, drafted_levels(trend, drafted, standing.layers.ahead)) if draft and drafted else None
    )
    trend_chart.trend_chart(standing.chart, proposed, partial(released, trend))


def _remarks(trend: Trend, standing: Drawing, drafted: Drafted | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(escaped(" ".join(standing.remarks)), width="stretch")
        pictures.downloads(trend, drafted, standing.layers)
    if standing.waits:
        foreseeing.wait(standing.waits)


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
