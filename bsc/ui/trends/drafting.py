"""The draft of a target: what the sliders and number fields say, until it is saved, kept in a scenario or dropped.

It lives in the session and belongs to one KPI under one filter; looking at another begins a new one. The dialogue may
be about another segment than the page: then its draft is that segment's.

A page that has not received yet what a control was told says with its next message what that control said before. That
is an echo, and moves nothing.
"""

from collections.abc import Hashable
from time import monotonic
from typing import Final, Literal

import streamlit as st

from bsc.model.definitions import Level
from bsc.scoring.judging import Anchors
from bsc.ui.trends.dial import Dial
from bsc.views.reach import numbers, pushed
from bsc.views.trend import Trend

Which = Literal["target", "red_line"]
WHICH: Final[tuple[Which, Which]] = ("target", "red_line")
FOR: Final = "draft_for"
TIME: Final = "draft_time_"  # what says when a draft would hold
_DRAFT: Final = "draft_anchors"
_ABOUT: Final = "draft_about"
_SUBJECT: Final = "draft_subject"
_ENDS: Final = "draft_ends"
_TOLD: Final = "draft_told"  # by control: when it was told something else, and what it had said
ECHO_S: Final = 1.0  # how long after that its old value is an echo


def slider_key(which: Which) -> str:
    """Return the key of a slider."""
    return f"draft_{which}"


def number_key(which: Which, at: int) -> str:
    """Return the key of a number field; a range has two, at 0 and 1."""
    return f"draft_{which}_{at}"


def look_at(trend: Trend) -> None:
    """Begin anew when the page is about something else than before: the draft, and whom it is for.

    A page that has come to look at those whom the draft is for keeps it.
    """
    about = (trend.kpi.id, trend.shown.period.grain, _segment(trend))
    before = st.session_state.get(_ABOUT)
    if before == about:
        return
    st.session_state[_ABOUT] = about
    st.session_state.pop(FOR, None)
    if before is None or before[:-1] != about[:-1] or st.session_state.get(_SUBJECT) != _segment(trend):
        drop()
        for key in (_SUBJECT, _ENDS):
            st.session_state.pop(key, None)


def begin(subject: Trend, dial: Dial) -> Anchors:
    """Return where the sliders stand, for *subject*: the trend of those whom the target is for.

    A draft stays when another segment is chosen that may be held to the same number, and begins anew otherwise.
    """
    before = st.session_state.get(_SUBJECT)
    st.session_state[_SUBJECT] = _segment(subject)
    ends = (_segment(subject), start(subject), dial.reach)
    if st.session_state.get(_ENDS) != ends:
        if before is not None and (before == _segment(subject) or not subject.shown.measure.keeps_its_size):
            drop()
        st.session_state[_ENDS] = ends
        _forget_controls()
    anchors = standing(subject)
    _put_into_controls(anchors, dial)
    return anchors


def standing(trend: Trend) -> Anchors:
    """Return the draft's anchors; without one for *trend*'s segment those in force, or those to begin with."""
    drafted: Anchors | None = st.session_state.get(_DRAFT)
    return drafted if drafted and st.session_state.get(_SUBJECT) in (None, _segment(trend)) else start(trend)


def start(trend: Trend) -> Anchors:
    """Return what the sliders begin with."""
    return trend.published or trend.suggestion


def current(trend: Trend) -> Anchors | None:
    """Return the draft for *trend*'s segment, or None while the sliders say what is in force."""
    anchors = standing(trend)
    return None if st.session_state.get(_DRAFT) is None or anchors == trend.published else anchors


def propose(anchors: Anchors) -> None:
    """Make *anchors* the draft for what the page looks at. A callback, or before the dialogue is drawn."""
    st.session_state[_DRAFT] = anchors
    for key in (FOR, _SUBJECT):
        st.session_state.pop(key, None)


def drop() -> None:
    """Forget the draft, when it would have held, and what it told the controls."""
    for key in [_DRAFT, _TOLD, *(str(key) for key in st.session_state if str(key).startswith(TIME))]:
        st.session_state.pop(key, None)


def slid(trend: Trend, dial: Dial, which: Which) -> None:
    """Take over what the slider of *which* says. A callback."""
    said = st.session_state[slider_key(which)]
    if _is_echo(slider_key(which), said):
        return
    _move(trend, which, (dial.kept(said[0]), dial.kept(said[1])) if isinstance(said, tuple) else dial.kept(said))


def typed(trend: Trend, dial: Dial, which: Which) -> None:
    """Take over what the number fields of *which* say; an emptied field keeps its number. A callback."""
    anchors = standing(trend)
    before = numbers(anchors.target if which == "target" else anchors.red_line)
    keys = [number_key(which, at) for at in range(len(before))]
    said = [None if _is_echo(key, st.session_state[key]) else st.session_state[key] for key in keys]
    now = [old if new is None else dial.kept(new) for old, new in zip(before, said, strict=True)]
    if said.count(None) == len(said):
        return
    _move(trend, which, now[0] if len(now) == 1 else (min(now), max(now)))


def _move(trend: Trend, which: Which, level: Level) -> None:
    anchors, better = standing(trend), trend.kpi.better
    if which == "target":
        moved = Anchors(level, pushed(better, level, anchors.red_line, target_moved=True))
    else:
        moved = Anchors(pushed(better, level, anchors.target, target_moved=False), level)
    st.session_state[_DRAFT] = moved


def _segment(trend: Trend) -> Hashable:
    return tuple(sorted(trend.filters.items()))


def _forget_controls() -> None:
    """Let every control begin anew: one whose ends have moved is another one to Streamlit, and stands at its low."""
    for which in WHICH:
        for key in (slider_key(which), number_key(which, 0), number_key(which, 1)):
            st.session_state.pop(key, None)


def _put_into_controls(anchors: Anchors, dial: Dial) -> None:
    """Make every control say what *anchors* say.

    One that says so already is left alone: told again, it would drop what is put into it while the page runs.
    """
    for which, level in zip(WHICH, (anchors.target, anchors.red_line), strict=True):
        said = {slider_key(which): dial.standing(level)}
        said |= {number_key(which, at): dial.shown(number) for at, number in enumerate(numbers(level))}
        for key, value in said.items():
            _tell(key, value)


def _tell(key: str, value: Level) -> None:
    before = st.session_state.get(key)
    if before == value:
        return
    st.session_state[key] = value
    if st.session_state.get(_DRAFT) is None:
        return
    told = st.session_state.setdefault(_TOLD, {})
    recent = [each for each in told.get(key, ()) if monotonic() - each[0] < ECHO_S]
    told[key] = [*recent, (monotonic(), before)]


def _is_echo(key: str, said: Level | None) -> bool:
    """Return whether what the control called *key* says is what it said before it was told something else just now."""
    told = st.session_state.get(_TOLD, {}).get(key, ())
    return any(before == said and monotonic() - when < ECHO_S for when, before in told)
