"""The body of a request, on its way into sealed uploads: never whole in memory, never in the clear on the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import Any, Protocol

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from bsc.actions.waiting import CHUNK, Waiting, WaitingUpload
from bsc.api.answers import MALFORMED, Denied

LONGEST_FIELD = 2**16  # bytes of all fields of a form that are not files, with their names
LONGEST_HEADER = 2**12  # bytes of all headers of one part of a form
MOST_PARTS = 10_000
FORM = "multipart/form-data"


class Sink(Protocol):
    """Takes the bytes of a body, piece by piece."""

    def write(self, piece: bytes) -> None:
        """Take *piece*."""


async def drained(request: Request, sink: Sink) -> None:
    """Write the body of *request* into *sink*, in pieces of about a megabyte; what came before a line broke as well."""
    gathered = bytearray()
    try:
        async for chunk in request.stream():
            gathered += chunk
            if len(gathered) >= CHUNK:
                await run_in_threadpool(sink.write, bytes(gathered))
                gathered.clear()
    except ClientDisconnect as error:
        await run_in_threadpool(sink.write, bytes(gathered))
        raise Denied(MALFORMED, "the connection broke off") from error  # nobody reads it
    await run_in_threadpool(sink.write, bytes(gathered))


class UploadSink:
    """Writes into one waiting upload, from where it is."""

    def __init__(self, waiting: Waiting, upload: WaitingUpload) -> None:
        """Go on with *upload*."""
        self._waiting = waiting
        self.upload = upload

    def write(self, piece: bytes) -> None:
        """Put *piece* behind what is there."""
        self.upload = self._waiting.append(self.upload.id, self.upload.size, piece)


@dataclass
class _FormPart:
    """One part of a form: a file, which becomes an upload, or a field, whose text is kept."""

    headers: Message = field(default_factory=Message)
    name: str = ""
    sink: UploadSink | None = None
    text: bytearray = field(default_factory=bytearray)


class FormSink:
    """Takes a form apart: its files become waiting uploads, its other fields `fields`."""

    def __init__(self, waiting: Waiting, owner: str, content_type: str) -> None:
        """Read a form of *content_type*, which names the boundary; its files wait for *owner*."""
        described = Message()
        described["Content-Type"] = content_type
        boundary = described.get_param("boundary")
        if not isinstance(boundary, str) or not boundary:
            raise Denied(MALFORMED, f"{FORM} without a boundary")
        self.uploads: list[WaitingUpload] = []
        self.fields: list[tuple[str, str]] = []
        self.complete = False
        self._waiting = waiting
        self._owner = owner
        self._part = _FormPart()
        self._header = [b"", b""]
        self._length = self._parts = self._heading = 0
        with _in_sentences():
            self._parser = MultipartParser(boundary.encode("latin-1", "replace"), self._callbacks())

    def write(self, piece: bytes) -> None:
        """Take the next *piece* of the form."""
        with _in_sentences():
            self._parser.write(piece)

    def whole(self) -> list[WaitingUpload]:
        """Return the files of the form; raises Denied when there is none, or when the form broke off."""
        if not self.complete or not self.uploads:
            raise Denied(MALFORMED, "the form holds no whole file – send one as a field with a file name")
        return self.uploads

    def _callbacks(self) -> Any:  # noqa: ANN401 -- the parser's own type is not public
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._head(0, data[start:end]),
            "on_header_value": lambda data, start, end: self._head(1, data[start:end]),
            "on_header_end": self._head_end,
            "on_headers_finished": self._open,
            "on_part_data": lambda data, start, end: self._data(data[start:end]),
            "on_part_end": self._close,
            "on_end": self._end,
        }

    def _begin(self) -> None:
        self._part = _FormPart()
        self._heading = 0
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise Denied(MALFORMED, f"a form may have {MOST_PARTS:,} parts – pack the files into an archive")

    def _head(self, place: int, piece: bytes) -> None:
        self._header[place] += piece
        self._heading += len(piece)
        if self._heading > LONGEST_HEADER:
            raise Denied(MALFORMED, "the form has a header that is too long")

    def _head_end(self) -> None:
        name, value = (each.decode("utf-8", "replace") for each in self._header)
        self._part.headers[name] = value
        self._header = [b"", b""]

    def _open(self) -> None:
        part = self._part
        part.name, file = _names(part.headers)
        if file is not None:
            part.sink = UploadSink(self._waiting, self._waiting.begin(file, owner=self._owner))
            self.uploads.append(part.sink.upload)
        else:
            self._count(len(part.name))

    def _data(self, piece: bytes) -> None:
        if self._part.sink is not None:
            self._part.sink.write(piece)
            return
        self._count(len(piece))
        self._part.text += piece

    def _count(self, length: int) -> None:
        self._length += length
        if self._length > LONGEST_FIELD:
            raise Denied(MALFORMED, "the fields of the form are too long – send a file as a file, with its name")

    def _close(self) -> None:
        if self._part.sink is not None:
            self._waiting.finish(self._part.sink.upload.id)
        else:
            self.fields.append((self._part.name, self._part.text.decode("utf-8", "replace")))

    def _end(self) -> None:
        self.complete = True


@contextmanager
def _in_sentences() -> Iterator[None]:
    try:
        yield
    except FormParserError as error:
        raise Denied(MALFORMED, f"the form cannot be read: {error}") from error


def _names(headers: Message) -> tuple[str, str | None]:
    """Return the name of a part of a form, and that of its file; None for a part that is none."""
    try:
        return collapse_rfc2231_value(headers.get_param("name", "", "content-disposition")), headers.get_filename()
    except (TypeError, ValueError) as error:  # pieces of one name that contradict each other (RFC 2231)
        raise Denied(MALFORMED, "the form has a header that cannot be read") from error
