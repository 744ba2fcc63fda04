"""The choices of the page: which KPI, over how many periods, and what is drawn beside it. All stand in the address."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from bsc.ui import controls, links
from bsc.views.trend import WINDOWS
from bsc.views.trend_layers import Layer

DEFAULT_WINDOW: Final = 24
LAYERS: Final[Mapping[str, Layer]] = {
    "Natural limits": Layer.LIMITS,
    "Forecast": Layer.FORECAST,
    "A year before": Layer.YEAR_BEFORE,
    "Periods before": Layer.PERIODS_BEFORE,
    "Notes": Layer.NOTES,
}
DEFAULT_LAYERS: Final = ("Natural limits", "Forecast", "Notes")


def window() -> int:
    """Draw the choice of how many periods the chart shows; return it."""
    offered = {str(count): f"{count} periods" for count in WINDOWS}
    controls.seat("window", "window", offered)
    chosen = st.segmented_control(
        "Periods shown",
        list(offered),
        default=controls.first("window", offered, str(DEFAULT_WINDOW)),
        required=True,
        format_func=offered.__getitem__,
        key="window",
        bind="query-params",
        label_visibility="collapsed",
    )
    links.pin("window", chosen)
    return int(chosen or DEFAULT_WINDOW)


def layers() -> tuple[Layer, ...]:
    """Draw the switches of what the chart shows beside the KPI's line; return those that are on."""
    for written in st.query_params.get_all("layers"):
        if written and written not in LAYERS:
            controls.say_unknown("layer", written, LAYERS)
    chosen = st.pills(
        "Shown beside it",
        list(LAYERS),
        selection_mode="multi",
        default=[name for name in links.opening("layers") if name in LAYERS] or DEFAULT_LAYERS,
        key="layers",
        bind="query-params",
        label_visibility="collapsed",
    )
    links.pin("layers", chosen)
    return tuple(LAYERS[name] for name in chosen)
