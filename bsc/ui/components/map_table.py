"""The journey map as one table: what customers do and feel, KPI cards, scores and flow, all of it editable in place."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

import streamlit as st

from bsc.charts.theme import CHANGED, LOOKS
from bsc.ui.components import source
from bsc.views.journey_map import JourneyMap, Row

KEY: Final = "journey_map"
_STYLES: Final = ("journey_map.css", "map_cards.css", "map_words.css", "map_edit.css")
_SCRIPTS: Final = (
    "long_words.js",
    "map_dom.js",
    "map_cards.js",
    "map_words.js",
    "map_curves.js",
    "map_edit.js",
    "map_zoom.js",
    "map_keys.js",
    "journey_map.js",
)
_FLOW: Final = Row(id="flow", name="Flow", kind="flow")
_SCORE: Final = Row(id="score", name="Stage score", kind="score")
_table = st.components.v2.component(
    KEY,
    html='<div class="map"></div>',
    css="".join(map(source, _STYLES)),
    js="".join(map(source, _SCRIPTS)),
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How the map is shown: its rows and the folded ones, by ids; whether it is edited, and at which version.

    `personas` are all of them, ids and names in their order; `persona` is the id of whose map it is, empty for all.
    `noted` says what hangs on a cell, a stage or a touchpoint (`cell interest/customer`) beside its figures: `2 notes`.
    """

    rows: Sequence[str]
    folded: Sequence[str]
    editing: bool
    version: int
    persona: str
    personas: Sequence[tuple[str, str]]
    noted: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """What was wanted in the map in this run: something to open, or a change; None where nothing was."""

    opened: Mapping[str, str] | None
    changed: Mapping[str, Any] | None


def map_table(drawn: bytes, settings: Settings, on_folded: Callable[[], None]) -> Said:
    """Draw what `written` wrote as *settings* want it; return what is wanted in it; *on_folded* hears of a fold."""
    given = b'{"settings":%b,\n"drawn":%b}' % (json.dumps(asdict(settings)).encode(), drawn)
    said = _table(key=KEY, data=given, on_opened_change=_rerun, on_changed_change=_rerun, on_folded_change=on_folded)
    return Said(said.opened, said.changed)


def folded() -> Sequence[str]:
    """Return the ids of the rows that are folded now, after one was folded or unfolded in the map."""
    said: Sequence[str] = st.session_state[KEY].get("folded") or ()
    return said


def written(drawn: JourneyMap) -> bytes:
    """Return *drawn* as the component reads it, to be kept: writing it down costs more than all else in a run."""
    whole = replace(drawn, rows=rows_of(drawn))
    return json.dumps({"map": asdict(whole), "looks": looks(), "changed": CHANGED}).encode()


def rows_of(drawn: JourneyMap) -> tuple[Row, ...]:
    """Return the rows of *drawn* as they are drawn: the flow between the headers first, scores under perspectives."""
    last = max(at for at, row in enumerate(drawn.rows) if row.kind == "perspective") + 1
    return (_FLOW, *drawn.rows[:last], _SCORE, *drawn.rows[last:])


def looks() -> dict[str, dict[str, Any]]:
    """Return how each status is drawn: its glyph and the theme's name of its colour, by its word."""
    return {status.value: {"glyph": look.glyph, "tone": look.theme_color} for status, look in LOOKS.items()}


def _rerun() -> None:
    """Let a click begin a run; what was opened is read in it."""
