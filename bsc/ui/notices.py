"""What a change came to, said once at the next run: a toast drawn just before a rerun can be lost with its run."""

import streamlit as st

from bsc.ui import failures

_NOTICE = "notice"


def say(said: str) -> None:
    """Say *said*, as it is, at the next run of the page."""
    st.session_state[_NOTICE] = said


def show() -> None:
    """Show what was said last, once. The frame calls it in every run."""
    if said := st.session_state.pop(_NOTICE, None):
        st.toast(failures.escaped(said), icon=":material/check:")
