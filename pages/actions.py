"""Actions & reviews: what is undertaken, whether it worked, and the readings of the scorecard that decided it."""

from functools import partial

import streamlit as st

from bsc.ui import controls, links, session, tabs
from bsc.ui.acting import board, changing, making, timeline, wins, without
from bsc.ui.editors import undoing
from bsc.ui.reviewing import health, listing

TABS = {
    "Board": board.draw,
    "Timeline": timeline.draw,
    "Red without an action": without.draw,
    "Wins": wins.draw,
    "Reviews": listing.draw,
    "Health check": health.draw,
}
workspace = session.workspace()
view = controls.view()

st.title("Actions & reviews")
if session.may_edit():
    undoing.bar()
if not making.draw(workspace, links.ACTIONS):
    changing.draw(workspace)
tabs.draw("tab", {name: partial(draw, workspace, view) for name, draw in TABS.items()})
