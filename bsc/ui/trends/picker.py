"""The choices of the page: which KPI, and over how many periods. Both stand in the address."""

from typing import Final

import streamlit as st

from bsc.ui import controls, links
from bsc.views.trend import WINDOWS

DEFAULT_WINDOW: Final = 24


def window() -> int:
    """Draw the choice of how many periods the chart shows; return it."""
    offered = {str(count): f"{count} periods" for count in WINDOWS}
    controls.seat("window", "window", offered)
    chosen = st.segmented_control(
        "Periods shown",
        list(offered),
        default=str(DEFAULT_WINDOW),
        required=True,
        format_func=offered.__getitem__,
        key="window",
        bind="query-params",
        label_visibility="collapsed",
    )
    links.pin("window", chosen)
    return int(chosen or DEFAULT_WINDOW)
