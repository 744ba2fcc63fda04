"""Trends & targets: one KPI over time, and the target that it is held to."""

import streamlit as st

from bsc.ui import choices, computing, controls, links, session
from bsc.ui.acting import making, offering
from bsc.ui.trends import facts, picker
from bsc.ui.trends.studio import studio
from bsc.views.trend import trend

workspace = session.workspace()

st.title("Trends & targets")
with st.container(horizontal=True, vertical_alignment="center"):
    kpi = choices.kpi(workspace.scorecard)
    window = picker.window()

view = controls.view()
seen = computing.answer(workspace, f"trend {kpi} {window}", view, lambda asked: trend(asked, view, kpi, window))

facts.headline(seen)
offering.on_trend(workspace, view, seen)
making.draw(workspace, links.TRENDS)
studio(seen, workspace, view, picker.layers())
facts.details(seen, workspace, view)
