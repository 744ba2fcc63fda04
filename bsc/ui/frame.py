"""What stands around a page: the header with journey, persona, period, grain, filters and the link to this view."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from bsc.ui import computing, controls, failures, first_start, links, notices, session
from bsc.ui.links import Place
from bsc.views.workspace import Workspace


def around(place: Place, draw: Callable[[], None]) -> None:
    """Draw the header and, beneath, the page at *place*; the first start where nothing is defined yet."""
    workspace = session.workspace()
    notices.show()
    links.forget_pins()
    if first_start.needed(workspace, place):
        links.follow()
        first_start.page()
        return
    try:
        _framed(workspace, place, draw)
    except computing.Computing as waiting:
        computing.draw(waiting)


def _framed(workspace: Workspace, place: Place, draw: Callable[[], None]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{failures.escaped(workspace.scorecard.journey.name)}**", width="content")
        view = controls.frame(workspace)
        link = st.container(width="content")
    links.follow()
    if place in links.GROUPS["Scorecard"]:
        first_start.banner(workspace)
    said = st.container()
    try:
        draw()
    except computing.Computing as waiting:
        computing.draw(waiting)
    with said:
        controls.unknown()
    with link:
        links.copy_control(replace(view, period=workspace.calendar.name(workspace.period(view))))
