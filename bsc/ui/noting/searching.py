"""The tab Notes: every note there is, searched by words, writer, mention, thing and days, and as a file."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Final

import streamlit as st

from bsc.model.editing import number_of
from bsc.model.subject import Subject, SubjectKind
from bsc.ui import bound, files, labels, links, session
from bsc.ui.failures import escaped
from bsc.ui.noting import leading, over
from bsc.ui.noting.marking import marked
from bsc.views import dates
from bsc.views.mentions import people
from bsc.views.noting import KINDS, NoteLine, WantedNotes, csv_of, names, note_lines, writers
from bsc.views.workspace import Workspace

SEARCH: Final = "note_search"
WHO: Final = "note_who"
TO: Final = "note_to"
ABOUT: Final = "note_about"
DAYS: Final = "note_days"
PAGE: Final = "note_page"
KEYS: Final = (SEARCH, WHO, TO, ABOUT, DAYS, PAGE)
ON_A_PAGE: Final = 20
_ALL: Final = "all"
_DAYS: Final = {_ALL: "Any day", "30": "Last 30 days", "90": "Last 90 days", "365": "Last 365 days"}


def draw(workspace: Workspace) -> None:
    """Draw the notes that are asked for, the latest day first, and the way to write one on anything."""
    if session.may_edit():
        _writing(workspace)
    wanted = _wanted(workspace)
    found = note_lines(workspace, wanted)
    if not found:
        st.caption("No note yet." if wanted == WantedNotes() else "No note is like that.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{number_of(len(found), 'note')}.", width="content")
        files.download(
            "Download as CSV", partial(csv_of, found), "notes.csv", "text/csv", kind="tertiary", key="notes.file"
        )
    below = st.container()
    first = (bound.page_of(PAGE, -(-len(found) // ON_A_PAGE)) - 1) * ON_A_PAGE
    with below:
        listed(found[first : first + ON_A_PAGE], people(workspace), key="notes")


def listed(found: Iterable[NoteLine], known: tuple[str, ...], *, key: str) -> None:
    """Draw each note with what it is about and the way there; *key* tells two lists on one page apart."""
    for line in found:
        note = line.note
        with st.container(border=True):
            about = line.about[:1].upper() + line.about[1:]
            st.markdown(f"**{dates.day(note.day)}** · {escaped(about)}  \n{marked(note.text, known)}")
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                changed = " (changed)" if note.before else ""
                st.caption(f"{escaped(note.who)}, {dates.moment(note.at)}{changed}", width="content")
                place, opened = leading.place_of(note.about)
                if line.name:
                    links.to(place, "Open", icon=place.icon, key=f"{key}.open.{note.id}", **opened)


def _wanted(workspace: Workspace) -> WantedNotes:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = bound.words(SEARCH, "Search the notes", placeholder="Search the notes", width=220)
        who = bound.picked(WHO, "writer", _any_of("Anybody wrote", writers(workspace)), width=170)
        to = bound.picked(TO, "mentioned", _any_of("Anybody or nobody mentioned", people(workspace)), width=230)
        kinds = {_ALL: "About anything", **{kind.value: f"About: {word}" for kind, word in KINDS.items()}}
        about = bound.picked(ABOUT, "thing", kinds, width=170)
        days = bound.picked(DAYS, "days", _DAYS, width=140)
    return WantedNotes(
        words=words,
        who="" if who == _ALL else who,
        mentioned="" if to == _ALL else to,
        kind=None if about == _ALL else SubjectKind(about),
        first=None if days == _ALL else workspace.today - timedelta(days=int(days)),
    )


def _any_of(everybody: str, found: Iterable[str]) -> dict[str, str]:
    return {_ALL: everybody, **{name: name for name in found}}


def _writing(workspace: Workspace) -> None:
    """Draw the choice of what a new note is about: whatever the scorecard has."""
    known = {f"{about.kind} {about.id}": (about, name) for about, name in names(workspace).items()}
    shown = labels.unlike({key: _called(about, name) for key, (about, name) in known.items()})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Write a note on",
            list(known),
            index=None,
            format_func=lambda each: shown.get(each, each),
            placeholder="A stage, a KPI, a persona, a dataset …",
            key="note.subject",
            width=420,
        )
        opened = st.button("Open its notes", icon=over.ICON, key="note.subject.open", disabled=chosen is None)
    if opened and chosen in known:
        over.show(workspace, known[chosen][0])


def _called(about: Subject, name: str) -> str:
    kind = KINDS[about.kind]
    return f"{kind[:1].upper()}{kind[1:]}: {name}"
