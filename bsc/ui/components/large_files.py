"""Files that are too large for one request: sent in pieces, with progress, retries and cancel."""

import streamlit as st

from bsc.ui.components import source

_large_files = st.components.v2.component(
    "large_files",
    html='<div class="large"></div>',
    css=source("large_files.css"),
    js=source("large_files.js"),
)


def large_files(ticket: str, label: str) -> None:
    """Draw where large files are chosen or dropped, under *label*; each that has arrived begins a run of the page.

    *ticket* is what the browser shows the app's `/api/uploads`; what arrives waits under the ticket's owner.
    """
    _large_files(key="upload.large", data={"ticket": ticket, "label": label}, on_arrived_change=_rerun)


def _rerun() -> None:
    """Let an arrival begin a run; what has arrived is asked of what waits."""
