"""The tab Targets: the steps in force, drafts kept in scenarios, and every change so far with its way back."""

from collections.abc import Sequence

import streamlit as st

from bsc import actions
from bsc.errors import BscError, Refused
from bsc.model.definitions import Target
from bsc.model.view import View
from bsc.ui import failures, notices, session
from bsc.ui.failures import escaped
from bsc.ui.tables import texts
from bsc.views.dates import moment
from bsc.views.target_history import StepChange, TargetChange, going_back, target_history
from bsc.views.targets import segment_text
from bsc.views.trend import Trend
from bsc.views.trend_rows import level_text
from bsc.views.workspace import Workspace

_NONE = "none"
LONGEST = 500  # characters of a reason


def draw(workspace: Workspace, view: View, trend: Trend) -> None:  # noqa: ARG001 -- what every tab is given
    """Draw the targets that the KPI of *trend* has, those that are thought about, and those that it had."""
    _steps(trend)
    if session.may_edit():  # a draft is nobody's but theirs who may publish it
        _kept(workspace, trend)
    changes = target_history(workspace, trend.kpi.id)
    if changes:
        _history(workspace, trend, changes)


def _steps(trend: Trend) -> None:
    if not trend.kpi.targets:
        st.caption(f"No target yet.{' Move a slider above and save it with a reason.' if session.may_edit() else ''}")
        return
    steps = sorted(trend.kpi.targets, key=lambda step: step.start, reverse=True)
    shown = {
        "From": [_from(trend, step) for step in steps],
        "For": [segment_text(step.where) for step in steps],
        "Target": [_level(trend, step) for step in steps],
        "Red line": [level_text(step.red_line, trend.kpi.unit, trend.currency) for step in steps],
        "In force": [trend.calendar.label(trend.shown.period) * (step == trend.shown.target) for step in steps],
        "Reason": [step.note for step in steps],
    }
    st.dataframe(texts(shown), hide_index=True, key="trend_targets")


def _kept(workspace: Workspace, trend: Trend) -> None:
    """Name the scenarios that hold a draft for the KPI: they are in force nowhere."""
    for scenario in workspace.store.scenarios():
        drafts = [draft.target for draft in scenario.targets if draft.kpi == trend.kpi.id]
        if drafts:
            first, last = drafts[0], drafts[-1]
            levels = " → ".join(dict.fromkeys(_level(trend, step) for step in (first, last)))
            said = f"Draft in {scenario.name}: {levels} from {_from(trend, first)} on, for {segment_text(first.where)}"
            st.caption(f":material/bookmark: {escaped(said)}")


def _history(workspace: Workspace, trend: Trend, changes: Sequence[TargetChange]) -> None:
    st.markdown("**What was changed**")
    st.dataframe(
        texts(
            {
                "When (UTC)": [moment(change.at) for change in changes],
                "Who": [change.who for change in changes],
                "Change": ["; ".join(_sentence(trend, step) for step in change.steps) for change in changes],
                "Reason": [change.reason for change in changes],
            }
        ),
        hide_index=True,
        key="target_history",
        column_config={"Change": st.column_config.TextColumn(width="large")},
    )
    undoable = {change.version: change for change in changes if change.back_to is not None}
    if undoable and session.may_edit():
        with st.expander("Take a change back", icon=":material/undo:", key="target_undo"):
            _undo(workspace, trend, undoable)


def _undo(workspace: Workspace, trend: Trend, changes: dict[int, TargetChange]) -> None:
    labels = {
        version: f"{moment(change.at)} · {change.who}" + (f" · {change.reason}" if change.reason else "")
        for version, change in changes.items()
    }
    newest = max(labels)  # what was chosen before another change was made is chosen no longer
    chosen = st.selectbox("Change", list(labels), format_func=labels.__getitem__, key=f"target_undo_from_{newest}")
    if chosen is None or (back_to := changes[chosen].back_to) is None:
        return
    steps = going_back(workspace, trend.kpi.id, back_to)
    if not steps:
        st.caption("The targets are already as they were before it.")
        return
    later = any(version > chosen for version in changes)
    st.caption(
        "The targets become what they were before it" + (", without the later changes either:" if later else ":")
    )
    st.markdown("\n".join(f"- {escaped(_sentence(trend, step))}" for step in steps))
    with st.form(f"target_undo_{chosen}", border=False):
        reason = st.text_input("Reason", f"Takes back: {changes[chosen].reason}"[:LONGEST], max_chars=LONGEST)
        if st.form_submit_button("Take it back", icon=":material/undo:"):
            _restore(trend, back_to, reason.strip())


def _restore(trend: Trend, version: int, reason: str) -> None:
    if not reason:
        st.error("A reason is missing: say in a few words why, so that the next review understands the change.")
        return
    try:
        actions.restore_targets(
            session.store(), trend.kpi.id, version, who=session.who(), reason=reason, seen=trend.kpi.targets
        )
    except Refused as error:
        notices.refuse(error)
        st.rerun()
    except BscError as error:
        failures.sentence(error)
        return
    notices.say(f"Taken back: the targets of {trend.kpi.name} are as they were. This can be taken back as well.")
    st.rerun()


def _sentence(trend: Trend, step: StepChange) -> str:
    """Return what became of one step: `Sep 2026, everybody: 45.0% → 50.0% (red line 35.0%)`."""
    start = trend.calendar.label(trend.calendar.period(step.start, trend.kpi.frequency))
    levels = [_level(trend, each) if each else _NONE for each in (step.before, step.after)]
    lines = [level_text(each.red_line, trend.kpi.unit, trend.currency) for each in (step.before, step.after) if each]
    reworded = " (reason reworded)" if step.before and step.after and _same(step.before, step.after) else ""
    target, red_line = (" → ".join(dict.fromkeys(each)) for each in (levels, lines))
    return f"{start}, {segment_text(step.where)}: {target} (red line {red_line}){reworded}"


def _same(before: Target, after: Target) -> bool:
    return (before.target, before.red_line) == (after.target, after.red_line)


def _level(trend: Trend, step: Target) -> str:
    return level_text(step.target, trend.kpi.unit, trend.currency)


def _from(trend: Trend, step: Target) -> str:
    return trend.calendar.label(trend.calendar.period(step.start, trend.kpi.frequency))
