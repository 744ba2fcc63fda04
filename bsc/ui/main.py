"""The frame around every page: navigation, the view's controls, what goes wrong, the link to this view.

Navigation comes before anything that can stop, so that a deep link into a fresh server finds its frame.
"""

import streamlit as st

from bsc.errors import BscError, StoreUnusable
from bsc.ui import failures, frame, links, places, session

# The icon before the navigation: without one, the browser asks a font host on the internet for the page's own.
st.set_page_config(page_icon=places.ICON, layout="wide")
st.logo(places.ICON, size="large")
pages = {
    place: st.Page(place.file, title=place.title, icon=place.icon, url_path=place.path, default=place is links.MAP)
    for group in links.GROUPS.values()
    for place in group
}
page = st.navigation(
    {name: [pages[place] for place in group] for name, group in links.GROUPS.items()},
    position="hidden" if st.context.is_embedded else "sidebar",
)
place = next(place for place, each in pages.items() if each == page)
st.set_page_config(page_title=f"{place.title} – Journey Scorecard")

try:
    frame.around(place, page.run)
except StoreUnusable as error:
    failures.closed_door(error)
except BscError as error:
    failures.sentence(error)

session.settled()
