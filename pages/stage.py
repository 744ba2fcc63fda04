"""Stage: the four perspectives of one stage, why it scores what it scores, what changed, and what flows on."""

import streamlit as st

from bsc.ui import computing, controls, flowing, panels, session, touchpoint
from bsc.ui.failures import escaped
from bsc.views.flow import flows
from bsc.views.stage import stage_page

workspace = session.workspace()

st.title("Stage")
with st.container(horizontal=True, vertical_alignment="center"):
    stage = controls.stage(workspace.scorecard)
    perspective = controls.perspective()

view = controls.view()
page = computing.answer(workspace, f"stage {stage}", view, lambda asked: stage_page(asked, view, stage))
flow = computing.answer(workspace, "flow", view, lambda asked: flows(asked, view))

st.markdown(f"**{escaped(page.stage.name)}** – {escaped(page.stage.goal)}")
panels.score_line(page.score, page.missing)
panels.grid([panel for panel in page.panels if perspective in (None, panel.perspective)])
panels.why_this_score(page)
panels.what_changed(page)
flowing.draw(flow, stage)
touchpoint.cards(workspace, view, page)
