"""The look of a status: glyph, shape, colour and pattern. The only place that knows them.

A colour is never the only sign: every status has its own glyph and word beside it. The pairs were chosen so that a
deuteranope tells them apart; `.streamlit/config.toml` sets the same values as Streamlit's theme colours, so that
metrics, badges, charts and components follow one palette in light and dark.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bsc.model.words import Evidence, InitiativeState, Status

ThemeColor = Literal["green", "orange", "red", "gray"]


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a status looks: its glyph in text, its shape in charts, its colours, and the theme's name for them."""

    glyph: str
    shape: str
    theme_color: ThemeColor
    light: str
    dark: str


def _unknown(glyph: str, shape: str) -> Look:
    return Look(glyph=glyph, shape=shape, theme_color="gray", light="#5B6775", dark="#9AA7B5")


LOOKS: Mapping[Status, Look] = {
    Status.ON_TRACK: Look(glyph="●", shape="circle", theme_color="green", light="#00796B", dark="#4DB6A6"),
    Status.AT_RISK: Look(glyph="◆", shape="diamond", theme_color="orange", light="#9A5B00", dark="#F0B050"),
    Status.OFF_TRACK: Look(glyph="▼", shape="triangle-down", theme_color="red", light="#B3261E", dark="#F2857C"),
    Status.NO_TARGET: _unknown("□", "square"),
    Status.NO_DATA: _unknown("○", "circle"),
}

# On paper, where the theme's names mean nothing: its colours in light.
PRINTED: Mapping[str, str] = {
    **{look.theme_color: look.light for look in LOOKS.values()},
    "primary": "#1C4C7C",
    "blue": "#1C4C7C",
    "violet": "#6B4E9B",
}

# And those of the page: of its letters, its lines and what a head stands on.
INK, RULE, GROUND = "#101822", "#D6DCE3", "#F4F6F8"

# A signal: by its side, that a value moved beyond its usual variation. It has no status's colour: it is none.
CHANGED: Mapping[str, str] = {"high": "↑", "low": "↓"}

# What a statement about a customer rests on: plain characters that every font has, in print as well.
EVIDENCE: Mapping[Evidence, str] = {Evidence.OBSERVED: "✓", Evidence.INFERRED: "≈", Evidence.ASSUMED: "?"}
MEASURED = "#"  # a figure that was measured, beside what somebody thinks
UNKNOWN = "–"


@dataclass(frozen=True, kw_only=True)
class ArrowLook:
    """How an arrow of the strategy map is drawn: its sign in text, its dashes (as in SVG) and width in pixels."""

    glyph: str
    dashes: str
    width: float


# What the data says of an arrow, by the word: line and sign tell it without a colour.
ARROWS: Mapping[str, ArrowLook] = {
    "supported": ArrowLook(glyph="✓", dashes="", width=2.6),
    "not visible": ArrowLook(glyph="~", dashes="7 5", width=1.3),
    "contradicted": ArrowLook(glyph="✕", dashes="", width=2.0),
    "too little data": ArrowLook(glyph="…", dashes="1.5 4.5", width=1.5),
}


# How far an initiative is: the sign stands before its word.
STATES: Mapping[InitiativeState, str] = {
    InitiativeState.PLANNED: "▷",
    InitiativeState.RUNNING: "▶",
    InitiativeState.DONE: "✓",
    InitiativeState.DROPPED: "✕",
}
OVERDUE = "‼"

# Whether an initiative worked, by the word: the sign stands beside it.
VERDICTS: Mapping[str, str] = {
    "supported": "✓",
    "no visible change": "~",
    "moved the other way": "✕",
    "too early": "…",
    "cannot be told": "?",
}


def _tile(size: int, color: str, drawing: str) -> str:
    """Return an SVG that fills any box with copies of *drawing*, in pixels of the screen, without stretching it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%">'
        f'<pattern id="p" width="{size}" height="{size}" patternUnits="userSpaceOnUse" stroke="{color}" fill="{color}">'
        f'{drawing}</pattern><rect width="100%" height="100%" fill="url(#p)"/></svg>'
    )


_DOT = '<circle cx="3" cy="3" r=".9" stroke="none"/>'
_RISING = '<path d="M-1 1l2-2M0 8L8 0M7 9l2-2" stroke-width="1" fill="none"/>'
_FALLING = '<path d="M-1 7l2 2M0 0l8 8M7-1l2 2" stroke-width="1" fill="none"/>'

# Middle tones, faint: the same image must read on a light and on a dark ground.
PATTERNS: Mapping[str, str] = {
    Status.AT_RISK: _tile(9, "rgba(212,140,40,.5)", _DOT),
    Status.OFF_TRACK: _tile(8, "rgba(222,90,82,.3)", _RISING),
    "partial": _tile(8, "rgba(128,140,155,.38)", _FALLING),
}
