"""The view of a page that is embedded in another: there are no controls, and the address alone says what is seen."""

import streamlit as st

from bsc.errors import BscError
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.fence import PERSONA
from bsc.model.periods import Grain
from bsc.model.view import View
from bsc.ui import controls, links, locks
from bsc.ui.links import WHERE
from bsc.views.workspace import Workspace


def view(workspace: Workspace) -> View:
    """Return the view that the address names, else the share link's, else the default one; pages find it as ever.

    Values are named by their ids or as controls are labelled. What is unknown is said in a sentence, as the controls
    do.
    """
    controls.say_locked(workspace)
    personas = {ALL_PERSONAS: "All customers"} | {each.id: each.name for each in workspace.scorecard.personas}
    grain = Grain(_named("grain", {grain.value: grain.value.capitalize() for grain in Grain}, Grain.MONTH.value))
    seen = View(
        persona=locks.persona(workspace) or _named("persona", personas, ALL_PERSONAS), grain=grain,
        period=_period(workspace, grain), filters=_filters(workspace) | locks.filters(workspace),
    )  # fmt: skip
    st.session_state[links.VIEW] = seen
    return seen


def _named(key: str, offered: dict[str, str], otherwise: str) -> str:
    labels = {label: name for name, label in offered.items()}
    for written in (st.query_params.get(key), *links.opening(key)):
        if written and (name := written if written in offered else labels.get(written)):
            return name
        if written:
            controls.say_unknown(key, written, offered)
    return otherwise


def _period(workspace: Workspace, grain: Grain) -> str | None:
    calendar = workspace.calendar
    for written in (st.query_params.get("period"), *links.opening("period")):
        if not written or written == controls.LATEST:
            continue
        try:
            return calendar.name(calendar.parse(written, grain))
        except BscError:
            controls.say_unknown("period", written, (), cure="the latest one is shown")
    return None


def _filters(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return the filters of the address; a dimension that it does not name is filtered as the share link opens."""
    offered = workspace.dimensions()
    found = {}
    for name in (each for each in offered if each != PERSONA and each not in locks.filters(workspace)):
        written = st.query_params.get_all(WHERE + name) or links.opening(WHERE + name)
        found[name] = tuple(value for value in written if value in offered[name])
        for unknown in (each for each in written if each and each not in offered[name]):
            controls.say_unknown(name.replace("_", " "), unknown, offered[name])
    return {name: values for name, values in found.items() if values}
