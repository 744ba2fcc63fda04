"""The way into a presentation from a page, and back to where it was begun."""

from typing import Final

import streamlit as st

from bsc.model.sharing import Kind
from bsc.ui import links, session
from bsc.ui.access import visiting
from bsc.ui.links import Opened, Place
from bsc.views.dates import day
from bsc.views.workspace import Workspace

_FROM: Final = "_presented_from"
_LEFT: Final = "_presentation_left"


def control(place: Place) -> None:
    """Draw "Present" on the page at *place*, where a presentation may be seen."""
    if place is links.PRESENT or not links.reaches(links.PRESENT):
        return
    st.button("Present", icon=links.PRESENT.icon, key="present", on_click=_enter, args=(place.path, links.pinned()))


def shared(workspace: Workspace) -> tuple[str, ...]:
    """Return what the share link is through which the presentation is seen, in words; nothing without one."""
    link = session.visit().share
    if link is None:
        return ()
    kind = f"frozen on {day(link.as_of or link.made_at)}" if link.kind is Kind.FROZEN else "live"
    return (f"{link.name} ({kind}, read-only)", *(f"locked: {said}" for said in visiting.locked(workspace, link)))


def leave_later() -> None:
    """Let the next run leave. A callback."""
    st.session_state[_LEFT] = True


def left() -> None:
    """Go back to where the presentation was begun, if it was left; to the first page where that is not known."""
    if st.session_state.pop(_LEFT, False) and (back := way_back()):
        _, opened = st.session_state.pop(_FROM, ("", {}))
        links.go(back, **opened)


def way_back() -> Place | None:
    """Return the page to go back to; None where a presentation is all that there is."""
    path, _ = st.session_state.get(_FROM, ("", {}))
    pages = [place for place in _offered() if place is not links.PRESENT]
    first = links.home(session.visit())
    return next((place for place in pages if place.path == path), first if first in pages else next(iter(pages), None))


def _offered() -> list[Place]:
    return [place for group in links.offered(session.visit()).values() for place in group]


def _enter(path: str, opened: Opened) -> None:
    st.session_state[_FROM] = (path, opened)
    links.leave(links.PRESENT, {})
