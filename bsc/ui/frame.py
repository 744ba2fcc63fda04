"""What stands around a page: the header with journey, persona, period, grain, filters and the link to this view."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bsc.model.sharing import PAGES
from bsc.model.view import View
from bsc.ui import addresses, computing, controls, embedded, failures, first_start, links, notices, session
from bsc.ui.access import visiting
from bsc.ui.links import Place
from bsc.ui.present import entering
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
    view, header = _view_and_header(workspace)
    links.follow()
    addresses.clean(place)
    if place in links.GROUPS["Scorecard"]:
        first_start.banner(workspace)
    visiting.banner(session.visit(), workspace, view, place)
    said = st.container()
    try:
        draw()
    except computing.Computing as waiting:
        computing.draw(waiting)
    with said:
        controls.unknown()
    if header:
        with header:
            _passing_on(workspace, view, place)


def _view_and_header(workspace: Workspace) -> tuple[View, DeltaGenerator | None]:
    """Return the view and where its links go: there is nothing to choose where one page, or minutes, are all."""
    share = session.visit().share
    if share is not None and share.shown.minutes:
        st.session_state[links.VIEW] = View()
        return View(), None
    return (embedded.view(workspace), None) if st.context.is_embedded else _header(workspace)


def _header(workspace: Workspace) -> tuple[View, DeltaGenerator]:
    """Draw the journey's name and the view's controls; return the view, and where its links go when they are known."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{failures.escaped(workspace.scorecard.journey.name)}**", width="content")
        view = controls.frame(workspace)
        return view, st.container(horizontal=True, gap="small", width="content")


def _passing_on(workspace: Workspace, view: View, place: Place) -> None:
    entering.control(place)
    links.copy_control(replace(view, period=workspace.calendar.name(workspace.period(view))))
    if session.may_edit() and place.path in PAGES:
        links.share_control(place)
