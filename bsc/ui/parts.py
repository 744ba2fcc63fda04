"""Parts of a page that run again alone: a fragment and a dialogue, each of which asks first who looks at it.

Streamlit runs them without the page's script, so without the gate that stands in it. They are not used directly.
"""

from collections.abc import Callable
from functools import wraps
from typing import Literal, ParamSpec

import streamlit as st

from bsc.ui import session

Drawn = ParamSpec("Drawn")


def fragment(draw: Callable[Drawn, None], *, run_every: float | None = None) -> Callable[Drawn, None]:
    """Return what draws *draw* as a part that runs again alone: when it is used, and every *run_every* seconds."""
    return st.fragment(_after_the_gate(draw), run_every=run_every)


def dialog(
    draw: Callable[Drawn, None],
    title: str,
    *,
    width: Literal["medium", "large"] = "large",
    on_dismiss: Callable[[], None] | None = None,
) -> Callable[Drawn, None]:
    """Return what draws *draw* over the page at its right; without *on_dismiss* only what it draws can close it."""
    return st.dialog(
        title,
        width=width,
        position="right",
        dismissible=on_dismiss is not None,
        on_dismiss=on_dismiss or "ignore",
    )(_after_the_gate(draw))


def _after_the_gate(draw: Callable[Drawn, None]) -> Callable[Drawn, None]:
    """Return *draw* as it is known to Streamlit, by its name, and run for nobody who may not come in any more."""

    @wraps(draw)
    def drawn(*args: Drawn.args, **named: Drawn.kwargs) -> None:
        session.visit()
        draw(*args, **named)

    return drawn
