"""The files that wait to be imported: sealed on the disk, opened into their parts, listed in the session."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from bsc.actions.waiting import Waiting
from bsc.errors import BscError, Refused
from bsc.intake.containers import contents
from bsc.intake.parts import Leftover, Part
from bsc.ui import session
from bsc.ui.components.large_files import large_files

_WAITING: Final = "upload.waiting"
_LEFT: Final = "upload.left"
_COUNT: Final = "upload.count"
_TICKET: Final = "upload.ticket"
_TAKEN: Final = "upload.taken"
_LARGEST: Final = 200  # MB; the server's own limit of one request stands in .streamlit/config.toml


@dataclass(frozen=True)
class WaitingFile:
    """A part of an upload that is not imported yet; `refused` says why it cannot be, where its file was not opened."""

    token: str
    upload: str
    part: Part
    refused: str = ""

    @property
    def name(self) -> str:
        """Return the name as it was uploaded: `export.zip › Queries.csv` for a part of an archive."""
        return self.part.name

    @property
    def size(self) -> int | None:
        """Return how many bytes it has, where that is known."""
        return self.part.size

    def key(self, field: str) -> str:
        """Return the key of the widget of *field* for this file."""
        return f"upload.{self.token}.{field}"


def uploader() -> None:
    """Draw the places where files are dropped; what comes in waits, sealed, and is listed part by part."""
    waiting = Waiting.beside(session.store())
    count = st.session_state.setdefault(_COUNT, 0)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        uploaded = st.file_uploader(
            "Upload exports: CSV, TSV, Excel, zip or gzip, many at once",
            accept_multiple_files=True,
            key=f"upload.files.{count}",
            max_upload_size=_LARGEST,
            help="As your tool wrote them: any delimiter, encoding, title lines and totals included.",
        )
    with right:
        large_files(_ticket(waiting), f"Larger than {_LARGEST} MB")
    _take_large(waiting)
    if not uploaded:
        return
    for each in uploaded:
        _open(waiting, waiting.add(each.name, each, owner="page").id)
    st.session_state[_COUNT] = count + 1  # a new key lets Streamlit forget the bytes
    st.rerun()


def waiting() -> list[WaitingFile]:
    """Return the files that wait, in the order in which they came; those that were swept away are forgotten."""
    there = [each for each in st.session_state.get(_WAITING, []) if each.part.path.exists()]
    st.session_state[_WAITING] = there
    return list(there)


def leftovers() -> list[Leftover]:
    """Return what the waiting archives and workbooks hold that is no table, with the reasons."""
    kept: dict[str, tuple[Leftover, ...]] = st.session_state.get(_LEFT, {})
    return [left for upload in dict.fromkeys(each.upload for each in waiting()) for left in kept.get(upload, ())]


def discard(*files: WaitingFile) -> None:
    """Forget *files* and what was said about them; the bytes of an upload go with its last part."""
    doomed = {each.token for each in files}
    left = [each for each in st.session_state.get(_WAITING, []) if each.token not in doomed]
    st.session_state[_WAITING] = left
    prefixes = tuple(each.key("") for each in files)
    for key in [key for key in st.session_state if str(key).startswith(prefixes)]:
        del st.session_state[key]
    for upload in {each.upload for each in files} - {each.upload for each in left}:
        Waiting.beside(session.store()).discard(upload)
        st.session_state.get(_LEFT, {}).pop(upload, None)


def _ticket(waiting: Waiting) -> str:
    ticket: str | None = st.session_state.get(_TICKET)
    if ticket is None or waiting.owner_by(ticket) is None:
        ticket = waiting.ticket()
        st.session_state[_TICKET] = ticket
    return ticket


def _take_large(waiting: Waiting) -> None:
    """List what has arrived in pieces under the session's ticket."""
    owner = waiting.owner_by(st.session_state[_TICKET])
    taken: set[str] = st.session_state.setdefault(_TAKEN, set())
    for upload in waiting.of(owner or ""):
        if upload.complete and upload.id not in taken:
            taken.add(upload.id)
            _open(waiting, upload.id)


def _open(waiting: Waiting, upload_id: str) -> None:
    """List the parts of the upload; one that cannot be opened is listed by itself, with the reason."""
    whole = waiting.part(upload_id)
    try:
        found = contents(whole)
        opened = [WaitingFile(f"{upload_id}.{number}", upload_id, part) for number, part in enumerate(found.parts)]
        st.session_state.setdefault(_LEFT, {})[upload_id] = found.leftovers
    except BscError as error:
        opened = [WaitingFile(f"{upload_id}.0", upload_id, whole, str(error))]
    st.session_state[_WAITING] = [*st.session_state.get(_WAITING, []), *opened]


def refuse(file: WaitingFile) -> None:
    """Raise Refused for a file that could not be opened."""
    if file.refused:
        raise Refused(file.refused)
