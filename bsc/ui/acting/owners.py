"""The tab My items: what one person or team answers for and helps with, what they owe, and what comes first."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from bsc import actions
from bsc.charts.theme import OVERDUE
from bsc.errors import BscError
from bsc.model.editing import number_of
from bsc.model.people import plain
from bsc.ui import bound, computing, controls, labels, links, notices, session
from bsc.ui.acting import standing
from bsc.ui.editors import undoing
from bsc.ui.failures import escaped
from bsc.ui.noting import leading
from bsc.views.dates import moment
from bsc.views.mentions import Mention
from bsc.views.responsibility import Answering, Mine, Owed, Task, answering, meant, mine
from bsc.views.workspace import Workspace

WHO: Final = "who"
_MOST: Final = 8  # lines of what comes first, and mentions


def draw(workspace: Workspace) -> None:
    """Draw what the chosen one has; at first that is who has signed in, where something is theirs."""
    known = answering(workspace)
    if not known:
        st.info("Nothing has an owner yet: give things to people and teams under **Gaps**.", icon=":material/group:")
        return
    view = controls.view()
    signed_in = meant(session.who(), known)
    first = [signed_in] if signed_in else []
    offered = labels.unlike({each.id: escaped(each.name) for each in (*first, *known)})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = bound.picked(WHO, "person or team", offered, label="Person or team", width=300)
        _renaming(next(each for each in known if each.id == who))
    found = computing.answer(workspace, f"mine {who}", view, lambda asked: mine(asked, view, who))
    _summary(found, is_me=bool(signed_in and signed_in.id == who))
    _first(found.first)
    _decisions(found.decisions)
    _mentions(found.mentions)
    _everything(found)


def _summary(found: Mine, *, is_me: bool) -> None:
    who = found.who
    said = [
        *([f"answers for {number_of(who.owns, 'thing')}"] if who.owns else []),
        *([f"helps with {number_of(who.helps, 'thing')}"] if who.helps else []),
        *([f"owes {number_of(who.owes, 'decision')}"] if who.owes else []),
    ]
    words = " and ".join(filter(None, (", ".join(said[:-1]), *said[-1:]))) or "answers for nothing yet"
    st.markdown(f"**{escaped(who.name)}**{' (you)' if is_me else ''} {words}.")
    if len(who.written) > 1:
        st.caption(f"Written in {len(who.written)} ways: {escaped(who.said)}. They count as one.")


def _first(tasks: Sequence[Task]) -> None:
    st.subheader("What comes first", anchor=False)
    if not tasks:
        st.caption("Nothing of theirs is overdue, late, off track or at risk.")
    for number, each in enumerate(tasks[:_MOST]):
        beside = "helps with it" if each.helps else ""
        standing.line(each.standing, f"first.{number}", kind=True, beside=beside)
    if len(tasks) > _MOST:
        st.caption(f"{len(tasks) - _MOST} more stand below.")


def _decisions(owed: Sequence[Owed]) -> None:
    if not owed:
        return
    st.subheader("Decisions they owe", anchor=False)
    for number, each in enumerate(owed):
        left, right = st.columns((8, 4), vertical_alignment="center")
        mark = f":red[**{OVERDUE}** {escaped(each.said)}]" if each.late else escaped(each.said)
        left.markdown(f"{escaped(each.text)}  \n{mark}")
        with right:
            links.to(
                links.REVIEW,
                escaped(each.review_name),
                icon=links.REVIEW.icon,
                key=f"owed.{number}",
                review=each.review,
            )


def _mentions(found: Sequence[Mention]) -> None:
    if not found:
        return
    st.subheader("Notes that speak to them", anchor=False)
    for number, each in enumerate(found[:_MOST]):
        left, right = st.columns((8, 4), vertical_alignment="center")
        left.markdown(f"{escaped(each.note.text)}  \n:small[:gray[{escaped(each.by)}, {moment(each.at)}]]")
        with right:
            place, opened = leading.place_of(each.note.about)
            links.to(place, "Open", icon=place.icon, key=f"mentioned.{number}", **opened)


def _everything(found: Mine) -> None:
    st.subheader("Everything of theirs", anchor=False)
    for kind, (_, plural) in standing.NOUNS.items():
        tasks = found.of(kind)
        if not tasks:
            continue
        with st.expander(f"{plural} ({len(tasks)})", expanded=True, key=f"mine.{kind}"):
            for each in tasks:
                beside = "helps with it" if each.helps else ""
                standing.line(each.standing, f"mine.{kind}.{each.standing.about.id}", beside=beside)


def _renaming(who: Answering) -> None:
    """Draw what calls *who* something else everywhere, for editors."""
    if not session.may_edit():
        return
    with st.popover("Rename", icon=":material/edit:", key="rename"):
        st.caption(
            "Everywhere where they own or help, in one change that can be taken back. Closed reviews and notes keep "
            "the name that was written."
        )
        st.text_input("New name", who.name, key=f"rename.{who.id}", max_chars=120)
        st.button(
            "Rename everywhere", key="rename.do", type="primary", on_click=partial(_rename, who, f"rename.{who.id}")
        )


def _rename(who: Answering, key: str) -> None:
    """Give *who* the name that is written under *key*. A callback."""
    name = str(st.session_state.get(key) or "")
    try:
        made = actions.rename_person(session.store(), who.name, name, session.who())
    except BscError as error:
        notices.refuse(error)
        return
    controls.move(WHO, plain(name))
    said = f"{who.name} is called {name} everywhere"
    if not made.nothing:
        undoing.remember(made.version, said)
    notices.say(said)
