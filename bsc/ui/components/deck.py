"""The deck of a presentation: one slide at a time over the whole screen, turned by buttons and keys."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Final

import streamlit as st

from bsc.charts.theme import LOOKS, PATTERNS
from bsc.ui.components import source
from bsc.views.slides import Story

KEY: Final = "deck"
_SCRIPTS: Final = ("long_words.js", "trend_scales.js", "trend_layers.js", "deck_slides.js", "deck.js")
_deck = st.components.v2.component(
    KEY,
    html='<dialog class="deck"></dialog>',
    css=source("deck.css"),
    js="".join(map(source, _SCRIPTS)),
)


def deck(drawn: bytes, on_wanted: Callable[[], None], on_left: Callable[[], None]) -> None:
    """Draw the slide that `written` wrote; *on_wanted* hears of another that is wanted, *on_left* that it is enough."""
    _deck(key=KEY, data=drawn, on_wanted_change=on_wanted, on_left_change=on_left)


def wanted() -> str | None:
    """Return the id of the slide that was wanted in this run."""
    said: str | None = st.session_state[KEY].get("wanted")
    return said


def written(told: Story, at: int, shared: Sequence[str] = (), *, leaves: bool) -> bytes:
    """Return the slide *at* of *told* as the component reads it, to be kept; *leaves*: there is a page to go back to.

    *shared* says what the share link is through which it is seen.
    """
    about = {
        "shared": shared,
        "foot": told.foot,
        "late": told.late,
        "ids": [slide.id for slide in told.slides],
        "titles": [slide.title for slide in told.slides],
    }
    looks = {
        str(status): {"glyph": look.glyph, "shape": look.shape, "tone": look.theme_color}
        for status, look in LOOKS.items()
    }
    tiles = {str(name): tile for name, tile in PATTERNS.items()}
    shown = {"told": about, "at": at, "leaves": leaves, "slide": asdict(told.slides[at])}
    return json.dumps({**shown, "looks": looks, "tiles": tiles}).encode()
