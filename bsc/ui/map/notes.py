"""What must be said beside the map: which cards can have no figure, and who is counted in the flow."""

import streamlit as st

from bsc.ui.failures import escaped
from bsc.views.journey_map import JourneyMap


def above(drawn: JourneyMap) -> None:
    """Say which cards have no figure under the view, and why; nothing where all can have one."""
    if drawn.unavailable:
        st.caption(escaped(drawn.unavailable))


def below(drawn: JourneyMap) -> None:
    """Say who is counted in the flow, and what those who leave are worth."""
    if said := " ".join(filter(None, (drawn.rule, drawn.worth, drawn.loss))):
        st.caption(f"Flow: {escaped(said)}")
