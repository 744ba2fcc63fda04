"""The product as it is, but for the page Trends & targets: there stands one more slider."""

from dataclasses import replace
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from bsc import api
from bsc.ui import headers, links, places, session, upkeep
from bsc.ui.access.threshold import Threshold

PAGE = Path(__file__).with_name("page.py")

links.GROUPS = {  # type: ignore[misc]  # the frame reads it at every run
    group: tuple(replace(place, script=str(PAGE)) if place.path == links.TRENDS.path else place for place in each)
    for group, each in links.GROUPS.items()
}
app = st.App(
    places.MAIN,
    lifespan=api.running(session.database, upkeep.begin),
    routes=api.routes(session.database, session.hosts),
    middleware=[Middleware(headers.SecurityHeaders), Middleware(Threshold)],
)
