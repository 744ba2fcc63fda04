"""What a draft is asked rarely: whom it is for, from when on, and whether at once or step by step."""

from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bsc.model.periods import Period
from bsc.model.view import View
from bsc.scoring.judging import Anchors
from bsc.ui import computing
from bsc.ui.failures import escaped
from bsc.ui.links import WHERE
from bsc.ui.trends import drafting
from bsc.views.targets import glide, segment_dimensions, segment_text, segment_view, target_at, value_now
from bsc.views.trend import Draft, Trend, trend
from bsc.views.workspace import PERSONA, Workspace

AROUND: Final = 12  # periods before and after the shown one that a target can begin with
LONGEST: Final = 36  # periods that a ramp can take
USUAL: Final = 6  # periods that a ramp takes where nobody says otherwise
WINDOW: Final = 24  # periods of another segment that a draft is shown to change
_SEEN, _EVERYBODY, _ONE = "what the page shows", "everybody", "one "
_AT_ONCE, _STEPS = "At once", "Step by step"
_TARGET, _TODAY = "the target so far", "the value shown"

Where = Mapping[str, str]


def whom(page: Trend, workspace: Workspace) -> Where:
    """Draw for whom the target is; return it as a target's `where`. What the page shows is the default."""
    seen = page.segment or {}
    offered = {_SEEN: segment_text(seen)} if seen else {}
    offered[_EVERYBODY] = "everybody"
    dimensions = segment_dimensions(workspace.scorecard, page.kpi)
    offered |= {_ONE + name: f"one {name.replace('_', ' ')}" for name in dimensions}
    if len(offered) == 1:
        return {}
    chosen = st.selectbox("For", list(offered), format_func=offered.__getitem__, key=drafting.FOR)
    if chosen is None or chosen == _EVERYBODY:
        return {}
    return seen if chosen == _SEEN else _one(workspace, chosen.removeprefix(_ONE))


def _one(workspace: Workspace, dimension: str) -> Where:
    if dimension == PERSONA:
        values = {persona.id: persona.name for persona in workspace.scorecard.personas}
    else:
        found = computing.answer(workspace, "dimensions", View(), Workspace.dimensions)
        values = {value: value for value in found.get(dimension, ())}
    if not values:
        st.caption("No row has a value of it yet.")
        return {}
    name = dimension.replace("_", " ").capitalize()
    chosen = st.selectbox(name, list(values), format_func=values.__getitem__, key=f"draft_for_{dimension}")
    return {dimension: chosen} if chosen else {}


def subject(page: Trend, workspace: Workspace, view: View, where: Where) -> Trend:
    """Return the trend of those whom the target is for: the page's own, where it shows just them."""
    if where == page.segment:
        return page
    seen = segment_view(view, where)
    ask = partial(trend, view=seen, kpi_id=page.kpi.id, window=WINDOW)
    return computing.answer(workspace, f"trend {page.kpi.id} {WINDOW}", seen, ask)


def look_button(page: Trend, subject: Trend) -> None:
    """Draw the way to the chart of those whom the target is for, where the page shows others; the draft comes along."""
    if subject is page:
        return
    name = segment_text(subject.segment or {})
    if st.button(
        f"Show {escaped(name)}",
        icon=":material/filter_alt:",
        key="draft_look",
        type="tertiary",
        on_click=_look,
        args=(page, subject),
    ):
        st.rerun()


def _look(page: Trend, subject: Trend) -> None:
    wanted = subject.segment or {}
    for name in {*page.filters, *wanted} - {PERSONA}:
        st.session_state[WHERE + name] = [wanted[name]] if name in wanted else []
    if PERSONA in {*page.filters, *wanted}:
        st.session_state["persona"] = wanted.get(PERSONA, "all")


def timed(subject: Trend, anchors: Anchors, where: Where, place: DeltaGenerator) -> Draft:
    """Draw into *place* from when on, and how, *anchors* are to hold; return that draft."""
    with place:
        begin = _begin(subject)
        if st.segmented_control("How", [_AT_ONCE, _STEPS], default=_AT_ONCE, required=True, key="draft_path") != _STEPS:
            return Draft(anchors=anchors, start=begin.start, where=where)
        until = _until(subject, begin)
        today = _from_today(subject, begin)
    periods = subject.calendar.periods(begin.start, until.end, subject.kpi.frequency)
    return glide(subject, anchors, periods, where, today=today)


def _begin(subject: Trend) -> Period:
    """Draw the choice of the first period that the target is for."""
    calendar = subject.calendar
    here = calendar.period(subject.shown.period.start, subject.kpi.frequency)
    periods = {each.start: each for each in (calendar.shifted(here, step) for step in range(-AROUND, AROUND + 1))}
    chosen = st.selectbox(
        "In force from",
        list(periods),
        index=AROUND,
        format_func=lambda start: calendar.label(periods[start]),
        key=f"draft_start_{here.start}",
    )
    return periods[chosen or here.start]


def _until(subject: Trend, begin: Period) -> Period:
    calendar = subject.calendar
    periods = {each.start: each for each in (calendar.shifted(begin, step) for step in range(1, LONGEST + 1))}
    chosen = st.selectbox(
        "Reached in",
        list(periods),
        index=USUAL - 1,
        format_func=lambda start: calendar.label(periods[start]),
        key=f"draft_until_{begin.start}",
    )
    return periods[chosen or calendar.shifted(begin, USUAL).start]


def _from_today(subject: Trend, begin: Period) -> bool:
    """Draw whether the ramp begins at the target or at the value; where there is one of them only, that is it."""
    if target_at(subject, begin) is None or value_now(subject) is None:
        return target_at(subject, begin) is None
    chosen = st.segmented_control("Beginning at", [_TARGET, _TODAY], default=_TARGET, required=True, key="draft_begin")
    return chosen == _TODAY
