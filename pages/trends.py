"""Trends & targets: one KPI over time, and the target that it is held to."""

import streamlit as st

st.title("Trends & targets")
