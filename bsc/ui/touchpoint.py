"""A touchpoint: in short on the Stage page, and with everything that is known of it over any page."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from bsc.charts.theme import EVIDENCE, LOOKS
from bsc.model.definitions import ALL_PERSONAS, Touchpoint
from bsc.model.subject import Subject, SubjectKind
from bsc.model.view import View
from bsc.ui import computing, controls, links, parts, session, voice
from bsc.ui.acting import offering
from bsc.ui.editors import drawer
from bsc.ui.failures import escaped
from bsc.ui.links import Place
from bsc.ui.noting import thread
from bsc.views.cards import Card
from bsc.views.stage import StagePage
from bsc.views.touchpoint import SAID, Feeling, Line, TouchpointPage, Watched, touchpoint_page
from bsc.views.voice import touchpoint_of
from bsc.views.workspace import Workspace

_MOMENT: Final = "★\N{NO-BREAK SPACE}moment\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}truth"
_OPEN: Final = ":material/read_more:"
_WIDTH: Final = 250
OPENED: Final = "touchpoint"
_CLOSED: Final = "_touchpoint_closed"


def cards(workspace: Workspace, view: View, page: StagePage, *, opens: bool = True) -> None:
    """Draw the stage's touchpoints: what is said of each, what a customer wrote last, and the way to the rest.

    With *opens*, everything about one of them is drawn over the page where it is wanted: one dialog at a time.
    """
    asked = _cards(page) if page.touchpoints else ""
    if asked and opens:
        show(workspace, view, asked, links.STAGE)
    elif opens:
        show_opened(workspace, view, links.STAGE)


def _cards(page: StagePage) -> str:
    """Draw the touchpoints in short; return the id of the one of which everything is wanted in this run."""
    st.subheader("Touchpoints")
    columns = st.grid(3, min_column_width=_WIDTH, border=True)
    asked = ""
    for touchpoint in page.touchpoints:
        with columns.cell():
            _in_short(touchpoint, page.personas)
            voice.quote(page.voices[touchpoint.id])
            if st.button("Everything about it", key=f"touchpoint.{touchpoint.id}", type="tertiary", icon=_OPEN):
                asked = touchpoint.id
    return asked


def show(workspace: Workspace, view: View, touchpoint_id: str, home: Place) -> None:
    """Draw everything about the touchpoint called *touchpoint_id* over the page *home*, and in its address.

    Raises NotFound. What is done in it draws only itself anew.
    """
    name = touchpoint_of(workspace, touchpoint_id).name
    st.query_params[OPENED] = touchpoint_id
    links.pin(OPENED, touchpoint_id)
    parts.dialog(_contents, escaped(name), on_dismiss=_close)(view, touchpoint_id, home)


def show_opened(workspace: Workspace, view: View, home: Place) -> None:
    """Draw everything about the touchpoint that the address names, or that the share link opens with, if one is."""
    first = () if st.session_state.get(_CLOSED) else links.opening(OPENED)
    written = st.query_params.get(OPENED) or next(iter(first), "")
    known = {each.id: each.name for each in workspace.scorecard.touchpoints}
    if written in known:
        show(workspace, view, written, home)
    elif written:
        controls.say_unknown("touchpoint", written, known)
        st.query_params.pop(OPENED, None)


def _close() -> None:
    """Take it out of the address. A callback."""
    st.session_state[_CLOSED] = True
    st.query_params.pop(OPENED, None)


def _contents(view: View, touchpoint_id: str, home: Place) -> None:
    links.follow()
    workspace = session.workspace()
    try:
        page = computing.answer(
            workspace, f"touchpoint {touchpoint_id}", view, lambda asked: touchpoint_page(asked, view, touchpoint_id)
        )
        _about(page)
        _feeling(page.feeling)
        _said(workspace, page, home)
        _watched(page)
        voice.draw(workspace, view, touchpoint_id)
        st.markdown("**Notes**")
        thread.draw(workspace, Subject.of(SubjectKind.TOUCHPOINT, touchpoint_id), key="touchpoint")
    except computing.Computing as waiting:
        said = f" ({waiting.rows:,})" if waiting.rows else ""
        st.caption(f":material/hourglass_top: Many rows are being read{said}. Nothing is lost meanwhile.")
        st.button("Look again", key="touchpoint.again", icon=":material/refresh:")
    if session.may_edit() and st.button("Edit the touchpoint", key="touchpoint.edit", icon=":material/edit:"):
        drawer.open_item("touchpoints", touchpoint_id, workspace)
        links.go(links.DEFINITIONS, section="Touchpoints")


def _about(page: TouchpointPage) -> None:
    touchpoint = page.touchpoint
    known = [
        page.stage,
        touchpoint.channel,
        page.persona,
        f"owner: {touchpoint.owner or 'nobody yet'}",
        f"{EVIDENCE[touchpoint.evidence]}\N{NO-BREAK SPACE}{touchpoint.evidence.value}",
        _MOMENT if touchpoint.moment_of_truth else "",
    ]
    st.caption(escaped(" · ".join(filter(None, known))))


def _feeling(feeling: Feeling) -> None:
    st.markdown(f"**{feeling.word}**: {escaped('; '.join(feeling.said))}")
    if feeling.disagreement:
        st.warning(escaped(feeling.disagreement), icon=":material/compare_arrows:")


def _said(workspace: Workspace, page: TouchpointPage, home: Place) -> None:
    if not page.lines:
        st.caption("Nothing is said yet of what customers want, do and ask here.")
        return
    columns = st.grid(2, min_column_width=_WIDTH)
    for word, lines in page.lines:
        with columns.cell():
            if word == SAID["pains"]:
                _pains(workspace, page, lines, home)
            else:
                st.markdown("\n".join([f"**{word}**", *map(_line, lines)]))
    st.caption(" · ".join(f"{glyph} {evidence.value}" for evidence, glyph in EVIDENCE.items()))


def _pains(workspace: Workspace, page: TouchpointPage, lines: Sequence[Line], home: Place) -> None:
    """Draw each pain with the way to what is done about it."""
    st.markdown(f"**{SAID['pains']}**")
    for number, line in enumerate(lines):
        st.markdown(_line(line))
        offering.for_pain(workspace, page.touchpoint, line.text, number, home)


def _line(line: Line) -> str:
    return f"- {escaped(EVIDENCE[line.evidence])} {escaped(line.text)}"


def _watched(page: TouchpointPage) -> None:
    if not page.watched:
        return
    st.markdown(f"**KPIs in {escaped(page.period)}**")
    for each in page.watched:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _kpi(each)


def _kpi(watched: Watched) -> None:
    card: Card = watched.card
    look = LOOKS[card.status]
    links.to(links.TRENDS, escaped(card.name), key=f"touchpoint.kpi.{card.kpi}", kpi=card.kpi)
    st.markdown(f"**{escaped(card.figure)}**", width="content")
    st.badge(f"{look.glyph} {card.status}", color=look.theme_color)
    about = [watched.of, card.changed or card.change, *card.notes]
    st.caption(escaped(" · ".join(filter(None, about))), width="content")


def _in_short(touchpoint: Touchpoint, personas: Mapping[str, str]) -> None:
    known = [
        touchpoint.channel,
        f"{EVIDENCE[touchpoint.evidence]}\N{NO-BREAK SPACE}{touchpoint.evidence.value}",
        "" if touchpoint.persona == ALL_PERSONAS else personas.get(touchpoint.persona, touchpoint.persona),
        touchpoint.owner,
        _MOMENT if touchpoint.moment_of_truth else "",
    ]
    st.markdown(f"**{escaped(touchpoint.name)}**  \n:small[:gray[{escaped(' · '.join(filter(None, known)))}]]")
    said = {word: [each.text for each in getattr(touchpoint, field)] for field, word in SAID.items()}
    st.markdown("\n".join(f"- :gray[{word}:] {escaped('; '.join(texts))}" for word, texts in said.items() if texts))
