"""A KPI of the library over an empty page, and nothing of the frame: all that is run for a control in its dialog."""

import streamlit as st

from bsc.ui import links, session
from bsc.ui.editors import library_choice


def looked_at() -> None:
    """Draw the KPI that is looked at."""
    library_choice.draw(session.workspace())


st.navigation([st.Page(looked_at, default=True), st.Page(links.DATA.file)]).run()
