"""What a draft would change, and how it ends: saved with a reason, kept in a scenario, or dropped."""

from typing import Final

import streamlit as st

from bsc import actions
from bsc.charts.figures import change, figure
from bsc.charts.theme import LOOKS
from bsc.errors import BscError, Refused
from bsc.model.editing import number_of
from bsc.model.scenario import Scenario
from bsc.model.words import Status, Unit
from bsc.ui import failures, labels, notices, session
from bsc.ui.failures import escaped
from bsc.ui.trends import drafting
from bsc.views.drafts import Moved
from bsc.views.scenario_drafts import begun, with_target
from bsc.views.targets import difference, place, summary
from bsc.views.trend import Draft, Drafted, Trend

_NEW: Final = ""
_UNBROKEN: Final = "\N{NO-BREAK SPACE}"
LONGEST: Final = 500  # characters of a reason
_HEAD: Final = "| Score | Now | Then | Change |\n|:--|--:|--:|--:|"


def draw(subject: Trend, draft: Draft) -> None:
    """Draw the ways to end *draft*; who may change nothing has moved it for themselves, and drops it."""
    if not session.may_edit():
        _drop()
        return
    with st.form("save_target", border=False):
        reason = st.text_input(
            "Reason", key="draft_reason", placeholder="Why this target, and who agreed", max_chars=LONGEST
        )
        save = st.form_submit_button("Save target", icon=":material/save:", type="primary", width="stretch")
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        _keep(subject, draft)
        _drop()
    if save:
        _save(subject, draft, reason.strip())


def _drop() -> None:
    st.button("Drop the draft", type="tertiary", icon=":material/undo:", on_click=drafting.drop, key="drop_draft")


def changes(subject: Trend, draft: Draft, effect: Drafted) -> None:
    """Draw, folded away, every score that would be another one, as a table and in words: written when it is opened."""
    found = difference(subject, draft, effect)
    moves = found.moves or found.saved
    label = f"What it changes: {number_of(len(moves), 'score')}"
    shown = st.popover(label, icon=":material/difference:", width="stretch", key="draft_changes", on_change="rerun")
    if not shown.open:
        return
    with shown:
        if moves:
            st.markdown("\n".join([_HEAD, *(_row(subject, move) for move in moves)]))
        st.caption("The same in words, to copy:")
        st.code(summary(subject, draft, effect, found), language=None, wrap_lines=True)


def _row(subject: Trend, move: Moved) -> str:
    before, after = _told(move.before, move.status_before), _told(move.after, move.status_after)
    return f"| {escaped(place(subject, move))} | {before} | {after} | {change(move.after, move.before, Unit.POINTS)} |"


def _told(score: float | None, status: Status) -> str:
    return f":{LOOKS[status].theme_color}[{LOOKS[status].glyph}]{_UNBROKEN}{figure(score, Unit.POINTS)}"


def _save(subject: Trend, draft: Draft, reason: str) -> None:
    if not reason:
        st.error("A reason is missing: say in a few words why, so that the next review understands the change.")
        return
    try:
        actions.publish_targets(
            session.store(),
            subject.kpi.id,
            draft.targets(reason),
            who=session.who(),
            reason=reason,
            seen=subject.kpi.targets,
        )
    except Refused as error:
        _overtaken(error)
    except BscError as error:
        failures.sentence(error)
        return
    _ended(f"Saved: the target of {subject.kpi.name}")


def _keep(subject: Trend, draft: Draft) -> None:
    """Draw how *draft* is put into a scenario, beside others that are thought about together."""
    shown = st.popover(
        "Keep as draft", icon=":material/bookmark_add:", type="tertiary", key="draft_keep", on_change="rerun"
    )
    if not shown.open:
        return
    known = {each.id: each for each in session.store().scenarios()}
    names = labels.unlike({_NEW: "A new scenario"} | {each.id: each.name for each in known.values()})
    with shown:
        st.caption("In a scenario nothing is in force: it is compared, and published or dropped, under What if.")
        with st.form("keep_target", border=False):
            chosen = st.selectbox("Scenario", list(names), format_func=names.__getitem__, key="draft_scenario")
            name = st.text_input("Name of a new one", key="draft_scenario_name", max_chars=120)
            kept = st.form_submit_button("Keep", icon=":material/bookmark_add:", width="stretch")
        if kept:
            _put(subject, draft, known.get(chosen or _NEW), name)


def _put(subject: Trend, draft: Draft, scenario: Scenario | None, name: str) -> None:
    store = session.store()
    try:
        grown = scenario or begun(name, draft.start, store.scenarios())
        for step in draft.targets():
            grown = with_target(grown, subject.kpi.id, step)
        actions.keep_scenario(store, grown, who=session.who(), known=[scenario] if scenario else [])
    except BscError as error:
        failures.sentence(error)
        return
    _ended(f"Kept in {grown.name}: a draft for {subject.kpi.name}")


def _overtaken(error: Refused) -> None:
    """Let the page show what is in force now, and say why nothing was saved."""
    notices.refuse(error)
    st.rerun()


def _ended(said: str) -> None:
    drafting.drop()
    notices.say(said)
    st.rerun()
