"""Initiative: one undertaking – whose it is, what it is to bring about, and whether it did."""

import streamlit as st

from bsc.model.subject import Subject, SubjectKind
from bsc.ui import bound, computing, controls, labels, links, session
from bsc.ui.acting import changing, detail, effect, experiment, making
from bsc.ui.editors.draft import names
from bsc.ui.failures import escaped
from bsc.ui.noting import thread
from bsc.views.initiative_page import initiative_page

workspace = session.workspace()
view = controls.view()
initiatives = workspace.scorecard.initiatives

if not initiatives:
    st.title("Initiative")
    st.info("There is no initiative yet: make one on the board, or where something is red.")
    links.to(links.ACTIONS, "Actions & reviews", icon=links.ACTIONS.icon)
else:
    chosen = bound.picked("initiative", "initiative", labels.unlike(names(initiatives)))
    page = computing.answer(workspace, f"initiative {chosen}", view, lambda asked: initiative_page(asked, view, chosen))
    st.title(escaped(page.initiative.name), anchor=False)
    if not making.draw(workspace, links.INITIATIVE):
        changing.draw(workspace)
    detail.head(workspace, page)
    detail.moves(page)
    effect.draw(workspace, view, page.initiative)
    experiment.draw(workspace, page.initiative)
    detail.passed_on(workspace, page)
    st.subheader("Notes", anchor=False)
    thread.draw(workspace, Subject.of(SubjectKind.INITIATIVE, chosen), key="initiative")
    detail.told(workspace, chosen)
