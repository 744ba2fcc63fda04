"""The strategy map as one drawing: boxes in bands and columns, arrows that are lit, pressed, and drawn by hand."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import streamlit as st

from bsc.charts.theme import ARROWS
from bsc.ui.components import source
from bsc.ui.components.map_table import looks
from bsc.views.strategy_map import StrategyMap

KEY: Final = "strategy_map"
_SCRIPTS: Final = ("long_words.js", "map_dom.js", "strategy_routes.js", "strategy_hand.js", "strategy_map.js")
_map = st.components.v2.component(
    KEY,
    html='<div class="strategy"></div>',
    css=source("strategy_map.css"),
    js="".join(map(source, _SCRIPTS)),
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How the map is shown: the stages by id (none: all), what is chosen, whether it is edited, at which version.

    `chosen` is an objective's id, or an arrow's (`cause~effect`); empty without one.
    """

    stages: Sequence[str]
    chosen: str
    editing: bool
    version: int


@dataclass(frozen=True)
class Said:
    """What was wanted in the map in this run: something to open, a change, an arrow; None where nothing was."""

    opened: Mapping[str, str] | None
    changed: Mapping[str, Any] | None
    connected: Mapping[str, Any] | None


def strategy_map(drawn: bytes, settings: Settings, on_opened: Callable[[], None]) -> Said:
    """Draw what `written` wrote as *settings* want it; return what is wanted in it; *on_opened* hears of a press."""
    given = b'{"settings":%b,\n"drawn":%b}' % (json.dumps(asdict(settings)).encode(), drawn)
    said = _map(key=KEY, data=given, on_opened_change=on_opened, on_changed_change=_rerun, on_connected_change=_rerun)
    return Said(said.opened, said.changed, said.connected)


def written(drawn: StrategyMap) -> bytes:
    """Return *drawn* as the component reads it, to be kept: writing it down costs more than all else in a run."""
    arrows = {verdict: asdict(look) for verdict, look in ARROWS.items()}
    shown = {"map": asdict(drawn), "looks": looks(), "arrows": arrows, "counted": drawn.counted()}
    return json.dumps(shown).encode()


def _rerun() -> None:
    """Let a press begin a run; what was wanted is read in it."""
