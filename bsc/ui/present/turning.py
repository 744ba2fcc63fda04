"""Which slide is shown. It stands in the address, so that a link opens the presentation there."""

from typing import Final

import streamlit as st

from bsc.ui import controls, labels, links
from bsc.ui.components import deck
from bsc.views.slides import Story

SLIDE: Final = "slide"


def chosen(told: Story) -> int:
    """Draw the choice of a slide of *told*, which the deck covers; return its place."""
    offered = labels.unlike({slide.id: slide.title for slide in told.slides})
    if st.session_state.get(SLIDE) not in {None, *offered}:
        del st.session_state[SLIDE]  # the story of another period does not tell of it
    controls.seat(SLIDE, "slide", offered)
    identity = st.selectbox(
        "Slide",
        list(offered),
        index=list(offered).index(controls.first(SLIDE, offered)),
        format_func=lambda each: offered.get(each, each),
        key=SLIDE,
        bind="query-params",
    )
    links.pin(SLIDE, identity)
    return told.at(identity or "")


def turn() -> None:
    """Show the slide that was wanted in the deck. A callback: the choice of a slide comes after."""
    if wanted := deck.wanted():
        st.session_state[SLIDE] = wanted
