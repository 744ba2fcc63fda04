"""The panel beside the chart: sliders for target and red line, their record in the past, and how a draft is saved."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import streamlit as st

from bsc import actions
from bsc.charts.figures import figure
from bsc.errors import BscError
from bsc.model.definitions import Benchmark
from bsc.model.view import View
from bsc.model.words import Better
from bsc.scoring.history import TrackRecord
from bsc.scoring.judging import Anchors
from bsc.ui import failures, notices, session
from bsc.ui.failures import escaped
from bsc.ui.trends import drafting
from bsc.ui.trends.dial import Dial
from bsc.views.reach import numbers
from bsc.views.trend import Draft, Drafted, Trend
from bsc.views.workspace import Workspace

AROUND: Final = 12  # periods before and after the shown one that a target can begin with
TOO_FEW: Final = ":material/info: Too few cases to call: by chance alone it could be on track or off track."
DIRECTIONS: Final[Mapping[Better, str]] = {
    Better.HIGHER: "higher is better",
    Better.LOWER: "lower is better",
    Better.WITHIN: "within a range is better",
}
_WORDS: Final[Mapping[drafting.Which, str]] = {"target": "Target", "red_line": "Red line"}
_SHORT: Final[Mapping[drafting.Which, str]] = {"target": "Target", "red_line": "Red"}


def controls(trend: Trend, workspace: Workspace, view: View) -> tuple[Draft | None, Drafted | None]:  # noqa: ARG001 -- for the choice of a segment
    """Draw the dialogue of a target; return the draft and what it does to *trend*, or None twice without one."""
    dial = Dial(trend.reach, trend.kpi.unit, trend.currency)
    anchors = drafting.begin(trend, dial)
    _purpose(trend)
    for which in drafting.WHICH:
        st.slider(
            _WORDS[which],
            dial.low,
            dial.high,
            step=dial.step,
            format=dial.format,
            key=drafting.slider_key(which),
            on_change=drafting.slid,
            args=(trend, dial, which),
        )
    _fields(trend, dial, anchors)
    drafted = drafting.current(trend)
    if drafted is None:
        _standing(trend)
        return None, None
    draft = Draft(anchors=drafted, start=_start(trend), where=_where(trend))
    effect = trend.drafted(draft)
    _record(trend, effect)
    _cautions(trend, draft, effect)
    _closing(trend, draft)
    return draft, effect


def _closing(trend: Trend, draft: Draft) -> None:
    """Draw how *draft* is saved, with a reason, or dropped."""
    with st.form("save_target", border=False):
        reason = st.text_input(
            "Reason", key="draft_reason", placeholder="Why this target, and who agreed", max_chars=500
        )
        save = st.form_submit_button("Save target", icon=":material/save:", width="stretch")
    st.button(
        "Drop the draft",
        type="tertiary",
        icon=":material/undo:",
        on_click=drafting.drop,
        width="stretch",
        key="drop_draft",
    )
    if save:
        _save(trend, draft, reason.strip())


def segment_text(where: Mapping[str, str]) -> str:
    """Return whom a target is for, in words."""
    return ", ".join(f"{name} = {value}" for name, value in sorted(where.items())) or "everybody"


def _purpose(trend: Trend) -> None:
    st.markdown("**What if the target were …**")
    st.caption(
        f"{DIRECTIONS[trend.kpi.better]}{f', per {trend.kpi.frequency}' if trend.shown.flow else ''}".capitalize()
    )
    if trend.published is None:
        st.caption("No target is in force here. The sliders begin at the median and the worse quarter of its history.")


def _fields(trend: Trend, dial: Dial, anchors: Anchors) -> None:
    """Draw the number fields, the sliders' equals: for exact values, and beyond the sliders' ends."""
    ends = ("from", "to")
    for which, level in zip(drafting.WHICH, (anchors.target, anchors.red_line), strict=True):
        if which == "target" or isinstance(level, tuple):
            row = st.columns(2, gap="small")
        for at, number in enumerate(numbers(level)):
            name = f"{_SHORT[which]} {ends[at]}" if isinstance(level, tuple) else _WORDS[which]
            with row[at if isinstance(level, tuple) else int(which == "red_line")]:
                st.number_input(
                    f"{name}{dial.in_words}",
                    step=dial.step,
                    key=drafting.number_key(which, at),
                    format=dial.field_format(number),
                    on_change=drafting.typed,
                    args=(trend, dial, which),
                )


def _standing(trend: Trend) -> None:
    if trend.published:
        record = trend.record(trend.published)
        st.caption(_record_text("It was met in", record, record))
    _benchmark(trend)
    if trend.shown.too_few:
        st.caption(TOO_FEW)
    st.caption("Move a slider or type a number: everything is scored again at once. Nothing is kept until you save.")


def _record(trend: Trend, effect: Drafted) -> None:
    if effect.record:
        now = trend.record(trend.published) if trend.published else effect.record
        st.caption(_record_text("It would have been met in", effect.record, now))
    _benchmark(trend)


def _record_text(lead: str, record: TrackRecord, now: TrackRecord) -> str:
    """Return how *record* fared; beside it how the target that is in force *now* did, where that differs."""
    if not record.of or record.percentile is None:
        return "No complete period with a value to hold it against yet."
    present = f" (now {now.met})" if now.met != record.met else ""
    was = f" (now {now.percentile:.0%})" if now.percentile not in (None, record.percentile) else ""
    return (
        f"{lead} **{record.met} of the last {record.of}** periods with a value{present}. "
        f"**{record.percentile:.0%}** of its own history fell short of it{was}."
    )


def _benchmark(trend: Trend) -> None:
    benchmark = trend.kpi.benchmark
    if benchmark:
        value = figure(benchmark.value, trend.kpi.unit, trend.currency)
        st.caption(f"Benchmark: **{escaped(value)}**{_origin(benchmark)}. Context, not a target.")


def _origin(benchmark: Benchmark) -> str:
    parts = [benchmark.segment, str(benchmark.year or ""), benchmark.source]
    named = ", ".join(escaped(part) for part in parts if part)
    return f" ({named})" if named else ""


def _start(trend: Trend) -> date:
    """Draw the choice of the first period that the target is for; return its first day."""
    calendar = trend.calendar
    here = calendar.period(trend.shown.period.start, trend.kpi.frequency)
    periods = [calendar.shifted(here, step) for step in range(-AROUND, AROUND + 1)]
    labels = {period.start: calendar.label(period) for period in periods}
    chosen = st.selectbox(
        "In force from", list(labels), index=AROUND, format_func=labels.__getitem__, key=f"draft_start_{here.start}"
    )
    return chosen or here.start


def _where(trend: Trend) -> Mapping[str, str]:
    """Draw for whom the target would be, where the view is a segment; return it as a target's `where`."""
    segment = trend.segment
    if segment is None:
        st.caption(
            ":material/group: For **everybody**. A filter lets several values through; "
            "to set a target for a segment, choose one value of each."
        )
        return {}
    if not segment:
        return {}
    choices = {segment_text(segment): segment, "everybody": {}}
    chosen = st.radio(
        "For", list(choices), format_func=escaped, key=f"draft_where_{segment_text(segment)}", horizontal=True
    )
    return choices[chosen or segment_text(segment)]


def _cautions(trend: Trend, draft: Draft, effect: Drafted) -> None:
    """Say what a saved draft would not do."""
    label = trend.calendar.label
    shown = label(trend.shown.period)
    if effect.scores is None:
        st.warning(
            f"A target for {escaped(segment_text(draft.where))} does not hold for what you look at "
            f"({escaped(segment_text(trend.segment or {}) if trend.segment else 'several segments')}): "
            "nothing would change here.",
            icon=":material/block:",
        )
        return
    if draft.anchors.no_tolerance:
        st.caption(":material/info: No tolerance set: met, or off track, and nothing between.")
    if effect.begins_later:
        st.caption(f":material/info: {shown} keeps its target; the scores show it as if the draft held already.")
    if effect.replaced_from:
        until = label(trend.calendar.period(effect.replaced_from, trend.kpi.frequency))
        st.caption(f":material/info: From {until} on, the target set for then takes over.")
    if effect.scores.readings[trend.kpi.id].too_few:
        st.caption(TOO_FEW)


def _save(trend: Trend, draft: Draft, reason: str) -> None:
    if not reason:
        st.error("A reason is missing: say in a few words why, so that the next review understands the change.")
        return
    try:
        actions.publish_target(session.store(), trend.kpi.id, draft.target(reason), who=session.who(), reason=reason)
    except BscError as error:
        failures.sentence(error)
        return
    drafting.drop()
    notices.say(f"Saved: the target of {trend.kpi.name}")
    st.rerun()
