"""The trend chart whose target and red line can be dragged."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import streamlit as st

from bsc.charts.theme import LOOKS, PATTERNS
from bsc.model.words import Status
from bsc.ui.components import source
from bsc.views.reach import numbers
from bsc.views.rungs import Rung
from bsc.views.trend import Draft
from bsc.views.trend_picture import Picture, Step

KEY: Final = "trend_chart"
_chart = st.components.v2.component(
    "trend_chart",
    html='<div class="trend"></div>',
    css=source("trend_chart.css"),
    js="".join(
        map(
            source,
            (
                "trend_scales.js",
                "trend_layers.js",
                "trend_legend.js",
                "trend_scores.js",
                "trend_follow.js",
                "trend_chart.js",
            ),
        )
    ),
)


@dataclass(frozen=True)
class Score:
    """A score beneath the chart: its short name and its whole one, points and status now and, if other, with the draft.

    `moved` is by how much the draft moves it, with its sign; empty where it does not. `score` is the number of now,
    unrounded, and `rungs` are the parts from the KPI up to this one.
    """

    name: str
    whole: str
    points: tuple[str, ...]
    statuses: tuple[Status, ...]
    moved: str = ""
    score: float | None = None
    rungs: int = 0


@dataclass(frozen=True)
class Following:
    """How the chart follows sliders of the page before the server has answered: those with these keys, by line.

    With `rungs` the scores follow, too; None where a draft does not hold for what is shown.
    """

    sliders: Mapping[str, str]
    rungs: Sequence[Rung] | None


def trend_chart(
    drawn: bytes,
    draft: bytes | None,
    scores: Sequence[Score],
    following: Following | None,
    on_proposed: Callable[[], None],
) -> None:
    """Draw the chart that `written` wrote, with the *draft* that `drafted` wrote, and *scores* beneath it.

    *on_proposed* hears of a release. Without *following* what is moved or dragged is scored when the server answers.
    """
    scored = [asdict(each) | {"statuses": [_look(status) for status in each.statuses]} for each in scores]
    lines = [draft or b"null", *(json.dumps(each).encode() for each in (scored, following and asdict(following)))]
    _chart(key=KEY, data=b"\n".join([*lines, drawn]), on_proposed_change=on_proposed)


def _look(status: Status) -> dict[str, str]:
    look = LOOKS[status]
    return {"status": status, "glyph": look.glyph, "tone": look.theme_color}


def proposed() -> Mapping[str, Any] | None:
    """Return what was released in the chart in this run: about which KPI, which line, which end, what value."""
    said: Mapping[str, Any] | None = st.session_state[KEY].get("proposed")
    return said


def written(drawn: Picture) -> bytes:
    """Return *drawn* as the component reads it, to be kept."""
    looks = {
        str(status): {"glyph": look.glyph, "shape": look.shape, "tone": look.theme_color}
        for status, look in LOOKS.items()
    }
    return json.dumps(
        {"picture": asdict(drawn), "looks": looks, "tiles": {str(name): tile for name, tile in PATTERNS.items()}}
    ).encode()


def drafted(draft: Draft, steps: Sequence[Step]) -> bytes:
    """Return the *draft* as the component reads it, with the *steps* that every place would be held to."""
    target, red_line = numbers(draft.anchors.target), numbers(draft.anchors.red_line)
    held = [vars(step) for step in steps]
    return json.dumps({"target": target, "red_line": red_line, "steps": held}).encode()
