"""Whether the map is edited where it stands. The switch stands in the address, as true or as "on"."""

from typing import Final

import streamlit as st

from bsc.model.definitions import ALL_PERSONAS
from bsc.model.view import View
from bsc.ui import bound, session
from bsc.ui.components.map_table import Settings
from bsc.ui.map.notes import noted
from bsc.ui.map.rows import Rows
from bsc.views.workspace import Workspace

EDIT: Final = "edit"
ON: Final = "on"


def editing() -> bool:
    """Draw the switch; return whether the map is edited. Who may change nothing has no switch."""
    if not session.may_edit():
        return False
    if st.query_params.get(EDIT) == ON:
        st.query_params[EDIT] = "true"
        st.rerun()
    return bound.switched(EDIT, "Edit the map")


def settings(workspace: Workspace, view: View, chosen: Rows, *, edited: bool) -> Settings:
    """Return how the map is drawn: the rows *chosen*, *edited* or not, at the version that it is drawn from."""
    return Settings(
        rows=chosen.shown,
        folded=chosen.folded,
        editing=edited,
        version=workspace.store.definitions_version(),
        persona="" if view.persona == ALL_PERSONAS else view.persona,
        personas=[(each.id, each.name) for each in workspace.scorecard.personas],
        noted=noted(workspace, view),
    )
