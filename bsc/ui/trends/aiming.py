"""What a draft is asked rarely: whom it is for, from when on, and whether at once or step by step."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, TypeVar

import streamlit as st
from streamlit.elements.lib.mutable_popover_container import PopoverContainer

from bsc.model.fence import PERSONA
from bsc.model.periods import Period
from bsc.model.view import View
from bsc.scoring.judging import Anchors
from bsc.ui import computing
from bsc.ui.failures import escaped
from bsc.ui.links import WHERE
from bsc.ui.trends import drafting
from bsc.views.targets import glide, segment_dimensions, segment_text, segment_view, target_at, value_now
from bsc.views.trend import Draft, Trend, trend
from bsc.views.workspace import Workspace

AROUND: Final = 12  # periods before and after the shown one that a target can begin with
LONGEST: Final = 36  # periods that a ramp can take
USUAL: Final = 6  # periods that a ramp takes where nobody says otherwise
WINDOW: Final = 24  # periods of another segment that a draft is shown to change
_SEEN, _EVERYBODY, _ONE = "what the page shows", "everybody", "one "
_AT_ONCE, _STEPS = "At once", "Step by step"
_TARGET, _TODAY = "the target so far", "the value shown"

Where = Mapping[str, str]
T = TypeVar("T")


def whom(page: Trend, workspace: Workspace, place: PopoverContainer) -> Where:
    """Draw into *place* for whom the target is; return it as a target's `where`. What the page shows is the default.

    Here as below: while *place* is closed nothing is drawn, and what was chosen in it stands.
    """
    seen = page.segment or {}
    offered = {_SEEN: segment_text(seen)} if seen else {}
    offered[_EVERYBODY] = "everybody"
    dimensions = segment_dimensions(workspace.scorecard, page.kpi)
    offered |= {_ONE + name: f"one {name.replace('_', ' ')}" for name in dimensions}
    if len(offered) == 1:
        return {}
    chosen = _chosen(place, "For", list(offered), drafting.FOR, format_func=offered.__getitem__)
    if chosen == _EVERYBODY:
        return {}
    return seen if chosen == _SEEN else _one(workspace, chosen.removeprefix(_ONE), place)


def _chosen(  # noqa: PLR0913 -- what a choice is made of
    place: PopoverContainer,
    label: str,
    options: Sequence[T],
    key: str,
    *,
    index: int = 0,
    format_func: Callable[[T], str] = str,
) -> T:
    """Draw a choice into *place* where that is open; return what is chosen, or the option at *index*."""
    if place.open:
        with place:
            found = st.selectbox(
                label,
                options,
                index=index,
                format_func=format_func,
                key=key,
                persist_state="page",
                required=True,
            )
            return options[index] if found is None else found
    before: T | None = st.session_state.get(key)
    return options[index] if before is None or before not in options else before


def _switched(place: PopoverContainer, label: str, options: Sequence[str], key: str) -> str:
    """Draw a switch into *place* where that is open; return what is chosen, or the first of *options*."""
    if place.open:
        with place:
            return (
                st.segmented_control(label, options, default=options[0], required=True, key=key, persist_state="page")
                or options[0]
            )
    before: str | None = st.session_state.get(key)
    return options[0] if before is None or before not in options else before


def _one(workspace: Workspace, dimension: str, place: PopoverContainer) -> Where:
    if dimension == PERSONA:
        values = {persona.id: persona.name for persona in workspace.scorecard.personas}
    else:
        found = computing.answer(workspace, "dimensions", View(), Workspace.dimensions)
        values = {value: value for value in found.get(dimension, ())}
    if not values:
        place.caption("No row has a value of it yet.")
        return {}
    name = dimension.replace("_", " ").capitalize()
    chosen = _chosen(place, name, list(values), f"{drafting.FOR}_{dimension}", format_func=values.__getitem__)
    return {dimension: chosen}


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


def timed(subject: Trend, anchors: Anchors, where: Where, place: PopoverContainer) -> Draft:
    """Draw into *place* from when on, and how, *anchors* are to hold; return that draft."""
    begin = _begin(subject, place)
    if _switched(place, "How", [_AT_ONCE, _STEPS], drafting.TIME + "path") != _STEPS:
        return Draft(anchors=anchors, start=begin.start, where=where)
    until = _until(subject, begin, place)
    periods = subject.calendar.periods(begin.start, until.end, subject.kpi.frequency)
    return glide(subject, anchors, periods, where, today=_from_today(subject, begin, place))


def _begin(subject: Trend, place: PopoverContainer) -> Period:
    """Draw the choice of the first period that the target is for."""
    calendar = subject.calendar
    here = calendar.period(subject.shown.period.start, subject.kpi.frequency)
    periods = [calendar.shifted(here, step) for step in range(-AROUND, AROUND + 1)]
    return _period(subject, place, "In force from", periods, key=f"start_{here.start}", index=AROUND)


def _until(subject: Trend, begin: Period, place: PopoverContainer) -> Period:
    periods = [subject.calendar.shifted(begin, step) for step in range(1, LONGEST + 1)]
    return _period(subject, place, "Reached in", periods, key=f"until_{begin.start}", index=USUAL - 1)


def _period(  # noqa: PLR0913 -- what a choice is made of
    subject: Trend, place: PopoverContainer, label: str, periods: Sequence[Period], *, key: str, index: int
) -> Period:
    found = {each.start: each for each in periods}
    chosen = _chosen(
        place,
        label,
        list(found),
        drafting.TIME + key,
        index=index,
        format_func=lambda start: subject.calendar.label(found[start]),
    )
    return found[chosen]


def _from_today(subject: Trend, begin: Period, place: PopoverContainer) -> bool:
    """Draw whether the ramp begins at the target or at the value; where there is one of them only, that is it."""
    if target_at(subject, begin) is None or value_now(subject) is None:
        return target_at(subject, begin) is None
    return _switched(place, "Beginning at", [_TARGET, _TODAY], drafting.TIME + "begin") == _TODAY
