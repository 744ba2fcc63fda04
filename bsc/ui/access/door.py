"""The door: what stands where somebody may not come in, with the way in where there is one."""

import streamlit as st

from bsc.ui.access.visit import Closed
from bsc.ui.failures import escaped


def draw(closed: Closed) -> None:
    """Draw why nobody comes in, and the way in where there is one."""
    _, middle, _ = st.columns([1, 2, 1])
    with middle, st.container(border=True):
        st.subheader(escaped(closed.title))
        st.write(escaped(closed.why))
