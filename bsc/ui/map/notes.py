"""What must be said beside the map, and in it beside the figures: what people wrote, which cards can have no figure."""

import streamlit as st

from bsc.model.editing import number_of
from bsc.model.view import View
from bsc.ui.failures import escaped
from bsc.views.journey_map import JourneyMap
from bsc.views.noting import counts
from bsc.views.tagged import tag_counts
from bsc.views.workspace import Workspace


def above(drawn: JourneyMap) -> None:
    """Say which cards have no figure under the view, and why; nothing where all can have one."""
    if drawn.unavailable:
        st.caption(escaped(drawn.unavailable))


def below(drawn: JourneyMap) -> None:
    """Say who is counted in the flow, and what those who leave are worth."""
    if said := " ".join(filter(None, (drawn.rule, drawn.worth, drawn.loss))):
        st.caption(f"Flow: {escaped(said)}")


def noted(workspace: Workspace, view: View) -> dict[str, str]:
    """Return what people wrote on each cell, stage and touchpoint, and tagged to it, in few words, by kind and id."""
    found = {f"{about.kind} {about.id}": number_of(count, "note") for about, count in counts(workspace).items()}
    for touchpoint, count in tag_counts(workspace, workspace.period(view)).items():
        name = f"touchpoint {touchpoint}"
        found[name] = " · ".join(filter(None, (found.get(name), f"{number_of(count, 'comment')} tagged")))
    return found
