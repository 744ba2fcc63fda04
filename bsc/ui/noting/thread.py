"""The notes on one thing: read by everybody, written by who may edit, changed and withdrawn by who wrote them."""

from datetime import date
from typing import Final

import streamlit as st

from bsc import actions
from bsc.actions.remarks import LONGEST, writer
from bsc.errors import BscError
from bsc.model.access import Role
from bsc.model.editing import number_of
from bsc.model.notes import Note, Wording
from bsc.model.subject import Subject
from bsc.ui import failures, session
from bsc.ui.failures import escaped
from bsc.ui.noting.marking import marked
from bsc.views import dates
from bsc.views.mentions import people
from bsc.views.workspace import Workspace

_PLACEHOLDER: Final = "What happened, and what it may have done"
_NEWEST, _OLDEST = "Newest first", "Oldest first"


def draw(
    workspace: Workspace, about: Subject, *, key: str, day: date | None = None, beside_others: bool = False
) -> None:
    """Draw the notes on *about*, the latest day first, and for editors what adds one (of *day*, else of today).

    *key* tells two threads on one page apart. It runs wherever it stands: on a page, in a dialogue or a fragment. With
    *beside_others* the whole page runs again when a note has changed: what stands beside the thread shows them, too.
    """
    place = f"{key}.{about.kind}.{about.id}"  # what is half written stays with what it is about
    known = [name for name in people(workspace) if name != session.SOMEBODY.name]
    notes = workspace.notes_on(about)
    _news(place, beside_others=beside_others)
    if session.may_edit():
        _form(about, place, known, day or workspace.today)
    if not notes:
        st.caption("No note yet.")
    for note in _ordered(notes, place):
        with st.container(border=True):
            _note(note, place, known)


def label(workspace: Workspace, about: Subject) -> str:
    """Return how many notes there are on *about* in words; nothing where there is none."""
    count = len(workspace.notes_on(about))
    return number_of(count, "note") if count else ""


def _ordered(notes: tuple[Note, ...], place: str) -> list[Note]:
    if len(notes) <= 2:  # noqa: PLR2004 -- both are seen at once
        return list(reversed(notes))
    order = st.segmented_control(
        "Order", [_NEWEST, _OLDEST], default=_NEWEST, required=True, key=f"{place}.order", label_visibility="collapsed"
    )
    return list(notes if order == _OLDEST else reversed(notes))


def _form(about: Subject, place: str, known: list[str], suggested: date) -> None:
    text, day, named = f"{place}.text", f"{place}.day.{suggested}", f"{place}.mention"
    st.text_area("Note", key=text, max_chars=LONGEST, placeholder=_PLACEHOLDER, height=80)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input("Day", suggested, key=day, width=140)
        if known:
            _mention(known, named, text)
        st.button(
            "Add note", icon=":material/add_comment:", key=f"{place}.add", on_click=_add, args=(about, place, day)
        )


def _mention(known: list[str], named: str, text: str) -> None:
    st.selectbox(
        "Mention",
        known,
        index=None,
        placeholder="@ somebody",
        key=named,
        width=190,
        on_change=_name,
        args=(named, text),
        help="Or write @ and the name: it stands out in the note and among what they are asked for.",
    )


def _name(named: str, text: str) -> None:
    """Write the chosen name at the end of the note. A callback."""
    name, said = st.session_state.get(named), st.session_state.get(text, "")
    if name:
        st.session_state[text] = f"{said.rstrip()} @{name} ".lstrip()[:LONGEST]
        st.session_state[named] = None


def _add(about: Subject, place: str, day: str) -> None:
    """Write the note. A callback, so that what is drawn next has it."""
    chosen, text = st.session_state.get(day), st.session_state.get(f"{place}.text", "")
    if not isinstance(chosen, date):
        st.session_state[f"{place}.refused"] = BscError("a note has a day – choose one")
        return
    try:
        actions.write_note(session.store(), about, chosen, text, who=session.who())
    except BscError as error:
        st.session_state[f"{place}.refused"] = error
        return
    st.session_state[f"{place}.text"] = ""
    st.session_state[f"{place}.said"] = "The note is kept"


def _note(note: Note, place: str, known: list[str]) -> None:
    if session.may_edit() and st.session_state.get(f"{place}.changing") == note.id:
        _changing(note, place)
        return
    st.markdown(f"**{dates.day(note.day)}**  \n{marked(note.text, known)}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        changed = " (changed)" if note.before else ""
        st.caption(f"{escaped(note.who)}, {dates.moment(note.at)}{changed}", width="content")
        if note.before:
            with st.popover(
                number_of(len(note.before), "earlier wording"), type="tertiary", key=f"{place}.old{note.id}"
            ):
                for each in reversed(note.before):
                    _wording(each, known)
        if _may_change(note):
            _controls(note, place)


def _wording(before: Wording, known: list[str]) -> None:
    st.markdown(marked(before.text, known))
    st.caption(f"{escaped(before.who)}, {dates.moment(before.at)}")


def _may_change(note: Note) -> bool:
    return session.may_edit() and (session.who() == writer(note) or session.may(Role.ADMIN))


def _controls(note: Note, place: str) -> None:
    st.button(
        "Change",
        icon=":material/edit:",
        type="tertiary",
        key=f"{place}.change{note.id}",
        on_click=_open,
        args=(place, note.id),
    )
    st.button(
        "Withdraw",
        icon=":material/undo:",
        type="tertiary",
        key=f"{place}.withdraw{note.id}",
        on_click=_withdraw,
        args=(note, place),
    )


def _changing(note: Note, place: str) -> None:
    text = f"{place}.words{note.id}"
    st.text_area("Note", note.text, key=text, max_chars=LONGEST, height=80)
    with st.container(horizontal=True):
        st.button("Save note", type="primary", key=f"{place}.save{note.id}", on_click=_change, args=(note, place, text))
        st.button("Cancel", key=f"{place}.cancel{note.id}", on_click=_open, args=(place, None))


def _open(place: str, number: int | None) -> None:
    """Let the note with this *number* be the one that is being changed. A callback."""
    st.session_state[f"{place}.changing"] = number


def _change(note: Note, place: str, text: str) -> None:
    """Keep what was written instead. A callback."""
    try:
        actions.change_note(session.store(), note.id, st.session_state.get(text, ""), session.who(), known=note.text)
    except BscError as error:
        st.session_state[f"{place}.refused"] = error
        return
    _open(place, None)
    st.session_state[f"{place}.said"] = "The note is changed; what it said is kept"


def _withdraw(note: Note, place: str) -> None:
    """Take the note back. A callback."""
    try:
        actions.withdraw_note(session.store(), note.id, who=session.who())
    except BscError as error:
        st.session_state[f"{place}.refused"] = error
        return
    st.session_state[f"{place}.said"] = "The note is withdrawn"


def _news(place: str, *, beside_others: bool) -> None:
    """Say what the last click came to: within a dialogue the page itself does not run, and could not.

    Where the whole page is to run again it is said in that run: a toast of the one before might not be seen.
    """
    if (error := st.session_state.pop(f"{place}.refused", None)) is not None:
        failures.sentence(error)
    said = st.session_state.get(f"{place}.said")
    if said and beside_others and not st.session_state.pop(f"{place}.again", False):
        st.session_state[f"{place}.again"] = True
        st.rerun()
    if said:
        del st.session_state[f"{place}.said"]
        st.toast(said, icon=":material/check:")
