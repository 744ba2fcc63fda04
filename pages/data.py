"""Data: upload, preview, what was kept and what was dropped and why; import history with undo; freshness."""

import streamlit as st

st.title("Data")
