"""Another page to change to."""

import streamlit as st

st.title("Second page")
