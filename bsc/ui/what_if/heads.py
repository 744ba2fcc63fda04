"""The head of a draft: what it is of, how that stands before and after, and the button that removes it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import streamlit as st

from bsc.charts.figures import figure
from bsc.charts.theme import LOOKS
from bsc.model.scenario import Scenario
from bsc.model.words import Unit
from bsc.ui.failures import escaped
from bsc.ui.what_if import working
from bsc.views.scenarios import Line, Standing, differ

Place = Callable[[], AbstractContextManager[object]]  # where the next draft stands


def draw(line: Line, noun: str, key: str, kept: Scenario, without: Callable[[Scenario], Scenario]) -> None:
    """Draw the name of *line*, its status and points before and after, and the button that makes *kept* *without*."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{escaped(line.name)}** &ensp; {turned(line.published, line.standings[0])}", width="content")
        st.button(
            "Remove",
            icon=":material/close:",
            type="tertiary",
            help=f"Take this draft of a {noun} out of the scenario",
            key=f"{key}.remove",
            on_click=working.change,
            args=(kept, without),
        )


def turned(before: Standing, after: Standing) -> str:
    """Return glyph, word and points before and after as Markdown; once where they are the same."""
    return " → ".join(map(status, (before, after) if differ(before, after) else (before,)))


def status(standing: Standing) -> str:
    """Return glyph, word and points of *standing* as Markdown."""
    look = LOOKS[standing.status]
    return f":{look.theme_color}[{look.glyph} {standing.status}{points(standing)}]"


def points(standing: Standing) -> str:
    """Return the points of *standing* with a space before them; empty without any."""
    return "" if standing.points is None else f" {figure(round(standing.points, 1), Unit.POINTS)}"
