"""The tab "Why it changed": what the segments of one KPI did to its value."""

import streamlit as st

from bsc.model.view import View
from bsc.ui import computing, links
from bsc.ui.why import choices, segments
from bsc.views.trend import Trend
from bsc.views.workspace import Workspace


def draw(workspace: Workspace, view: View, trend: Trend) -> None:
    """Draw the change of *trend*'s KPI by segment, and the way to what it did to the scores."""
    against = choices.against()
    try:
        segments.draw(workspace, view, trend.kpi.id, against)
    except computing.Computing as waiting:
        computing.draw(waiting)
    with st.container(horizontal=True):
        links.to(
            links.WHY,
            "What it did to the scores",
            icon=":material/waterfall_chart:",
            key="explaining_scores",
            part=f"kpi.{trend.kpi.id}",
        )
