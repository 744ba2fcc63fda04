"""What the page is about: a part of the scorecard, the period it is held against, a dimension; all in the address."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from bsc.model.definitions import Scorecard
from bsc.ui import controls, labels, links
from bsc.views.why import JOURNEY, Against, By, Part

PART: Final = "part"
_AGAINST: Final = {Against.PREVIOUS.value: "The period before", Against.YEAR_BEFORE.value: "Same period last year"}
_BY: Final = {By.STAGE.value: "By stage", By.PERSPECTIVE.value: "By perspective"}


def part(scorecard: Scorecard) -> Part:
    """Draw the choice of a part of the scorecard; return it. The journey is the default."""
    offered = labels.parts(scorecard)
    controls.seat(PART, "part of the scorecard", offered)
    chosen = st.selectbox(
        "Part of the scorecard",
        list(offered),
        index=list(offered).index(controls.first(PART, offered)),
        format_func=offered.__getitem__,
        key=PART,
        bind="query-params",
        label_visibility="collapsed",
        width=420,
    )
    links.pin(PART, chosen)
    return Part.named(chosen) if chosen else JOURNEY


def open_later(chosen: Part) -> None:
    """Let the next run be about *chosen*. A callback."""
    st.session_state[PART] = str(chosen)


def against() -> Against:
    """Draw the choice of the period that the shown one is held against; return it."""
    return Against(_segmented("why_against", "comparison", _AGAINST))


def by() -> By:
    """Draw the choice of the parts that the journey is taken apart into; return it."""
    return By(_segmented("why_by", "way to take the journey apart", _BY))


def dimension(names: Sequence[str]) -> str:
    """Draw the choice of one of the dimensions called *names*; return it. The first is the default."""
    return _segmented("why_dimension", "dimension", {name: f"By {name.replace('_', ' ')}" for name in names})


def _segmented(key: str, noun: str, offered: Mapping[str, str]) -> str:
    controls.seat(key, noun, offered)
    first = controls.first(key, offered)
    chosen = st.segmented_control(
        noun.capitalize(),
        list(offered),
        default=first,
        required=True,
        format_func=offered.__getitem__,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )
    links.pin(key, chosen)
    return chosen if chosen in offered else first
