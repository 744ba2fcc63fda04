"""Files that a page offers. One that is made when it is asked for is made for nobody who may not come in any more.

Streamlit calls what makes it without a run of the page, so without the gate and without anything of the session. It
throws away a file that no page shows when two runs have ended, whosever they are, and that may be before the browser
has asked for it: the latest files are held.
"""

from collections.abc import Callable
from functools import partial
from itertools import cycle
from threading import Timer
from typing import Final, Literal

import streamlit as st
from streamlit import runtime

from bsc.errors import NotAllowed
from bsc.ui.access import gate

Content = str | bytes
HELD: Final = 8  # files that were made, at most
HELD_S: Final = 60.0  # how long after the last one
_places: Final = cycle([f"made {number}" for number in range(HELD)])


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
        while_let_in(partial(held, content, name, mime)) if callable(content) else content,
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


def held(make: Callable[[], Content], name: str, mime: str) -> bytes:
    """Return what *make* makes, and hold it as the file called *name* for `HELD_S`, or until `HELD` others are made."""
    content = make()
    data = content.encode() if isinstance(content, str) else content
    if runtime.exists():
        runtime.get_instance().media_file_mgr.add(data, mime, next(_places), name, is_for_static_download=True)
        letting_go = Timer(HELD_S, runtime.get_instance().media_file_mgr.clear_session_refs)
        letting_go.daemon = True
        letting_go.start()
    return data
