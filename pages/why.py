"""Why it changed: what moved a score between two periods, from the journey down to one KPI and its segments."""

import streamlit as st

from bsc.ui import computing, controls, session
from bsc.ui.failures import escaped
from bsc.ui.why import choices, scores, segments
from bsc.views.why import JOURNEY, By, why_changed
from bsc.views.why_rows import value_sentence

workspace = session.workspace()

st.title("Why it changed")
with st.container(horizontal=True, vertical_alignment="center"):
    part = choices.part(workspace.scorecard)
    against = choices.against()
    by = choices.by() if part == JOURNEY else By.STAGE

view = controls.view()
why = computing.answer(
    workspace,
    f"why changed {part} {against} {by}",
    view,
    lambda asked: why_changed(asked, view, part, against, by),
)

scores.breadcrumb(why)
scores.explained(why)
scores.further(why)
scores.numbers(why)
if part.level == "kpi":
    st.subheader("Its value, by segment", anchor=False)
    st.caption(escaped(value_sentence(why, workspace.currency)))
    segments.draw(workspace, view, part.id, against)
scores.onward(why)
