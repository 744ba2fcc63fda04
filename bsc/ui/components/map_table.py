"""The journey map as one table: goals, touchpoints, emotion curve, KPI cards, scores and flow."""

import json
from dataclasses import asdict
from typing import Any

import streamlit as st

from bsc.charts.theme import CHANGED, LOOKS
from bsc.ui.components import source
from bsc.views.journey_map import JourneyMap

_table = st.components.v2.component(
    "journey_map",
    html='<div class="map"></div>',
    css=source("journey_map.css"),
    js=source("journey_map.js"),
)


def map_table(drawn: bytes) -> dict[str, str] | None:
    """Draw the map that `written` wrote; return what was opened in it: a `page` with the ids to open, or None."""
    opened: dict[str, str] | None = _table(key="journey_map", data=drawn, on_opened_change=_rerun).opened
    return opened


def written(drawn: JourneyMap) -> bytes:
    """Return *drawn* as the component reads it, to be kept: writing it down costs more than all else in a run."""
    return json.dumps({"map": asdict(drawn), "looks": looks(), "changed": CHANGED}).encode()


def looks() -> dict[str, dict[str, Any]]:
    """Return how each status is drawn: its glyph and the theme's name of its colour, by its word."""
    return {status.value: {"glyph": look.glyph, "tone": look.theme_color} for status, look in LOOKS.items()}


def _rerun() -> None:
    """Let a click begin a run; what was opened is read in it."""
