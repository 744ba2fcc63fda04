"""The tab Health check: the journey looked at again step by step; it ends in actions and is kept as a review."""

from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st

from bsc import actions
from bsc.errors import BscError
from bsc.model.editing import number_of
from bsc.model.review import ItemKind, ReviewKind
from bsc.model.view import View
from bsc.ui import bound, computing, controls, links, notices, session
from bsc.ui.editors import drawer, forms
from bsc.ui.failures import escaped
from bsc.ui.reviewing import finding
from bsc.views.dates import day
from bsc.views.health import STEPS, Finding, findings
from bsc.views.health_check import HealthCheck, Outcome, going_on, last_closed
from bsc.views.reviews import begun
from bsc.views.workspace import Workspace

STEP: Final = "step"  # of the check, in the address
NAMES: Final[Mapping[ItemKind, str]] = {
    ItemKind.NO_EVIDENCE: "Without evidence",
    ItemKind.OLD_ASSUMPTION: "Old assumptions",
    ItemKind.CONTRADICTED: "Contradicted opinions",
    ItemKind.NO_CUSTOMER_KPI: "No customer KPI",
    ItemKind.NO_DATA: "Personas without data",
    ItemKind.NO_OWNER: "Touchpoints without an owner",
}
WHY: Final[Mapping[ItemKind, str]] = {
    ItemKind.NO_EVIDENCE: "All of it is a guess. Link a KPI or customers' comments, or write what was observed.",
    ItemKind.OLD_ASSUMPTION: "Customers change. Is it still so? What nobody observed is to be looked at every year.",
    ItemKind.CONTRADICTED: "The map shows a feeling that the figures do not. One of the two is wrong, or tells half.",
    ItemKind.NO_CUSTOMER_KPI: "Nothing tells how customers fare there: the stage is judged from within alone.",
    ItemKind.NO_DATA: "The map is drawn for them, and no row is theirs. Is it still one, or is a column missing?",
    ItemKind.NO_OWNER: "What nobody answers for stays as it is.",
}


def draw(workspace: Workspace, view: View) -> None:
    """Draw the check that goes on at the step that is open, else what a check would find, and what begins one."""
    drawer.draw(workspace, forms.IN_PLACE, home=finding.HOME)
    found = computing.answer(workspace, "health", View(), findings)
    check = going_on(workspace)
    if check is None:
        _before(workspace, view, found)
    elif session.may_edit():
        _going_on(workspace, check)
    else:
        st.markdown(f"**{escaped(check.review.name)}** goes on.")
        _listed(found)


def _before(workspace: Workspace, view: View, found: tuple[Finding, ...]) -> None:
    standing = [each for each in found if each.accepted is None]
    if not workspace.scorecard.touchpoints:
        st.info("The map has no touchpoint yet: draw the journey first.", icon=":material/route:")
        return
    said = number_of(len(standing), "finding")
    accepted = len(found) - len(standing)
    more = f", {accepted} more accepted with a reason" if accepted else ""
    st.markdown(f"Is the journey still drawn as customers walk it? **{said}**{more}.")
    if last := last_closed(workspace):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"The last check was held on {day(last.held)}.", width="content")
            links.to(links.REVIEW, escaped(last.name), icon=links.REVIEW.icon, key="health.last", review=last.id)
    if session.may_edit():
        st.button("Start the health check", type="primary", icon=":material/health_and_safety:", key="health.start",
                  on_click=_start, args=(view,))  # fmt: skip
    _listed(found)


def _listed(found: tuple[Finding, ...]) -> None:
    """Draw the findings by step, to be read, open at the first; the steps without any in one line."""
    steps = {kind: [each for each in found if each.kind is kind] for kind in STEPS}
    first = next((kind for kind, of_kind in steps.items() if of_kind), None)
    for kind, of_kind in steps.items():
        if not of_kind:
            continue
        with st.expander(f"{NAMES[kind]} ({len(of_kind)})", expanded=kind is first, key=f"health.read.{kind.name}"):
            st.caption(WHY[kind])
            for each in of_kind:
                finding.read(each)
    if clear := [f"{NAMES[kind][:1].lower()}{NAMES[kind][1:]}" for kind, of_kind in steps.items() if not of_kind]:
        st.markdown(f"✓ Nothing found: {', '.join(clear)}.")


def _start(view: View) -> None:
    """Begin a check. A callback."""
    try:
        made = begun(session.workspace(), view, kind=ReviewKind.JOURNEY)
        actions.open_review(session.store(), made, session.who())
    except BscError as error:
        notices.refuse(error)


def _going_on(workspace: Workspace, check: HealthCheck) -> None:
    offered = {kind.name.lower(): f"{number}. {NAMES[kind]}" for number, kind in enumerate(STEPS, 1)}
    looked = len(check.all) - check.count(Outcome.OPEN)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{escaped(check.review.name)}**: {looked} of {len(check.all)} looked at", width="content")
        links.to(
            links.REVIEW, "Notes and decisions", icon=links.REVIEW.icon, key="health.review", review=check.review.id
        )
    step = ItemKind[bound.segmented(STEP, "step", offered).upper()]
    st.caption(f"{WHY[step]} {_left(check, step)}")
    for each in check.steps[step]:
        with st.container(border=True, gap="xsmall"):
            finding.draw(workspace, check.review, each)
    _new(check)
    following = check.after(step)
    if following:
        st.button(f"Next: {NAMES[following]}", type="primary", icon=":material/arrow_forward:", key="health.next",
                  on_click=controls.move, args=(STEP, following.name.lower()))  # fmt: skip
    else:
        _end(check)


def _left(check: HealthCheck, kind: ItemKind) -> str:
    of_step = check.steps[kind]
    left = sum(each.outcome is Outcome.OPEN for each in of_step)
    return f"{left} of {number_of(len(of_step), 'finding')} still to look at." if of_step else "✓ Nothing was found."


def _new(check: HealthCheck) -> None:
    if not check.new:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{number_of(len(check.new), 'finding')} came up since the check began.", width="content")
        st.button("Add to the check", icon=":material/add:", type="tertiary", key="health.more",
                  on_click=_add, args=(check,))  # fmt: skip


def _add(check: HealthCheck) -> None:
    """Put what has been found since on the agenda. A callback."""
    items = [finding.as_item(each) for each in check.new]
    try:
        actions.look_again(session.store(), check.review.id, check.review.seen, items, session.who())
    except BscError as error:
        notices.refuse(error)


def _end(check: HealthCheck) -> None:
    said = ", ".join(
        f"{check.count(outcome)} {words}"
        for outcome, words in (
            (Outcome.SETTLED, "settled"),
            (Outcome.ACTED, "in an action"),
            (Outcome.ACCEPTED, "accepted with a reason"),
            (Outcome.OPEN, "still to look at"),
        )
    )
    st.markdown(f"**What came of it:** {said}.")
    with st.popover("End the check", icon=":material/lock:", type="primary", key="health.closing"):
        st.markdown("It is kept as a review with its minutes, for good: nobody changes it any more.")
        if left := check.count(Outcome.OPEN):
            st.caption(f"{number_of(left, 'finding')} that nobody looked at will be found again next time.")
        st.button("End it", type="primary", key="health.close", on_click=partial(_close, check))


def _close(check: HealthCheck) -> None:
    """End the check: what is no longer found is ticked, with a word on that. A callback."""
    settled = [each.item.id for each in check.all if each.outcome is Outcome.SETTLED]
    try:
        actions.close_check(session.store(), check.review.id, settled, session.who())
    except BscError as error:
        notices.refuse(error)
        return
    notices.say(f"{check.review.name} is kept")
