"""The door of a link with a passphrase: it is asked for, once a tab."""

import streamlit as st

from bsc.errors import NotAllowed
from bsc.ui import failures
from bsc.ui.access import shared


def ask() -> None:
    """Draw the question for the passphrase; who knows it is in with the next run."""
    with st.form("passphrase", border=False, clear_on_submit=True):
        said = st.text_input("Passphrase", type="password", autocomplete="off")
        asked = st.form_submit_button("Open", type="primary", icon=":material/lock_open:")
    if not asked:
        return
    try:
        if shared.open_with(said):
            st.rerun()
        st.error("That is not the passphrase of this link.", icon=":material/lock:")
    except NotAllowed as error:
        failures.sentence(error)
