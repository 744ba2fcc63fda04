"""Present: the story of the period, one thought a screen, for a room."""

import streamlit as st

st.title("Present")
