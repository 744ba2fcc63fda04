"""What a change came to, said once at the next run: a toast drawn just before a rerun can be lost with its run."""

import streamlit as st

from bsc.errors import BscError
from bsc.ui import failures

_NOTICE = "notice"
_REFUSAL = "refusal"


def say(said: str) -> None:
    """Say *said*, as it is, at the next run of the page."""
    st.session_state[_NOTICE] = said


def refuse(error: BscError) -> None:
    """Show *error* at the next run of the page, which shows what is there now. Otherwise as `failures.sentence`."""
    st.session_state[_REFUSAL] = error


def show() -> None:
    """Show what was said last, once. The frame calls it in every run."""
    if (error := st.session_state.pop(_REFUSAL, None)) is not None:
        failures.sentence(error)
    if said := st.session_state.pop(_NOTICE, None):
        st.toast(failures.escaped(said), icon=":material/check:")
