"""Data: upload, preview, what was kept and what was dropped and why; import history with undo; backup."""

import streamlit as st

from bsc.ui import backups, session
from bsc.ui.upload import card, files, freshness, history

workspace = session.workspace()

st.title("Data")
files.uploader()
card.receipts()
for file in files.waiting():
    card.draw(file, workspace)

st.subheader("Datasets")
freshness.draw(workspace)

st.subheader("Imports")
history.draw(workspace)

st.subheader("Backup")
backups.draw()
