"""Decisions of a review: made beside what they are about, and what becomes of them after it is closed."""

from datetime import date
from functools import partial
from typing import Any, Final

import streamlit as st

from bsc import actions
from bsc.actions.reviews import review as find_review
from bsc.actions.reviews import still_open
from bsc.errors import BscError
from bsc.model.review import AgendaItem, Decision, DecisionState, Review
from bsc.ui import links, notices, session
from bsc.ui.failures import escaped
from bsc.ui.reviewing import fields
from bsc.views.agenda import became
from bsc.views.mentions import people
from bsc.views.workspace import Workspace

_OPEN: Final = "review.deciding"  # the review and the item (or decision) whose form is open
_NEW: Final = ""
_FIELDS: Final = ("text", "owner", "due")
_BECAME: Final = ("state", "outcome")
_GLYPHS: Final = {
    DecisionState.OPEN: ":material/radio_button_unchecked:",
    DecisionState.DONE: ":material/check_circle:",
    DecisionState.DROPPED: ":material/block:",
}


def may_change(review_id: str) -> None:
    """Raise Refused where the review is closed, NotFound where it is dropped."""
    still_open(find_review(session.store(), review_id))


def begin(review_id: str, place: str = _NEW) -> None:
    """Let the form of a decision stand at *place*: an item of the agenda, a decision, or among all. A callback."""
    st.session_state[_OPEN] = (review_id, place)


def draw(workspace: Workspace, review: Review) -> None:
    """Draw every decision with what became of it, and for editors what changes that."""
    if not review.decisions:
        st.caption("Nothing is decided yet." if review.open else "Nothing was decided.")
    for each in review.decisions:
        with st.container(border=True, gap="xsmall"):
            _decision(workspace, review, each)
    if review.open and session.may_edit():
        st.button("Add a decision", icon=":material/gavel:", key="review.decide", on_click=begin, args=(review.id,))
        form(workspace, review)


def form(workspace: Workspace, review: Review, item: AgendaItem | None = None) -> None:
    """Draw the form of a new decision where it was asked for: at *item*, or among all."""
    if st.session_state.get(_OPEN) != (review.id, item.id if item else _NEW):
        return
    _fields(workspace, review, None, item)


def follow_up(workspace: Workspace, item: AgendaItem) -> None:
    """Draw what changes what became of a decision of last time that stands on the agenda as *item*."""
    of = next((each for each in workspace.reviews() if item.about and each.id == item.about.id), None)
    decision = next((each for each in of.decisions if each.id == item.decision), None) if of else None
    if of is not None and decision is not None and not of.open:
        _action(workspace, of, decision)
        _controls(workspace, of, decision)


def _fields(workspace: Workspace, review: Review, decision: Decision | None, item: AgendaItem | None = None) -> None:
    key = f"review.{review.id}.decision.{decision.id if decision else item.id if item else _NEW}"
    suggested = (decision.text, decision.owner or None, decision.due) if decision else ("", None, None)
    known = list(dict.fromkeys([*people(workspace), *filter(None, [suggested[1]])]))
    with st.container(border=True):
        for name, value in zip(_FIELDS, suggested, strict=True):
            fields.seat(f"{key}.{name}", value)
        st.text_area("What is decided", key=f"{key}.text", max_chars=2000, height=68,
                     on_change=fields.hold, args=(f"{key}.text", partial(may_change, review.id),
                                                  f"{review.name}: a decision"))  # fmt: skip
        left, right = st.columns(2)
        left.selectbox(
            "Whose it is", known, index=None, key=f"{key}.owner", accept_new_options=True,
            placeholder="Choose or write a name",
        )  # fmt: skip
        right.date_input("Due", None, key=f"{key}.due", format="YYYY-MM-DD")
        with st.container(horizontal=True):
            st.button("Keep the decision", type="primary", key=f"{key}.keep", on_click=_keep,
                      args=(review.id, key, decision, item))  # fmt: skip
            st.button("Cancel", key=f"{key}.cancel", on_click=_shut, args=(key,))


def _keep(review_id: str, key: str, decision: Decision | None, item: AgendaItem | None) -> None:
    """Keep what was written. A callback."""
    due = st.session_state.get(f"{key}.due")
    wanted: dict[str, Any] = {
        "text": (st.session_state.get(f"{key}.text") or "").strip(),
        "owner": (st.session_state.get(f"{key}.owner") or "").strip(),
        "due": due if isinstance(due, date) else None,
    }
    if not wanted["text"]:
        notices.refuse(BscError("a decision without words says nothing – write what is decided"))
        return
    try:
        if decision is None:
            actions.decide(session.store(), review_id, {**wanted, "about": item.about if item else None}, session.who())
        else:
            known = {name: fields.known(f"{key}.{name}") or "" for name in ("text", "owner")}
            known["due"] = fields.known(f"{key}.due")
            changed = {name: value for name, value in wanted.items() if value != known[name]}
            actions.write_decision(session.store(), review_id, decision.id, changed, session.who(), known=known)
    except BscError as error:
        notices.refuse(error)
        _look(review_id, decision, key, _FIELDS)
        return
    _shut(key)


def _look(review_id: str, decision: Decision | None, key: str, names: tuple[str, ...]) -> None:
    """Let the fields *names* of the decision count as looked at: what they say now is told. A callback's part."""
    held = next((each for each in session.store().reviews() if each.id == review_id), None)
    now = next((each for each in held.decisions if decision and each.id == decision.id), None) if held else None
    for name in names if now else ():
        fields.look(f"{key}.{name}", getattr(now, name))


def _shut(key: str) -> None:
    """Close the form whose fields' keys begin with *key*. A callback."""
    st.session_state.pop(_OPEN, None)
    for name in _FIELDS:
        fields.forget(f"{key}.{name}")


def _decision(workspace: Workspace, review: Review, decision: Decision) -> None:
    if st.session_state.get(_OPEN) == (review.id, decision.id) and review.open:
        _fields(workspace, review, decision)
        return
    whose = f" · {escaped(decision.owner)}" if decision.owner else " · nobody's yet"
    st.markdown(f"{_GLYPHS[decision.state]} **{escaped(decision.text)}**{whose}")
    st.caption(escaped(became(decision, workspace.scorecard.initiatives, workspace)))
    with st.container(horizontal=True, gap="small"):
        _action(workspace, review, decision)
        if session.may_edit():
            _controls(workspace, review, decision)


def _action(workspace: Workspace, review: Review, decision: Decision) -> None:
    known = {each.id for each in workspace.scorecard.initiatives}
    key = f"review.{review.id}.{decision.id}"
    if decision.initiative in known:
        links.to(
            links.INITIATIVE, "Open its action", icon=links.INITIATIVE.icon, key=f"{key}.action",
            initiative=str(decision.initiative),
        )  # fmt: skip
    elif session.may_edit() and decision.state is DecisionState.OPEN:
        st.button("Make it an action", icon=":material/add_task:", type="tertiary", key=f"{key}.make",
                  on_click=_make, args=(workspace, review, decision))  # fmt: skip


def _controls(workspace: Workspace, review: Review, decision: Decision) -> None:
    key = f"review.{review.id}.{decision.id}"
    for name in _BECAME:
        fields.seat(f"{key}.{name}", getattr(decision, name))
    with st.popover("What became of it", icon=":material/edit_note:", type="tertiary", key=f"{key}.became"):
        states = list(DecisionState)
        st.segmented_control("State", states, required=True, key=f"{key}.state",
                             format_func=lambda each: each.value.capitalize())  # fmt: skip
        st.text_area("In words", key=f"{key}.outcome", max_chars=2000, height=68)
        st.button("Keep", type="primary", key=f"{key}.settle", on_click=_settle, args=(workspace, review, decision))
    if review.open:
        st.button("Change", icon=":material/edit:", type="tertiary", key=f"{key}.change",
                  on_click=begin, args=(review.id, decision.id))  # fmt: skip
        st.button("Withdraw", icon=":material/undo:", type="tertiary", key=f"{key}.withdraw",
                  on_click=_withdraw, args=(review, decision))  # fmt: skip


def _make(workspace: Workspace, review: Review, decision: Decision) -> None:
    """Make an action of the decision. A callback."""
    try:
        actions.make_action(session.store(), review.id, decision.id, session.who(), today=workspace.today)
    except BscError as error:
        notices.refuse(error)
        return
    notices.say("It is an action now: on the board, and linked here")


def _settle(workspace: Workspace, review: Review, decision: Decision) -> None:
    """Keep what became of the decision. A callback."""
    key = f"review.{review.id}.{decision.id}"
    state = st.session_state.get(f"{key}.state") or decision.state
    said = st.session_state.get(f"{key}.outcome") or ""
    known = {name: fields.known(f"{key}.{name}") for name in _BECAME}
    try:
        kept = actions.settle_decision(
            session.store(), review.id, decision.id, DecisionState(state), session.who(), known=known, outcome=said,
            on=workspace.today,
        )  # fmt: skip
    except BscError as error:
        notices.refuse(error)
        _look(review.id, decision, key, _BECAME)
        return
    for name in _BECAME:
        fields.forget(f"{key}.{name}")
        fields.seat(f"{key}.{name}", getattr(kept, name))


def _withdraw(review: Review, decision: Decision) -> None:
    """Take the decision out. A callback."""
    try:
        actions.withdraw_decision(session.store(), review.id, decision.id, session.who())
    except BscError as error:
        notices.refuse(error)
