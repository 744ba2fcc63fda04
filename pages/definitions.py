"""Definitions: stages, objectives, KPIs and their formulas; YAML in and out; history of changes."""

import streamlit as st

st.title("Definitions")
