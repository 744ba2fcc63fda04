"""Whose browser sessions may send files to the pages: those of people who may bring data in, and no other.

Streamlit takes a file from every open session, also from one that stands before the door, and keeps it in memory.
"""

import re
from collections import OrderedDict
from threading import Lock
from typing import Final

from streamlit.runtime.scriptrunner import get_script_run_ctx

_SENDING: Final = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/")
_REMEMBERED = 10_000  # sessions; who was seen longest ago asks anew with the next click
_may: OrderedDict[str, None] = OrderedDict()
_lock: Final = Lock()


def note(*, may: bool) -> None:
    """Take note of whether the session of this run may send files."""
    run = get_script_run_ctx(suppress_warning=True)
    if run is None:
        return
    with _lock:
        _may.pop(run.session_id, None)
        if may:
            _may[run.session_id] = None
        while len(_may) > _REMEMBERED:
            _may.popitem(last=False)


def is_let_through(path: str) -> bool:
    """Return whether a request to *path* may go on: it sends no file, or the session that sends it may."""
    sending = _SENDING.search(path)
    return sending is None or sending["session"] in _may
