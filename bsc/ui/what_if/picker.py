"""Which scenario is worked on, and which stand beside it, both in the address; making, copying, dropping one."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import streamlit as st
from streamlit.errors import StreamlitAPIException

from bsc import actions
from bsc.errors import BscError
from bsc.model.periods import Calendar, Grain
from bsc.model.scenario import Scenario
from bsc.ui import controls, failures, labels, links, notices, session
from bsc.ui.what_if import working
from bsc.views.scenario_drafts import begun, copied
from bsc.views.workspace import Workspace

BEFORE: Final = 12  # months before this one that a scenario can begin with
AFTER: Final = 24
_CHOSEN: Final = "scenario"
_BESIDE: Final = "against"
_PROBLEM: Final = "what_if.problem"


def scenario(workspace: Workspace, kept: Sequence[Scenario]) -> Scenario:
    """Draw the choice of a scenario, with the ways to make another; return it. Ask only where there is one."""
    offered = labels.unlike({each.id: each.name for each in kept})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        controls.seat(_CHOSEN, "scenario", offered)
        chosen = st.selectbox(
            "Scenario",
            list(offered),
            format_func=lambda name: offered.get(name, name),
            key=_CHOSEN,
            bind="query-params",
            width=280,
        )
        links.pin(_CHOSEN, chosen)
        found = next((each for each in kept if each.id == chosen), kept[0])
        _new(workspace)
        _copy(found)
        _drop(found)
    problem()
    return found


def beside(kept: Sequence[Scenario], chosen: Scenario) -> list[Scenario]:
    """Draw the choice of other scenarios to stand beside *chosen*; return them. Nothing where there is no other."""
    offered = labels.unlike({each.id: each.name for each in kept if each.id != chosen.id})
    if not offered:
        return []
    _seat_all(offered, {chosen.id, *labels.unlike({each.id: each.name for each in kept}).values()})
    named = st.multiselect(
        "Beside it",
        list(offered),
        format_func=lambda name: offered.get(name, name),
        key=_BESIDE,
        bind="query-params",
        placeholder="Other scenarios",
    )
    links.pin(_BESIDE, named or None)
    return [each for each in kept if each.id in named]


def first(workspace: Workspace) -> None:
    """Draw what stands where there is no scenario yet."""
    with st.container(border=True):
        st.markdown("**No scenario yet.**")
        st.write(
            "A scenario holds targets, red lines and weights that you think about together. It is compared with the "
            "published scorecard, changes nothing until you publish it, and can be dropped at any time."
        )
        _form(workspace)
    problem()


def starts(calendar: Calendar, today: date) -> dict[date, str]:
    """Return the days that a scenario can begin on, with the month's name: a year back to two years ahead."""
    here = calendar.period(today, Grain.MONTH)
    months = [calendar.shifted(here, step) for step in range(-BEFORE, AFTER + 1)]
    return {month.start: calendar.label(month) for month in months}


def problem() -> None:
    """Say what the last button could not do, once."""
    if said := st.session_state.pop(_PROBLEM, None):
        failures.sentence(BscError(said))


def tried(what: Callable[[], str]) -> None:
    """Do *what* in a callback, and say what came of it at the next run: its sentence, or what was refused."""
    try:
        notices.say(what())
    except BscError as error:
        st.session_state[_PROBLEM] = str(error)


def _new(workspace: Workspace) -> None:
    with st.popover("New", icon=":material/add:", width="content"):
        _form(workspace)


def _form(workspace: Workspace) -> None:
    offered = starts(workspace.calendar, workspace.today)
    with st.form("what_if.new", border=False):
        st.text_input("Name", key="what_if.new.name", placeholder="Ambitious 2027", max_chars=120)
        st.selectbox(
            "Would be in force from",
            list(offered),
            index=BEFORE + 1,
            format_func=offered.__getitem__,
            key="what_if.new.start",
        )
        st.form_submit_button("Make the scenario", icon=":material/add:", on_click=_made)


def _made() -> None:
    def make() -> str:
        known = session.store().scenarios()  # others make scenarios, too, while one writes a name
        made = begun(st.session_state["what_if.new.name"], st.session_state["what_if.new.start"], known)
        return _keep_and_choose(made, known)

    tried(make)


def _copy(chosen: Scenario) -> None:
    with st.popover("Copy", icon=":material/content_copy:", width="content"), st.form("what_if.copy", border=False):
        st.text_input("Name of the copy", key=_copy_key(chosen), placeholder=f"{chosen.name}, softer", max_chars=120)
        st.caption("With what you have changed of it in this session.")
        st.form_submit_button("Copy", icon=":material/content_copy:", on_click=_copied, args=(chosen,))


def _copied(chosen: Scenario) -> None:
    def make() -> str:
        known = session.store().scenarios()
        return _keep_and_choose(copied(working.standing(chosen), st.session_state[_copy_key(chosen)], known), known)

    tried(make)


def _keep_and_choose(made: Scenario, known: Sequence[Scenario]) -> str:
    actions.keep_scenario(session.store(), made, session.who(), known=known)
    st.session_state[_CHOSEN] = made.id
    return f"Scenario {made.name} made"


def _copy_key(chosen: Scenario) -> str:
    return f"what_if.{chosen.id}.copy.name"


def _drop(chosen: Scenario) -> None:
    with st.popover("Drop", icon=":material/delete:", width="content"):
        st.write(f"**{failures.escaped(chosen.name)}** would be gone for everybody. The scorecard stays as it is.")
        st.button("Drop the scenario", type="primary", key="what_if.drop", on_click=_dropped, args=(chosen,))


def _dropped(chosen: Scenario) -> None:
    def drop() -> str:
        actions.drop_scenario(session.store(), chosen.id, session.who())
        working.undo(chosen)
        st.session_state.pop(_CHOSEN, None)
        return f"Scenario {chosen.name} dropped"

    tried(drop)


def _seat_all(offered: dict[str, str], known: set[str]) -> None:
    """Let the address name scenarios by their ids, which outlive a new name; say which it names in vain.

    One of the *known* that is not offered is the chosen one, which needs no place beside itself.
    """
    written = st.query_params.get_all(_BESIDE)
    if any(each in offered and each not in offered.values() for each in written):
        try:
            st.query_params[_BESIDE] = [offered.get(each, each) for each in written]
        except StreamlitAPIException:  # the control was drawn before, and Back brought an older address with ids in it
            st.session_state[_BESIDE] = [each for each, label in offered.items() if {each, label} & set(written)]
            return
        st.rerun()
    for each in written:
        if each and each not in known and each not in offered.values():
            controls.say_unknown("other scenario", each, offered.values())
