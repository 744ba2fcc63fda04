"""Stage: the four perspectives of one stage, and why it scores what it scores."""

import streamlit as st

st.title("Stage")
