"""Present: the story of the period, one thought a screen, for a room."""

import streamlit as st

from bsc.ui import computing, controls, session
from bsc.ui.components.deck import deck, written
from bsc.ui.present import entering, turning
from bsc.views.keeping import kept
from bsc.views.story import story

entering.left()

view = controls.view()
workspace = session.workspace()
told = computing.answer(workspace, "story", view, lambda asked: story(asked, view))

st.title("Present")
at, leaves = turning.chosen(told), entering.way_back() is not None
shared = entering.shared(workspace)
deck(
    kept(workspace, ("written slide", at, shared, leaves), lambda: written(told, at, shared, leaves=leaves), view),
    turning.turn,
    entering.leave_later,
)
