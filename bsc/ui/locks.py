"""What a share link has locked: it has no control, and what the address says of it goes unheard."""

import streamlit as st

from bsc.model.definitions import ALL_PERSONAS
from bsc.model.fence import PERSONA
from bsc.ui import failures
from bsc.ui.links import WHERE
from bsc.views.workspace import Workspace


def persona(workspace: Workspace) -> str | None:
    """Return the persona that the link is locked to; None where it leaves the choice."""
    locked = workspace.fence.personas
    if not locked:
        return None
    return locked[0] if len(locked) == 1 else ALL_PERSONAS  # several: all that may be seen


def filters(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return the values that the link is locked to, by dimension; a persona is chosen by itself."""
    return {name: values for name, values in workspace.fence.filters.items() if name != PERSONA}


def unheard(workspace: Workspace) -> list[str]:
    """Return a sentence for each locked filter that the address sets otherwise.

    It is the same whether the company has what is asked for or not: nobody learns here what else there is.
    """
    found = []
    personas = {each.name: each.id for each in workspace.scorecard.personas}
    for name, values in sorted(workspace.fence.filters.items()):
        key = PERSONA if name == PERSONA else WHERE + name
        asked = {personas.get(each, each) if name == PERSONA else each for each in st.query_params.get_all(key) if each}
        if not asked <= {*values}:
            noun = failures.escaped(name.replace("_", " "))
            found.append(f"The {noun} of this link is fixed – it is shown as it was shared.")
    return found
