"""Responsibility: whose everything is, what each of us owes, and what is nobody's."""

from functools import partial

import streamlit as st

from bsc.ui import links, session, tabs
from bsc.ui.acting import gaps, making, owners
from bsc.ui.editors import drawer, forms, undoing
from bsc.ui.noting import searching

TABS = {"My items": owners.draw, "Gaps": gaps.draw, "Notes": searching.draw}
workspace = session.workspace()

st.title("Responsibility")
if session.may_edit():
    undoing.bar()
if not making.draw(workspace, links.RESPONSIBILITY):
    drawer.draw(workspace, forms.IN_PLACE, home=gaps.HOME)
tabs.draw("tab", {name: partial(draw, workspace) for name, draw in TABS.items()})
