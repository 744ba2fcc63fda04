"""The notes on one thing over the page: opened by a button that says how many there are."""

import streamlit as st

from bsc.model.subject import Subject, SubjectKind
from bsc.ui import links, parts, session
from bsc.ui.failures import escaped
from bsc.ui.noting import thread
from bsc.ui.noting.marking import marked
from bsc.views import dates
from bsc.views.mentions import people
from bsc.views.noting import KINDS, NoteLine, names, note_count, within
from bsc.views.workspace import Workspace

ICON = ":material/chat_bubble_outline:"


def control(workspace: Workspace, about: Subject, *, key: str) -> None:
    """Draw the button that opens the notes on *about* over the page.

    It says how many there are; without one it is there for who may write the first. Draw it where no other dialogue can
    be opened in the same run.
    """
    count = note_count(workspace, about)
    if not count and not session.may_edit():
        return
    said = f"{count} note{'' if count == 1 else 's'}" if count else "Add a note"
    if st.button(said, icon=ICON, key=f"{key}.notes.{about.kind}.{about.id}", type="tertiary"):
        show(workspace, about)


def show(workspace: Workspace, about: Subject) -> None:
    """Draw the notes on *about* over the page; what is done there draws only itself anew, the page when it is closed.

    Nothing is drawn of what there is not.
    """
    name = names(workspace).get(about)
    if name is not None:
        title = "Notes on the journey" if about.kind is SubjectKind.JOURNEY else f"Notes: {escaped(name)}"
        parts.dialog(_contents, title, width="medium", on_dismiss=_close)(about)


def opened(workspace: Workspace, kind: str, identity: str) -> None:
    """Draw the notes on what *kind* and *identity* name, if there is such a thing."""
    found = {(each.kind.value, each.id): each for each in names(workspace)}
    if (about := found.get((kind, identity))) is not None:
        show(workspace, about)


def _close() -> None:
    """Let the page be drawn with what was written. A callback."""


def _contents(about: Subject) -> None:
    links.follow()
    workspace = session.workspace()
    thread.draw(workspace, about, key="over")
    if found := within(workspace, about):
        st.markdown("**On its objectives and KPIs**")
        known = people(workspace)
        for line in found:
            _line(line, known)


def _line(line: NoteLine, known: tuple[str, ...]) -> None:
    note = line.note
    with st.container(border=True):
        said = f"{KINDS[note.about.kind].capitalize() if not note.kpi else 'KPI'} {escaped(line.name)}"
        st.markdown(f"**{dates.day(note.day)}** · {said}  \n{marked(note.text, known)}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(f"{escaped(note.who)}, {dates.moment(note.at)}", width="content")
            if note.kpi:
                links.to(links.TRENDS, "Open its trend", icon=links.TRENDS.icon, key=f"over.{note.id}", kpi=note.kpi)
