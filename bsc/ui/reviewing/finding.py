"""One finding of the health check, and what can be done about it: fix it, look at it, act on it, or let it be."""

from functools import partial
from typing import Any, Final

import streamlit as st

from bsc import actions
from bsc.errors import BscError
from bsc.model.definitions import Touchpoint
from bsc.model.editing import Document, item, with_item
from bsc.model.initiatives import Origin
from bsc.model.review import AgendaItem, ItemKind, Review
from bsc.model.subject import SubjectKind
from bsc.model.words import Perspective
from bsc.ui import links, notices, session
from bsc.ui.acting import making
from bsc.ui.acting.making import Seed
from bsc.ui.acting.seeds import named
from bsc.ui.editors import drawer, saving
from bsc.ui.editors.draft import Draft, open_draft
from bsc.ui.failures import escaped
from bsc.ui.noting import leading
from bsc.views.dates import day
from bsc.views.health import Finding
from bsc.views.health_check import Checked, Outcome
from bsc.views.workspace import Workspace

HOME: Final = "health check"  # where the drawer of a finding is drawn
_LOOKED_AT: Final = {ItemKind.NO_EVIDENCE, ItemKind.OLD_ASSUMPTION, ItemKind.CONTRADICTED}
_SIGNS: Final = {Outcome.OPEN: "○", Outcome.SETTLED: "✓", Outcome.ACCEPTED: "≈", Outcome.ACTED: "▶"}
_TO_DO: Final = {
    ItemKind.NO_EVIDENCE: "Find evidence for {}",
    ItemKind.OLD_ASSUMPTION: "Look at {} again",
    ItemKind.CONTRADICTED: "Find out how {} feels",
    ItemKind.NO_CUSTOMER_KPI: "Find a customer KPI for {}",
    ItemKind.NO_DATA: "Collect data on {}",
    ItemKind.NO_OWNER: "Find an owner for {}",
}


def read(found: Finding) -> None:
    """Draw the finding with the way to what it is about, to be read."""
    place, opened = leading.place_of(found.about)
    with st.container(gap=None):
        key = f"health.read.{found.kind.name}.{found.about.id}"
        links.to(place, escaped(found.title), icon=place.icon, key=key, instead=escaped(found.title), **opened)
        st.markdown(escaped(found.sentence))
        if found.accepted:
            by = f"by {found.accepted.who}" if found.accepted.who else ""
            st.caption(f"≈ Accepted {escaped(by)} on {day(found.accepted.on)}: {escaped(found.accepted.reason)}")


def as_item(found: Finding) -> AgendaItem:
    """Return the finding as an item of an agenda."""
    return AgendaItem(kind=found.kind, about=found.about, title=found.title, sentence=found.sentence)


def draw(workspace: Workspace, review: Review, checked: Checked) -> None:
    """Draw one finding of the check that goes on, what became of it, and what can be done about it."""
    about, outcome = checked.item.about, checked.outcome
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{escaped(checked.item.title)}**", width="content")
        st.markdown(f"{_SIGNS[outcome]} {outcome.capitalize()}", width="content")
    st.markdown(escaped(checked.sentence))
    for each in checked.actions:
        links.to(links.INITIATIVE, escaped(each.name), icon=links.INITIATIVE.icon,
                 key=f"health.{checked.item.id}.{each.id}", initiative=each.id)  # fmt: skip
    if outcome is Outcome.ACCEPTED:
        st.caption(f"Why: {escaped(checked.item.note)}")
    if outcome is Outcome.SETTLED or about is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _fix(workspace, checked)
        if checked.item.kind in _LOOKED_AT:
            _looking(workspace, checked.item, about.id)
        making.offer(workspace, seed_of(workspace, review, checked.item), f"health.{checked.item.id}",
                     home=links.ACTIONS)  # fmt: skip
        _accept(review, checked.item)


def seed_of(workspace: Workspace, review: Review, found: AgendaItem) -> Seed:
    """Return what an action begins with that is to settle what was *found*."""
    touchpoint = _touchpoint(workspace, found)
    stage = next((each for each in workspace.scorecard.stages if found.about and each.id == found.about.id), None)
    return Seed(
        name=named(_TO_DO[found.kind].format(found.title)),
        origin=Origin.HEALTH_CHECK,
        about=found.about,
        kpis=touchpoint.kpis if touchpoint else (),
        owner=touchpoint.owner if touchpoint else stage.owner if stage else "",
        note=found.sentence,
        when=review.name,
    )


def looked_at(document: Document, touchpoint: str, on: object) -> Document:
    """Return *document* in which the evidence of the *touchpoint* was looked at *on* that day; raises NotFound."""
    return with_item(document, "touchpoints", {**item(document, "touchpoints", touchpoint), "evidence_on": on})


def _looking(workspace: Workspace, found: AgendaItem, touchpoint: str) -> None:
    """Draw what notes that the touchpoint was looked at today."""
    if not st.button("Looked at today", icon=":material/visibility:", type="tertiary", key=f"health.{found.id}.looked"):
        return
    change = partial(looked_at, touchpoint=touchpoint, on=workspace.today)
    said = f"{found.title} was looked at on {day(workspace.today)}"
    if saving.edited(change, workspace.store.definitions_version(), said):
        st.rerun()


def _fix(workspace: Workspace, checked: Checked) -> None:
    """Draw what opens the form in which the finding is settled."""
    about, key = checked.item.about, f"health.{checked.item.id}.fix"
    if about is None:
        return
    sections = {SubjectKind.TOUCHPOINT: "touchpoints", SubjectKind.PERSONA: "personas"}
    if about.kind in sections:
        st.button("Fix it", icon=":material/edit:", type="tertiary", key=key,
                  on_click=_open, args=(sections[about.kind], about.id, workspace))  # fmt: skip
        return
    wanted = [
        each.id
        for each in workspace.scorecard.objectives
        if (each.stage, each.perspective) == (about.id, Perspective.CUSTOMER)
    ]
    base: dict[str, Any] = {"objective": wanted[0]} if wanted else {"stage": about.id, "perspective": "customer"}
    section, then = ("kpis", "") if wanted else ("objectives", "kpis")
    draft = Draft(section, None, base, workspace.store.definitions_version(), home=HOME, then=then)
    label = "Add a KPI" if wanted else "Add an objective"
    st.button(label, icon=":material/add:", type="tertiary", key=key, on_click=open_draft, args=(draft,))


def _open(section: str, identity: str, workspace: Workspace) -> None:
    """Open the form. A callback."""
    try:
        drawer.open_item(section, identity, workspace, home=HOME)
    except BscError as error:
        notices.refuse(error)


def _accept(review: Review, found: AgendaItem) -> None:
    """Draw what lets the finding be, with a reason that holds for a year."""
    key = f"health.{found.id}.reason"
    with st.popover("Accept", icon=":material/do_not_disturb_on:", type="tertiary", key=f"health.{found.id}.accept"):
        st.text_area("Why it stays as it is", found.note, key=key, max_chars=500, height=80)
        st.caption("It is not found again for a year.")
        st.button("Accept it", key=f"{key}.do", type="primary", on_click=_accepted, args=(review, found, key))


def _accepted(review: Review, found: AgendaItem, key: str) -> None:
    """Keep why it stays as it is. A callback."""
    reason = str(st.session_state.get(key) or "").strip()
    if not reason:
        notices.refuse(BscError("a finding is accepted with a reason – write why it stays as it is"))
        return
    try:
        wanted, known = {"note": reason, "done": True}, {"note": found.note, "done": found.done}
        actions.write_item(session.store(), review.id, found.id, wanted, session.who(), known=known)
    except BscError as error:
        notices.refuse(error)


def _touchpoint(workspace: Workspace, found: AgendaItem) -> Touchpoint | None:
    if found.about is None or found.about.kind is not SubjectKind.TOUCHPOINT:
        return None
    return next((each for each in workspace.scorecard.touchpoints if each.id == found.about.id), None)
