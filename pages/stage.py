"""Stage: the four perspectives of one stage, why it scores what it scores, what changed, and what flows on."""

import streamlit as st

from bsc.model.subject import Subject, SubjectKind
from bsc.ui import choices, computing, controls, flowing, links, panels, session, touchpoint
from bsc.ui.acting import making, offering
from bsc.ui.failures import escaped
from bsc.ui.noting import over
from bsc.views.flow import flows
from bsc.views.stage import stage_page

workspace = session.workspace()

st.title("Stage")
with st.container(horizontal=True, vertical_alignment="center"):
    stage = choices.stage(workspace.scorecard)
    perspective = choices.perspective()

view = controls.view()
page = computing.answer(workspace, f"stage {stage}", view, lambda asked: stage_page(asked, view, stage))
flow = computing.answer(workspace, "flow", view, lambda asked: flows(asked, view))

st.markdown(f"**{escaped(page.stage.name)}** – {escaped(page.stage.goal)}")
panels.score_line(page.score, page.missing)
over.control(workspace, Subject.of(SubjectKind.STAGE, stage), key="stage")
making_one = making.draw(workspace, links.STAGE)
panels.grid(
    [panel for panel in page.panels if perspective in (None, panel.perspective)],
    offering.beneath_cards(workspace, page),
    lambda panel: over.control(workspace, Subject.of(SubjectKind.CELL, stage, panel.perspective), key="cell"),
)
panels.why_this_score(page)
panels.what_changed(page)
flowing.draw(flow, stage)
touchpoint.cards(workspace, view, page, opens=not making_one)
