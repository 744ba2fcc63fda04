"""The files that wait to be imported: on disk, so that the server's memory is free again, listed in the session."""

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import streamlit as st

from bsc.ui import session

_WAITING: Final = "upload.waiting"
_COUNT: Final = "upload.count"


@dataclass(frozen=True)
class WaitingFile:
    """An uploaded file that is not imported yet: its name as uploaded, and where its bytes lie."""

    token: str
    name: str
    path: Path
    size: int

    def key(self, field: str) -> str:
        """Return the key of the widget of *field* for this file."""
        return f"upload.{self.token}.{field}"


def uploader() -> None:
    """Draw the place where files are dropped; what comes in is spooled to disk and waits."""
    count = st.session_state.setdefault(_COUNT, 0)
    uploaded = st.file_uploader(
        "Upload exports (.csv, .tsv)",
        accept_multiple_files=True,
        key=f"upload.files.{count}",
        help="As your tool wrote them: any delimiter, encoding, title lines and totals included.",
    )
    if not uploaded:
        return
    for each in uploaded:
        _spool(each.name, each)
    st.session_state[_COUNT] = count + 1  # a new key lets Streamlit forget the bytes
    st.rerun()


def waiting() -> list[WaitingFile]:
    """Return the files that wait, in the order in which they came; those whose bytes were swept away are forgotten."""
    there = [each for each in st.session_state.get(_WAITING, []) if each.path.exists()]
    st.session_state[_WAITING] = there
    return list(there)


def discard(file: WaitingFile) -> None:
    """Forget *file* and what was said about it."""
    st.session_state[_WAITING] = [each for each in st.session_state.get(_WAITING, []) if each.token != file.token]
    for key in [key for key in st.session_state if str(key).startswith(file.key(""))]:
        del st.session_state[key]
    file.path.unlink(missing_ok=True)


def _spool(name: str, content: BinaryIO) -> None:
    token = secrets.token_hex(8)
    path = session.store().spool / f"{token}.upload"
    with path.open("wb") as written:
        shutil.copyfileobj(content, written)
    file = WaitingFile(token, name, path, path.stat().st_size)
    st.session_state[_WAITING] = [*st.session_state.get(_WAITING, []), file]
