"""Share & export: links for others, the board pack, charts as pictures, and who is sent a digest."""

import streamlit as st

st.title("Share & export")
