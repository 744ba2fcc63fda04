"""Trends & targets, and a slider by itself beneath it: the least that a moved slider can cost on this page."""

import runpy

import streamlit as st

from bsc.ui import places


@st.fragment
def number() -> None:
    """Draw the slider and its number."""
    with st.container(key="number"):
        st.markdown(f"{st.slider('Nothing but a number', 0, 1000, 500)}")


runpy.run_path(str(places.PAGES / "trends.py"))
number()
