"""What if: scenarios beside the published scorecard, and what another rate in one step would bring."""

from functools import partial

import streamlit as st

from bsc.ui import controls, session, tabs
from bsc.ui.what_if import scenarios, through_funnel

TABS = {"Scenarios": scenarios.draw, "Through the funnel": through_funnel.draw}

workspace = session.workspace()
view = controls.view()

st.title("What if")
tabs.draw("what_if", {name: partial(draw, workspace, view) for name, draw in TABS.items()})
