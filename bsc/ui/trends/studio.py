"""The part of the page that moves with the sliders: chart, panel and scores. It runs again alone, without a query."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bsc.charts.figures import figure
from bsc.charts.theme import LOOKS
from bsc.model.view import View
from bsc.model.words import Status, Unit
from bsc.scoring.rollup import Node
from bsc.ui import parts
from bsc.ui.components import trend_chart
from bsc.ui.components.trend_chart import Following, Score
from bsc.ui.failures import escaped
from bsc.ui.trends import drafting, foreseeing, panel, pictures
from bsc.ui.trends.desk import Aim, Desk
from bsc.ui.trends.dragging import released
from bsc.ui.trends.drawing import Drawing, drawing
from bsc.views.rungs import rungs
from bsc.views.trend import Draft, Drafted, Trend
from bsc.views.trend_layers import Layer
from bsc.views.trend_picture import drafted_levels
from bsc.views.workspace import Workspace


def studio(trend: Trend, workspace: Workspace, view: View, asked: Sequence[Layer]) -> None:
    """Draw chart, scores and panel of *trend*; what is moved or typed draws again what it changes, and nothing else.

    *asked* are the layers that the chart shows beside the KPI's line.
    """
    standing = drawing(workspace, view, trend, asked)
    desk = Desk(trend, workspace, view)
    chart, side = st.columns([2.7, 1], gap="medium")
    with side, st.container(border=True):
        _moving(desk, standing, chart)
    with chart:
        _remarks(desk, standing)


@parts.fragment
def _moving(desk: Desk, standing: Drawing, place: DeltaGenerator) -> None:
    """Draw all that a moved slider or line changes: itself, chart and scores in *place*, and what is said of it."""
    desk.aim = panel.controls(desk.trend, desk.workspace, desk.view)
    draft, drafted = desk.aim.here if desk.aim else (None, None)
    with place:
        _chart(desk.trend, standing, draft, drafted, _following(desk.aim))
    if desk.aim:
        panel.consequences(desk.aim, desk.workspace, desk.view)


def badge(status: Status) -> str:
    """Return *status* as Markdown: glyph and word in its colour."""
    return f":{LOOKS[status].theme_color}[{LOOKS[status].glyph} {status}]"


def _following(aim: Aim | None) -> Following | None:
    """Return how the chart follows the sliders at once: where they are about what it shows, and hold as they stand.

    A ramp's steps are worked out by the server alone.
    """
    if aim is None or aim.subject is not aim.trend or (aim.draft and aim.draft.glide):
        return None
    holds = aim.trend.would_hold(aim.where)
    return Following(
        {which: drafting.slider_key(which) for which in drafting.WHICH},
        rungs(aim.trend.inputs.tree(), aim.trend.kpi.id) if holds else None,
    )


def _chart(
    trend: Trend, standing: Drawing, draft: Draft | None, drafted: Drafted | None, following: Following | None
) -> None:
    proposed = (
        trend_chart.drafted(draft, drafted_levels(trend, drafted, standing.layers.ahead)) if draft and drafted else None
    )
    scores = _scores(trend, drafted)
    trend_chart.trend_chart(standing.chart, proposed, scores, following, partial(released, trend))


def _remarks(desk: Desk, standing: Drawing) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(escaped(" ".join(standing.remarks)), width="stretch")
        pictures.downloads(desk, standing.layers)
    if standing.waits:
        foreseeing.wait(standing.waits)


def _scores(trend: Trend, drafted: Drafted | None) -> list[Score]:
    """Return KPI, cell, stage and journey: their scores as they are, and as the draft would make them."""
    before = _path(trend, trend.inputs.tree())
    after = _path(trend, drafted.scores.tree) if drafted and drafted.scores else before
    return [
        _score(trend, old, new, rung)
        for rung, (old, new) in enumerate(zip(before, after, strict=True))
        if old.kind != "objective"
    ]


def _path(trend: Trend, tree: Node) -> list[Node]:
    """Return the nodes that the KPI moves: itself, its objective, its cell, its stage, the journey."""
    return list(reversed(tree.path("kpi", trend.kpi.id)))


def _score(trend: Trend, before: Node, after: Node, rung: int) -> Score:
    moved = before.score is not None and after.score is not None and before.score != after.score
    return Score(
        {"kpi": "This KPI", "journey": "Journey"}.get(before.kind, before.name),
        f"{trend.stage.name} · {before.name}" if before.kind == "cell" else before.name,
        points=tuple(dict.fromkeys(_points(node) for node in (before, after))),
        statuses=tuple(dict.fromkeys(node.status for node in (before, after))),
        moved=f"{(after.score or 0) - (before.score or 0):+.1f} points" if moved else "",
        score=before.score,
        rungs=rung,
    )


def _points(node: Node) -> str:
    return figure(node.score, Unit.POINTS)
