"""Journey map: the stages as columns, each judged from four perspectives; what needs attention first."""

import streamlit as st

st.title("Journey map")
