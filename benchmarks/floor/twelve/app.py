"""The empty Streamlit app: the floor that pages are compared with."""

import streamlit as st

st.set_page_config(page_title="Floor", layout="wide")
st.navigation(
    [st.Page("pages/overview.py", title="Overview", default=True), st.Page("pages/second.py", title="Second")]
).run()
