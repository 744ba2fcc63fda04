"""The controls of the view. Each is bound to the address, so that a reload or a link shows the same view.

Streamlit writes an option's label into the address; a link written by us carries the id, which outlives a new name.
`seat` takes either and says so in a sentence when neither is known.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final, Never

import streamlit as st
from streamlit.errors import StreamlitAPIException

from bsc.errors import BscError, near_miss
from bsc.model.definitions import ALL_PERSONAS, Scorecard
from bsc.model.fence import PERSONA
from bsc.model.periods import Grain, Period
from bsc.model.view import View
from bsc.ui import computing, failures, labels, links, locks, prose
from bsc.ui.links import WHERE
from bsc.views.workspace import Workspace

LATEST: Final = "latest"
_UNKNOWN: Final = "_unknown"
_SEAT: Final = "_seat_"
MANY: Final = 4000  # periods offered: eleven years of days
LONGEST: Final = 60  # characters of an unknown value that a sentence repeats

_GRAINS: Final = {grain.value: grain.value.capitalize() for grain in Grain}


def frame(workspace: Workspace) -> View:
    """Draw the controls that every page shares; return the view that they choose, which `view` gives to the page."""
    say_locked(workspace)
    persona = locks.persona(workspace) or _persona(workspace.scorecard)
    chosen = _grain(workspace)
    period = _period(workspace, chosen)
    filters = _filters(workspace) | locks.filters(workspace)
    seen = View(persona=persona, filters=filters, period=None if period == LATEST else period, grain=chosen)
    st.session_state[links.VIEW] = seen
    return seen


def view() -> View:
    """Return the view that the frame has chosen in this run; the default one where a page runs without its frame."""
    chosen: View = st.session_state.get(links.VIEW, View())
    return chosen


def say_locked(workspace: Workspace) -> None:
    """Let the page say what the address sets otherwise than the share link has locked it."""
    waiting = st.session_state.setdefault(_UNKNOWN, [])  # a run that began again has said some of it
    waiting.extend(said for said in locks.unheard(workspace) if said not in waiting)


def unknown() -> None:
    """Say in a sentence each what the address named and nobody knows, once."""
    for said in st.session_state.pop(_UNKNOWN, []):
        st.warning(said, icon=":material/link_off:")


def _persona(scorecard: Scorecard) -> str:
    offered = labels.unlike({ALL_PERSONAS: "All customers"} | {each.id: each.name for each in scorecard.personas})
    seat("persona", "persona", offered)
    chosen = st.selectbox(
        "Persona",
        list(offered),
        index=list(offered).index(first("persona", offered)),
        format_func=offered.__getitem__,
        key="persona",
        bind="query-params",
        icon=":material/person:",
        label_visibility="collapsed",
        width=175,
    )
    return chosen if chosen in offered else ALL_PERSONAS  # a browser may send what it was never offered


def _grain(workspace: Workspace) -> Grain:
    seat("grain", "grain", _GRAINS)
    chosen = st.selectbox(
        "Grain",
        list(_GRAINS),
        index=list(_GRAINS).index(first("grain", _GRAINS, Grain.MONTH.value)),
        format_func=_GRAINS.__getitem__,
        key="grain",
        bind="query-params",
        label_visibility="collapsed",
        width=110,
        on_change=_keep_the_day,
        args=(workspace,),
    )
    return Grain(chosen or Grain.MONTH)


def _period(workspace: Workspace, grain: Grain) -> str:
    calendar = workspace.calendar
    latest = computing.answer(workspace, "latest period", View(grain=grain), lambda asked: asked.default_period(grain))
    offered = {LATEST: f"Latest · {calendar.label(latest)}"}
    periods = _periods(workspace, grain)
    offered |= {calendar.name(period): calendar.label(period) for period in reversed(periods)}
    reach = f"choose one from {calendar.label(periods[0])} to {calendar.label(periods[-1])}"
    seat("period", "period", offered, reading := lambda text: calendar.name(calendar.parse(text, grain)), cure=reach)
    chosen = st.selectbox(
        "Period",
        list(offered),
        index=list(offered).index(first("period", offered, reading=reading)),
        format_func=lambda name: offered.get(name, name),
        key="period",
        bind="query-params",
        icon=":material/calendar_month:",
        label_visibility="collapsed",
        width=195,
    )
    return chosen or LATEST


def _periods(workspace: Workspace, grain: Grain) -> list[Period]:
    """Return the periods that hold rows, or the running one, oldest first."""
    days = [day for shape in workspace.shapes.values() for day in (shape.first_day, shape.last_day) if day]
    first, last = (min(days), min(max(days), workspace.today)) if days else (workspace.today, workspace.today)
    return workspace.calendar.periods(first, last + timedelta(days=1), grain)[-MANY:]


def _filters(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    locked = locks.filters(workspace)
    names = [name for name in _dimensions(workspace) if name not in locked]
    for asked in sorted(set(st.query_params)):
        if asked.startswith(WHERE) and asked.removeprefix(WHERE) not in {*names, *locked}:
            say_unknown("filter", asked.removeprefix(WHERE), names)
            st.query_params.pop(asked, None)
    if not names:
        return {}
    shown = st.popover("Filters", icon=":material/filter_list:", width="content", key="filters", on_change="rerun")
    drawn = names if shown.open else [name for name in names if _is_chosen(name)]  # each costs every run of every page
    if not drawn:
        return {}
    offered = computing.answer(workspace, "dimensions", View(), Workspace.dimensions)
    with shown:
        chosen = {name: _filter(name, offered[name]) for name in drawn if offered.get(name)}
    active = {name: values for name, values in chosen.items() if values}
    for name, values in active.items():
        st.badge(failures.escaped(f"{_noun(name)}: {', '.join(values)}"), icon=":material/filter_alt:")
    return active


def _dimensions(workspace: Workspace) -> list[str]:
    """Return the names of the dimensions by which rows can be filtered; a persona is chosen by itself."""
    filled = [each for each in workspace.scorecard.datasets if each.query or each.id in workspace.shapes]
    return list(dict.fromkeys(name for each in filled for name in each.dimensions if name != PERSONA))


def _is_chosen(name: str) -> bool:
    return bool(st.session_state.get(WHERE + name) or st.query_params.get(WHERE + name) or links.opening(WHERE + name))


def _filter(name: str, values: Sequence[str]) -> tuple[str, ...]:
    for written in st.query_params.get_all(WHERE + name):
        if written and written not in values:
            say_unknown(_noun(name), written, values)
    chosen = st.multiselect(
        _noun(name).capitalize(),
        list(values),
        default=[value for value in links.opening(WHERE + name) if value in values],
        key=WHERE + name,
        bind="query-params",
        placeholder="All",
    )
    return tuple(value for value in chosen if value in values)


def _noun(dimension: str) -> str:
    return dimension.replace("_", " ")


def _keep_the_day(workspace: Workspace) -> None:
    """Name the chosen period in the grain just chosen: Aug 2026 becomes Q3 2026, or the nearest that is offered."""
    chosen = st.session_state.get("period", LATEST)
    if chosen != LATEST:
        calendar, grain = workspace.calendar, Grain(st.session_state["grain"])
        wanted = calendar.parse(chosen, grain)
        nearest = min(_periods(workspace, grain), key=lambda period: abs(period.start - wanted.start))
        move("period", calendar.name(nearest))  # the address still names the old grain's


def move(key: str, name: str) -> None:
    """Let the control *key* stand at the id *name* in the next run, whatever the address says. Fit for a callback."""
    st.session_state[_SEAT + key] = name


def seat(
    key: str,
    noun: str,
    offered: Mapping[str, str],
    reading: Callable[[str], str] = lambda text: text,
    *,
    cure: str | None = None,
) -> None:
    """Let the address's value of *key* be an id (or what *reading* makes one of); say when it names nothing.

    Streamlit itself takes offered only, and only from the address that a run begins with: so the label is written into
    the address and the run begun again. What it does not know it takes out of the address.
    """
    if (seated := st.session_state.pop(_SEAT + key, None)) in offered:
        st.session_state[key] = seated
        return
    written = st.query_params.get(key)
    if written == "":
        _drop(key)
    if not written or written in offered.values():
        return
    name = _read(written, offered, reading)
    if name in offered:
        _rewrite(key, name, offered[name])
    say_unknown(noun, written, offered.values(), cure=cure)


def first(
    key: str,
    offered: Mapping[str, str],
    otherwise: str | None = None,
    reading: Callable[[str], str] = lambda text: text,
) -> str:
    """Return the id of *offered* that is chosen where the address says nothing: what the share link opens with.

    Without one it is *otherwise*, or the first that is offered.
    """
    wanted = [_read(name, offered, reading) for name in links.opening(key)]
    return next((name for name in wanted if name in offered), otherwise or next(iter(offered)))


def say_unknown(noun: str, written: str, known: Iterable[str], *, cure: str | None = None) -> None:
    """Let the page say that the address names a *noun* that is not there, and what is *known* (or the *cure*)."""
    short = written if len(written) <= LONGEST else f"{written[:LONGEST]}…"
    seen = failures.escaped(f'There is no {noun} "{short}" – ')
    st.session_state.setdefault(_UNKNOWN, []).append(seen + prose.coded(cure or near_miss(short, known)))


def _drop(key: str) -> None:
    """Take an empty value out of the address, as which Streamlit would choose nothing where one is always chosen."""
    try:
        del st.query_params[key]
    except StreamlitAPIException:  # the control is drawn already
        return
    st.rerun()


def _rewrite(key: str, name: str, label: str) -> Never:
    try:
        st.query_params[key] = label
    except StreamlitAPIException:  # the control is drawn already, and Back brought an older address with an id in it
        st.session_state[_SEAT + key] = name
    st.rerun()


def _read(written: str, offered: Mapping[str, str], reading: Callable[[str], str]) -> str:
    try:
        return written if written in offered else reading(written)
    except BscError:
        return written
