"""The tab Reviews: those that there were, the one that goes on, and the next one."""

from datetime import date
from typing import Final

import streamlit as st

from bsc import actions
from bsc.errors import BscError
from bsc.model.editing import number_of
from bsc.model.review import Review
from bsc.model.view import View
from bsc.ui import bound, computing, links, notices, session
from bsc.ui.failures import escaped
from bsc.views.dates import day
from bsc.views.minutes import KINDS, period_label, whose
from bsc.views.reviews import begun, next_review, owed, suggested_name
from bsc.views.workspace import Workspace

_ON_A_PAGE: Final = 12
_FORM: Final = "reviews.start"


def draw(workspace: Workspace, view: View) -> None:
    """Draw when the next review is due, what starts it, and every review, the newest first."""
    found = tuple(reversed(workspace.reviews()))
    _next(workspace)
    if session.may_edit():
        _start(workspace, view)
    if not found:
        st.info(
            "There was no review yet. One opens with an agenda that the scorecard writes, keeps the figures as they "
            "were seen, and ends in minutes.",
            icon=links.REVIEW.icon,
        )
        return
    pages = -(-len(found) // _ON_A_PAGE)
    page = bound.page_of("reviews_page", pages)
    for each in found[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]:
        _review(workspace, each)


def _next(workspace: Workspace) -> None:
    due = next_review(workspace)
    if due is None:
        return
    if due.overdue:
        st.markdown(f":orange[◆] **The next review was due on {day(due.due)}**: {due.why}.")
    else:
        st.markdown(f":material/event: The next review is due on **{day(due.due)}**: {due.why}.")


def _start(workspace: Workspace, view: View) -> None:
    label = workspace.calendar.label(workspace.period(view))
    with st.popover("Start a review", icon=":material/play_circle:", type="primary", key=f"{_FORM}.open"):
        st.caption(escaped(f"Of {label}, as chosen above with persona and filters. The agenda is written from it."))
        name = suggested_name(workspace, view)
        st.text_input("Name", name, key=f"{_FORM}.name.{label}", max_chars=120)
        st.date_input("Day", workspace.today, key=f"{_FORM}.held", format="YYYY-MM-DD")
        if st.button("Start it", type="primary", key=f"{_FORM}.go"):
            _open(workspace, view, label)


def _open(workspace: Workspace, view: View, label: str) -> None:
    held = st.session_state.get(f"{_FORM}.held")
    name = st.session_state.get(f"{_FORM}.name.{label}") or ""
    day_held = held if isinstance(held, date) else workspace.today
    made = computing.answer(
        workspace, "a review begins", view, lambda asked: begun(asked, view, name=name, held=day_held)
    )
    try:
        opened = actions.open_review(session.store(), made, session.who())
    except BscError as error:
        notices.refuse(error)
        st.rerun()
    links.go(links.REVIEW, review=opened.id)


def _review(workspace: Workspace, review: Review) -> None:
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            links.to(links.REVIEW, escaped(review.name), icon=links.REVIEW.icon, review=review.id)
            if review.open:
                st.badge("Goes on", icon=":material/edit_note:", color="orange")
            else:
                st.badge("Closed", icon=":material/lock:", color="gray")
            if count := owed(review):
                st.badge(f"{number_of(count, 'decision')} open", icon=":material/gavel:", color="blue")
        parts = [KINDS[review.kind], day(review.held), period_label(workspace, review), whose(workspace, review)]
        decided = number_of(len(review.decisions), "decision")
        st.caption(escaped(" · ".join(filter(None, [*parts, decided]))))
