"""A page that asks for one change in place, once: what the map's controls would ask for."""

import json
import os

import streamlit as st

from bsc.ui import notices, session
from bsc.ui.editors import in_place

workspace = session.workspace()
notices.show()
if st.button("Ask"):
    in_place.act(workspace, json.loads(os.environ["ASKED"]))
in_place.draw(workspace)
