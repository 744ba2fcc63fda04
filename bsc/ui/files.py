"""Files that a page offers. One that is made when it is asked for is made for nobody who may not come in any more.

Streamlit calls what makes it without a run of the page, so without the gate and without anything of the session.
"""

from collections.abc import Callable
from functools import partial
from typing import Literal

import streamlit as st

from bsc.errors import NotAllowed
from bsc.ui.access import gate

Content = str | bytes


def download(  # noqa: PLR0913 -- a button's own parts
    label: str,
    content: Content | Callable[[], Content],
    name: str,
    mime: str,
    *,
    key: str | None = None,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
    width: Literal["content", "stretch"] = "content",
    about: str | None = None,
) -> None:
    """Draw the button that gives *content* as a file called *name*; where it is a function, it is asked when pressed.

    *about* is shown beside the button.
    """
    st.download_button(
        label,
        while_let_in(content) if callable(content) else content,
        file_name=name,
        mime=mime,
        icon=":material/download:",
        on_click="ignore",
        type=kind,
        width=width,
        key=key,
        help=about,
    )


def while_let_in(make: Callable[[], Content]) -> Callable[[], Content]:
    """Return *make* for who asks in this run: it raises NotAllowed when they may not come in any more."""
    return partial(_made, gate.standing(), make)


def _made(is_let_in: Callable[[], bool], make: Callable[[], Content]) -> Content:
    if not is_let_in():
        raise NotAllowed("the session or the link has ended – reload the page")
    return make()
