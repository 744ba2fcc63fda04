"""The choices of the page: which KPI, and over how many periods. Both stand in the address."""

from typing import Final

import streamlit as st

from bsc.ui import links
from bsc.views.trend import WINDOWS

DEFAULT_WINDOW: Final = 24


def window() -> int:
    """Draw the choice of how many periods the chart shows; return it."""
    chosen = st.segmented_control(
        "Periods shown",
        WINDOWS,
        default=DEFAULT_WINDOW,
        required=True,
        format_func=lambda count: f"{count} periods",
        key="window",
        bind="query-params",
        label_visibility="collapsed",
    )
    links.pin("window", str(chosen or DEFAULT_WINDOW))
    return chosen or DEFAULT_WINDOW
