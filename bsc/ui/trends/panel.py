"""The dialogue of a target, beside the chart: sliders, what the record says of them, and what saving them would do."""

from collections.abc import Iterable, Mapping
from typing import Final

import streamlit as st

from bsc.charts.figures import figure
from bsc.model.definitions import Benchmark
from bsc.model.view import View
from bsc.scoring.history import TrackRecord
from bsc.scoring.judging import Anchors
from bsc.ui import computing, session
from bsc.ui.failures import escaped
from bsc.ui.trends import aiming, chances, drafting, saving
from bsc.ui.trends.desk import Aim
from bsc.ui.trends.dial import Dial
from bsc.views.reach import numbers
from bsc.views.targets import caution, record_sentence, segment_text
from bsc.views.trend import Draft, Drafted, Trend
from bsc.views.workspace import Workspace

__all__ = ["consequences", "controls", "segment_text"]

TOO_FEW: Final = ":material/info: Too few cases to call: by chance alone it could be on track or off track."
_WORDS: Final[Mapping[drafting.Which, str]] = {"target": "Target", "red_line": "Red line"}
_SHORT: Final[Mapping[drafting.Which, str]] = {"target": "Target", "red_line": "Red"}


def controls(trend: Trend, workspace: Workspace, view: View) -> Aim | None:
    """Draw what moves a target; return what was aimed at, or None while the answer about a segment is computed."""
    drafting.look_at(trend)
    above = st.container()
    aims = st.popover("When and for whom", icon=":material/tune:", width="stretch", key="draft_aims", on_change="rerun")
    try:
        where = aiming.whom(trend, workspace, aims)
        subject = aiming.subject(trend, workspace, view, where)
    except computing.Computing as waiting:
        computing.draw(waiting)
        return None
    dial = Dial(subject.reach, subject.kpi.unit, subject.currency)
    anchors = drafting.begin(subject, dial)
    with above:
        _purpose(subject)
        _dials(subject, dial, anchors)
    aiming.look_button(trend, subject)
    if drafting.current(subject) is None:
        return Aim(trend, subject, where)
    draft = aiming.timed(subject, anchors, where, aims)
    return Aim(trend, subject, where, draft, subject.drafted(draft))


def consequences(aim: Aim, workspace: Workspace, view: View) -> None:
    """Draw what is said of the target that was aimed at, and what saving it would do."""
    if aim.draft and aim.effect:
        _drafted(aim.subject, workspace, view, (aim.draft, aim.effect))
    else:
        _standing(aim.subject, workspace, view)


def _purpose(subject: Trend) -> None:
    kpi, per = subject.kpi, f", per {subject.kpi.frequency}" if subject.shown.flow else ""
    whom = f", for {escaped(segment_text(subject.segment))}" if subject.segment else ""
    direction = f"{kpi.better.label.capitalize()}{per}{whom}"
    st.markdown(f"**What if the target were …**\n\n:small[:gray[{direction}]]")
    if subject.published is None:
        st.caption("No target is in force here. The sliders begin at the median and the worse quarter of its history.")


def _dials(subject: Trend, dial: Dial, anchors: Anchors) -> None:
    # Each control has what it stands at as its default, too: a run that is broken off loses what it told them.
    for which, level in zip(drafting.WHICH, (anchors.target, anchors.red_line), strict=True):
        st.slider(
            _WORDS[which],
            dial.low,
            dial.high,
            dial.standing(level),
            dial.step,
            format=dial.format,
            key=drafting.slider_key(which),
            on_change=drafting.slid,
            args=(subject, dial, which),
        )
    _fields(subject, dial, anchors)


def _fields(subject: Trend, dial: Dial, anchors: Anchors) -> None:
    """Draw the number fields, the sliders' equals: for exact values, and beyond the sliders' ends."""
    ends = ("from", "to")
    for which, level in zip(drafting.WHICH, (anchors.target, anchors.red_line), strict=True):
        if which == "target" or isinstance(level, tuple):
            row = st.container(horizontal=True)
        for at, number in enumerate(numbers(level)):
            name = f"{_SHORT[which]} {ends[at]}" if isinstance(level, tuple) else _WORDS[which]
            row.number_input(
                f"{name}{dial.in_words}",
                value=dial.shown(number),
                step=dial.step,
                key=drafting.number_key(which, at),
                format=dial.field_format(number),
                on_change=drafting.typed,
                args=(subject, dial, which),
            )


def _standing(subject: Trend, workspace: Workspace, view: View) -> None:
    said: list[str] = []
    if subject.published:
        said += _record(subject, subject.record(subject.published), None, "It is met in")
        said += chances.said(subject, workspace, view, subject.published, subject.shown.period.start)
    elif subject.kpi.benchmark:
        said.append(_benchmark(subject.kpi.benchmark, subject))
    if subject.shown.too_few:
        said.append(TOO_FEW)
    kept = "Nothing is kept until you save." if session.may_edit() else "It is for you alone: nothing of it is kept."
    said.append(f"Move a slider or type a number: everything is scored again at once. {kept}")
    _say(said)


def _drafted(subject: Trend, workspace: Workspace, view: View, drafted: tuple[Draft, Drafted]) -> None:
    draft, effect = drafted
    now = subject.record(subject.published) if subject.published else None
    said = _record(subject, effect.record, now, "It would have been met in")
    said += chances.said(subject, workspace, view, draft.anchors, draft.targets()[-1].start)
    said += _cautions(subject, draft, effect)
    _say(said)
    if effect.scores is None:
        st.warning(
            f"A target for {escaped(segment_text(draft.where))} does not hold here: another one is closer.",
            icon=":material/block:",
        )
    saving.changes(subject, draft, effect)
    saving.draw(subject, draft)


def _say(paragraphs: Iterable[str]) -> None:
    """Draw *paragraphs* as one element: each costs the browser time at every step of a slider."""
    st.caption("\n\n".join(paragraphs))


def _record(subject: Trend, record: TrackRecord | None, now: TrackRecord | None, lead: str) -> list[str]:
    """Return how often the target is met, what speaks against it, and what others reach."""
    said = []
    if record:
        met = f"{record.met} of the last {record.of}"
        said.append(record_sentence(record, now, lead).replace(met, f"**{met}**", 1))
        if against := caution(record):
            said.append(f":orange[:material/warning: {against}]")
    if subject.kpi.benchmark:
        said.append(_benchmark(subject.kpi.benchmark, subject))
    return said


def _benchmark(benchmark: Benchmark, subject: Trend) -> str:
    value = figure(benchmark.value, subject.kpi.unit, subject.currency)
    return f"Benchmark: **{escaped(value)}**{_origin(benchmark)}. Context, not a target."


def _origin(benchmark: Benchmark) -> str:
    parts = [benchmark.segment, str(benchmark.year or ""), benchmark.source]
    named = ", ".join(escaped(part) for part in parts if part)
    return f" ({named})" if named else ""


def _timing(subject: Trend, draft: Draft) -> str:
    """Return when the draft would hold, and for whom: the choice itself is folded away."""
    calendar, steps = subject.calendar, draft.targets()
    first, last = (calendar.label(calendar.period(step.start, subject.kpi.frequency)) for step in (steps[0], steps[-1]))
    when = f"From {first} to {last}, in {len(steps)} steps" if draft.glide else f"From {first} on"
    return f":material/event: {when}, for {escaped(segment_text(draft.where))}."


def _cautions(subject: Trend, draft: Draft, effect: Drafted) -> list[str]:
    """Return when a draft would hold, and what saving it would not do."""
    said = [_timing(subject, draft)]
    if effect.scores is None:
        return said
    label = subject.calendar.label
    if draft.anchors.no_tolerance:
        said.append(":material/info: No tolerance set: met, or off track, and nothing between.")
    if effect.begins_later:
        shown = label(subject.shown.period)
        said.append(f":material/info: {shown} keeps its target; the scores show it as if the draft held already.")
    if effect.replaced_from:
        until = label(subject.calendar.period(effect.replaced_from, subject.kpi.frequency))
        said.append(f":material/info: From {until} on, the target set for then takes over.")
    if effect.scores.readings[subject.kpi.id].too_few:
        said.append(TOO_FEW)
    return said
