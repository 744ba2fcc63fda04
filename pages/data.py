"""Data: files in, what was kept and dropped and why; freshness, history with undo, lineage, automation, backup."""

import streamlit as st

from bsc.ui import backups, session
from bsc.ui.upload import automation, files, freshness, history, importing, lineage, queue

workspace = session.workspace()

st.title("Data")
files.uploader()
importing.draw(workspace)
queue.draw(workspace)

datasets, imports, behind, tokens, backup = st.tabs(["Datasets", "Imports", "Lineage", "Automation", "Backup"])
with datasets:
    freshness.draw(workspace)
with imports:
    history.draw(workspace)
with behind:
    lineage.draw(workspace)
with tokens:
    automation.draw(workspace)
with backup:
    backups.draw()
