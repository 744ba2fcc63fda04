"""Share & export: links for others that keep their promise, the board pack, and who is sent a digest or notified."""

from functools import partial

import streamlit as st

from bsc.ui import controls, session, tabs
from bsc.ui.share import board_pack, digests, links, notifications

TABS = {
    "Links": links.draw,
    "Board pack": board_pack.draw,
    "Digests": digests.draw,
    "Notifications": notifications.draw,
}
workspace = session.workspace()
view = controls.view()

st.title("Share & export")
tabs.draw("tab", {name: partial(draw, workspace, view) for name, draw in TABS.items()})
