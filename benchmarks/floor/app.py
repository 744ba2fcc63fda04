"""The empty app: our frame (navigation, icon, titles), and pages that draw recorded trees.

Its scripts do not stand in a folder called `pages`: the first deep link would be drawn by Streamlit without the frame.
"""

from pathlib import Path

import streamlit as st

from benchmarks.floor.kept import ICONS

HERE = Path(__file__).parent
ICON = str(HERE / "static" / "icon.png")

st.set_page_config(page_icon=ICON, layout="wide")
st.logo(ICON, size="large")
pages = {
    group: [
        st.Page(HERE / "screens" / f"{path}.py", title=title, icon=icon, url_path=path, default=path == "map")
        for path, title, icon in places
    ]
    for group, places in ICONS.items()
}
page = st.navigation(pages)
st.set_page_config(page_title=f"{page.title} – Floor")
page.run()
