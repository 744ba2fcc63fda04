"""The tab Notes: what people wrote beside the numbers, a form for more, and the way to take one's note back."""

from datetime import date

import streamlit as st

from bsc import actions
from bsc.actions.remarks import LONGEST
from bsc.errors import BscError
from bsc.model.notes import Note
from bsc.model.view import View
from bsc.ui import failures, notices, session
from bsc.ui.failures import escaped
from bsc.views import dates
from bsc.views.trend import Trend
from bsc.views.workspace import Workspace


def draw(workspace: Workspace, view: View, trend: Trend) -> None:  # noqa: ARG001 -- what every tab is given
    """Draw the notes on the KPI of *trend*, the latest day first, and for editors the form that adds one."""
    if session.may_edit():
        _form(workspace, trend)
    notes = workspace.notes(trend.kpi.id)
    if not notes:
        how = " What is written here stands on the time axis of the chart." if session.may_edit() else ""
        st.caption(f"No note yet.{how}")
    for note in reversed(notes):
        _note(note)


def _form(workspace: Workspace, trend: Trend) -> None:
    with (
        st.form("write_note", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        suggested, kpi = _suggested(trend, workspace.today), trend.kpi.id  # what is half written stays with its KPI
        day = st.date_input("Day", suggested, key=f"note_day_{kpi}_{suggested}", width=150)
        text = st.text_input(
            "Note", key=f"note_text_{kpi}", max_chars=LONGEST, placeholder="What happened, and what it may have done"
        )
        wrote = st.form_submit_button("Add note", icon=":material/add_comment:")
    if wrote and isinstance(day, date):
        _write(trend, day, text)


def _suggested(trend: Trend, today: date) -> date:
    """Return the day that a note is most likely about: today, or the last day of a shown period that is over."""
    return min(trend.shown.period.last_day, today)


def _write(trend: Trend, day: date, text: str) -> None:
    try:
        actions.write_note(session.store(), trend.kpi.id, day, text, who=session.who())
    except BscError as error:
        failures.sentence(error)
        return
    notices.say("The note stands on the time axis")
    st.rerun()


def _note(note: Note) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(f"**{dates.day(note.day)}**  \n{escaped(note.text)}", width="stretch")
        st.caption(f"{escaped(note.who)}, {dates.moment(note.at)}", width="content")
        withdrawn = session.may_edit() and st.button(
            "Withdraw", icon=":material/undo:", type="tertiary", key=f"withdraw_{note.id}"
        )
    if withdrawn:
        _withdraw(note)


def _withdraw(note: Note) -> None:
    try:
        actions.withdraw_note(session.store(), note.id, who=session.who())
    except BscError as error:
        failures.sentence(error)
        return
    notices.say("The note is withdrawn")
    st.rerun()
