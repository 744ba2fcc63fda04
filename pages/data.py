"""Data: files in, what was kept and dropped and why; freshness, history with undo, lineage, automation, backup."""

from functools import partial

import streamlit as st

from bsc.ui import backups, session, tabs
from bsc.ui.upload import automation, files, freshness, history, importing, lineage, plans, queue

workspace = session.workspace()

st.title("Data")
files.uploader()
importing.draw(workspace)
queue.draw(workspace)

tabs.draw(
    "shown",
    {
        "Datasets": partial(freshness.draw, workspace),
        "Imports": partial(history.draw, workspace),
        "Lineage": partial(lineage.draw, workspace),
        "Sums by day": partial(plans.draw, workspace),
        "Automation": partial(automation.draw, workspace),
        "Backup": backups.draw,
    },
)
