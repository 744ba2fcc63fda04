"""How far an initiative is, changed where it stands: in one click; what is done says from when customers met it."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Final

import streamlit as st

from bsc.charts.theme import STATES
from bsc.errors import BscError
from bsc.model.definitions import Initiative
from bsc.model.editing import Document, item, with_item
from bsc.model.words import InitiativeState
from bsc.ui import notices, parts, session
from bsc.ui.acting import making
from bsc.ui.editors import saving
from bsc.ui.failures import escaped
from bsc.ui.links import Place
from bsc.views.workspace import Workspace

_FINISHING: Final = "_finishing"  # the initiative that is about to be done
_EDIT: Final = "Edit …"
_SECTION: Final = "initiatives"


def menu(workspace: Workspace, initiative: Initiative, home: Place, *, label: str = "Move") -> None:
    """Draw the menu of *initiative*: every other state, and its form. Nothing for who may change nothing."""
    if not session.may_edit():
        return
    others = {_words(state): state for state in InitiativeState if state is not initiative.state}
    key = f"state.{initiative.id}"
    chosen = st.menu_button(label, [*others, _EDIT], key=key, type="tertiary", icon=":material/swap_horiz:")
    if chosen == _EDIT:
        making.edit(workspace, initiative.id, home)
        st.rerun()
    if chosen in others:
        move(workspace, initiative, others[chosen])


def move(workspace: Workspace, initiative: Initiative, state: InitiativeState) -> None:
    """Let *initiative* be in *state* and draw the page anew; where it is done, ask first from when it took effect."""
    if state is InitiativeState.DONE:
        st.session_state[_FINISHING] = initiative.id
        st.rerun()
    if _saved(workspace, initiative, state):
        st.rerun()


def draw(workspace: Workspace) -> None:
    """Draw the question that an initiative meets on its way to done, where one is on it."""
    wanted = st.session_state.get(_FINISHING)
    found = next((each for each in workspace.scorecard.initiatives if each.id == wanted), None)
    if found is None or not session.may_edit():
        st.session_state.pop(_FINISHING, None)
        return
    parts.dialog(_finish, escaped(f"Done: {found.name}"), width="medium", on_dismiss=_keep)(workspace, found)


def _finish(workspace: Workspace, initiative: Initiative) -> None:
    st.markdown(
        "From which day on have customers met it? That day parts **before** from **after** when the app looks "
        "whether it worked."
    )
    suggested = max(initiative.effective or workspace.today, initiative.start)
    chosen = st.date_input(
        "Effective from", suggested, min_value=initiative.start, format="YYYY-MM-DD", key=f"effective.{initiative.id}"
    )
    with st.container(horizontal=True):
        done = st.button("It is done", type="primary", key="finish.done")
        kept = st.button("Not yet", key="finish.not")
    if kept:
        _keep()
        st.rerun()
    if done and isinstance(chosen, date) and _saved(workspace, initiative, InitiativeState.DONE, effective=chosen):
        _keep()
        st.rerun()


def _saved(workspace: Workspace, initiative: Initiative, state: InitiativeState, **more: object) -> bool:
    change = partial(_with, initiative.id, {"state": state.value, **more})
    said = f"Initiative {initiative.name}: {initiative.state} → {state}"
    try:
        return saving.edited(change, workspace.store.definitions_version(), said)
    except BscError as error:
        notices.refuse(error)
        return True


def _with(identity: str, changed: Mapping[str, Any], document: Document) -> Document:
    return with_item(document, _SECTION, {**item(document, _SECTION, identity), **changed})


def _words(state: InitiativeState) -> str:
    return f"{STATES[state]} {state.capitalize()}"


def _keep() -> None:
    """Leave the initiative as it is."""
    st.session_state.pop(_FINISHING, None)
