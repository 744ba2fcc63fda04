"""The frame around every page: navigation, who comes in, the view's controls, what goes wrong, the link to this view.

Navigation comes before anything that can stop, so that a deep link into a fresh server finds its frame.
"""

import streamlit as st

from bsc.errors import BscError, StoreUnusable
from bsc.ui import failures, frame, links, places, session
from bsc.ui.access import door, gate, leaving, visiting
from bsc.ui.access.threshold import BESIDE, Threshold
from bsc.ui.access.visit import Closed, Visit

# The icon before the navigation: without one, the browser asks a font host on the internet for the page's own.
st.set_page_config(page_icon=places.ICON, layout="wide")
if st.context.headers and not Threshold.built:  # a browser has come in beside the app's own way; a test has no headers
    st.error(BESIDE)
    st.stop()
if not st.context.is_embedded:
    st.logo(places.ICON, size="large")

arrived: Visit | Closed | StoreUnusable
try:
    arrived = gate.arriving()
except StoreUnusable as error:
    arrived = error

if isinstance(arrived, (Closed, StoreUnusable)):
    session.nobody()
    # Every page is known, and none is run: so the address stays what it was, for who comes in after all.
    st.navigation(
        [
            st.Page(place.file, title=place.title, url_path=place.path)
            for group in links.GROUPS.values()
            for place in group
        ],
        position="hidden",
    )
    st.set_page_config(page_title="Journey Scorecard", initial_sidebar_state="collapsed")
    if isinstance(arrived, Closed):
        door.draw(arrived)
    else:
        failures.closed_door(arrived)
    st.stop()

session.begin(arrived, again=gate.arriving)
offered = links.offered(arrived)
pages = {
    place: st.Page(
        place.file,
        title=place.title,
        icon=place.icon,
        url_path=place.path,
        default=place is links.home(arrived),
        visibility="hidden" if place.hidden else "visible",
    )
    for group in offered.values()
    for place in group
}
page = st.navigation(
    {name: [pages[place] for place in group] for name, group in offered.items()},
    position="hidden" if st.context.is_embedded or arrived.token else "sidebar",
)
if arrived.token:
    visiting.navigation(pages)
place = next(place for place, each in pages.items() if each == page)
st.set_page_config(page_title=f"{place.title} – Journey Scorecard")
leaving.draw(arrived)

try:
    frame.around(place, page.run)
except StoreUnusable as error:
    failures.closed_door(error)
except BscError as error:
    failures.sentence(error)

session.settled()
