"""Uploads that wait for their import: on the disk, but sealed, so that nothing personal lies there in the clear.

What is written is encrypted with a key of the upload's own that is only in the memory of this process. A server that is
killed leaves bytes that nobody can read; they are swept when the next one starts.
"""

import errno
import hashlib
import secrets
import shutil
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, ClassVar

from bsc.actions.sealing import SealedFile
from bsc.errors import NotFound, Refused
from bsc.intake.parts import Part
from bsc.model.access import Role
from bsc.store import Store

CHUNK = 2**20
LARGEST = 64 * 2**30  # bytes of one upload
SPARE = 256 * 2**20  # bytes that uploads leave free on the disk
UPLOADS_LIVE_S = 24 * 3600
TICKETS_LIVE_S = 12 * 3600
SUFFIX = ".sealed"
LONGEST_NAME = 250  # characters
UNNAMED = "upload"
_NO_ROOM = "there is no room for {more:,} more bytes on the disk – free some, or send a smaller file"


class NoSuchUpload(NotFound):
    """An upload that is not there, or not any more."""

    def __init__(self, upload_id: str) -> None:
        """Say so without naming any that is there."""
        super().__init__("upload", upload_id, ())
        hours = UPLOADS_LIVE_S // 3600
        message = f'there is no upload "{upload_id}" (any more): it was imported or taken back, or waited {hours} hours'
        self.args = (f"{message} – send it again",)


class WrongOffset(Refused):
    """Bytes that do not begin where those that are here end."""


class TooLarge(Refused):
    """An upload with more bytes than one may have."""


class NoRoom(Refused):
    """An upload for which there is no room on the disk."""


@dataclass(frozen=True, kw_only=True)
class WaitingUpload:
    """A file that waits: `size` of its bytes are here; `length` is how many it has (None: not known yet).

    `owner` is who sent it (a token, a ticket, a page); `until` is when it is swept (UTC).
    """

    id: str
    name: str
    size: int
    length: int | None
    owner: str
    until: datetime

    @property
    def complete(self) -> bool:
        """Return whether all of it is here."""
        return self.size == self.length


@dataclass
class _Kept:
    name: str
    sealed: SealedFile
    length: int | None
    owner: str
    touched: float = field(default_factory=time.time)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Waiting:
    """The uploads that wait beside one store: `Waiting.beside(store)`. Sessions and threads share it."""

    _of_store: ClassVar["weakref.WeakKeyDictionary[Store, Waiting]"] = weakref.WeakKeyDictionary()
    _making: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, folder: Path) -> None:
        """Keep uploads in *folder*; what an earlier process left there is removed, nobody has its keys any more."""
        self._folder = folder
        self._uploads: dict[str, _Kept] = {}
        self._tickets: dict[str, float] = {}
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left_over in folder.glob(f"*{SUFFIX}"):
            left_over.unlink(missing_ok=True)

    @classmethod
    def beside(cls, store: Store) -> "Waiting":
        """Return the uploads that wait beside *store*: the same for all who ask in this process.

        Raises NotAllowed in the hands of somebody who may bring nothing in.
        """
        store.require(Role.EDITOR, "bring in files")
        store = store.whole
        with cls._making:
            if store not in cls._of_store:
                cls._of_store[store] = cls(store.spool / f"{store.path.name}.waiting")
            there = cls._of_store[store]
        there.sweep()
        return there

    def begin(self, name: str, *, length: int | None = None, owner: str = "") -> WaitingUpload:
        """Return a new upload without any bytes yet; raises TooLarge or NoRoom for a *length* that cannot be taken."""
        self._refuse_without_room(length or 0, length or 0)
        upload_id = secrets.token_hex(16)
        kept = _Kept(_plain(name), SealedFile.new(self._folder / f"{upload_id}{SUFFIX}"), length, owner)
        with self._lock:
            self._uploads[upload_id] = kept
        return _seen(upload_id, kept)

    def append(self, upload_id: str, offset: int, chunk: bytes) -> WaitingUpload:
        """Return the upload with *chunk* behind its first *offset* bytes, which must be all that are here.

        Raises NoSuchUpload, WrongOffset, TooLarge or NoRoom; the upload is then as it was. An upload whose bytes could
        not be written is gone: nothing else may be sealed in their place.
        """
        with self._held(upload_id) as kept:
            size = kept.sealed.size
            if offset != size:
                message = f"the upload has {size} bytes, and these begin at {offset} – go on from {size}"
                raise WrongOffset(message)
            if kept.length is not None and size + len(chunk) > kept.length:
                message = f"the upload was to have {kept.length} bytes, and more came – begin it again"
                raise TooLarge(message)
            self._refuse_without_room(size + len(chunk), len(chunk))
            try:
                with _room_said(len(chunk)):
                    kept.sealed.append(chunk)
            except BaseException:
                with self._lock:
                    self._uploads.pop(upload_id, None)
                raise
            kept.touched = time.time()
            return _seen(upload_id, kept)

    def finish(self, upload_id: str, length: int | None = None) -> WaitingUpload:
        """Return the upload, which has *length* bytes (without one: those that are here) and no more.

        Raises NoSuchUpload, WrongOffset for fewer bytes than are here, TooLarge or NoRoom; it is then as it was.
        """
        with self._held(upload_id) as kept:
            size = kept.sealed.size
            if length is not None:
                if length < size:
                    message = f"the upload has {size} bytes already, and is to have {length} – begin it again"
                    raise WrongOffset(message)
                self._refuse_without_room(length, length - size)
            kept.length = size if length is None else length
            return _seen(upload_id, kept)

    def add(self, name: str, stream: BinaryIO, *, owner: str = "") -> WaitingUpload:
        """Return the upload that holds all of *stream*; nothing is left of it when the stream breaks off."""
        upload = self.begin(name, owner=owner)
        try:
            while chunk := stream.read(CHUNK):
                upload = self.append(upload.id, upload.size, chunk)
            return self.finish(upload.id)
        except BaseException:
            self.discard(upload.id)
            raise

    def upload(self, upload_id: str) -> WaitingUpload:
        """Return one upload; raises NoSuchUpload."""
        with self._held(upload_id) as kept:
            return _seen(upload_id, kept)

    def of(self, owner: str) -> list[WaitingUpload]:
        """Return what waits of one *owner*, the first sent first."""
        with self._lock:
            return [_seen(upload_id, kept) for upload_id, kept in self._uploads.items() if kept.owner == owner]

    def part(self, upload_id: str) -> Part:
        """Return the upload as a file to import: its opener gives the bytes in the clear and can seek.

        It waits for another day then, so that it is not swept while it is imported.
        Raises NoSuchUpload, or Refused while bytes are missing.
        """
        upload = self.upload(upload_id)
        if not upload.complete:
            message = (
                f"{upload.name} is not here yet: {upload.size} of {upload.length or 'all its'} bytes – send the rest"
            )
            raise Refused(message)
        with self._held(upload_id) as kept:
            sealed, kept.touched = kept.sealed, time.time()

        def opened() -> BinaryIO:
            try:
                return sealed.open()
            except FileNotFoundError:
                raise NoSuchUpload(upload_id) from None  # taken back since

        return Part(name=upload.name, path=sealed.path, opener=opened, size=upload.size)

    def discard(self, upload_id: str) -> None:
        """Remove an upload and forget its key; one that is not there is no mistake."""
        with self._lock:
            kept = self._uploads.pop(upload_id, None)
        if kept is not None:
            with kept.lock:
                kept.sealed.remove()

    def ticket(self) -> str:
        """Return a new ticket, which a page hands to its browser: who holds it may send uploads for some hours."""
        ticket = secrets.token_urlsafe(32)
        with self._lock:
            self._tickets[_digest(ticket)] = time.time()
        return ticket

    def owner_by(self, ticket: str) -> str | None:
        """Return the owner that uploads under *ticket* have; None for one that is not valid (any more)."""
        digest = _digest(ticket)
        made = self._tickets.get(digest)
        return f"ticket {digest[:16]}" if made is not None and time.time() - made < TICKETS_LIVE_S else None

    def sweep(self) -> None:
        """Remove uploads that nobody has touched for a day, and tickets that have run out."""
        now = time.time()
        with self._lock:
            old = [upload_id for upload_id, kept in self._uploads.items() if now - kept.touched > UPLOADS_LIVE_S]
            self._tickets = {each: made for each, made in self._tickets.items() if now - made < TICKETS_LIVE_S}
        for upload_id in old:
            self.discard(upload_id)

    @contextmanager
    def _held(self, upload_id: str) -> Iterator[_Kept]:
        with self._lock:
            kept = self._uploads.get(upload_id)
        if kept is None:
            raise NoSuchUpload(upload_id)
        with kept.lock:
            if self._uploads.get(upload_id) is not kept:
                raise NoSuchUpload(upload_id)  # taken back while a chunk was written
            yield kept

    def _refuse_without_room(self, size: int, more: int) -> None:
        if size > LARGEST:
            message = f"one upload may have {LARGEST // 2**30} GiB – use `bsc import` on the machine itself"
            raise TooLarge(message)
        if shutil.disk_usage(self._folder).free - more < SPARE:
            raise NoRoom(_NO_ROOM.format(more=more))


@contextmanager
def _room_said(more: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            message = f"{_NO_ROOM.format(more=more)}; what had come of this one is gone, send it from its beginning"
            raise NoRoom(message) from error
        raise


def _plain(name: str) -> str:
    """Return *name* as it can be shown anywhere; it is a label and never a place on the disk."""
    return "".join(letter for letter in name if letter.isprintable()).strip()[:LONGEST_NAME] or UNNAMED


def _seen(upload_id: str, kept: _Kept) -> WaitingUpload:
    until = datetime.fromtimestamp(kept.touched + UPLOADS_LIVE_S, UTC)
    return WaitingUpload(
        id=upload_id, name=kept.name, size=kept.sealed.size, length=kept.length, owner=kept.owner, until=until
    )


def _digest(ticket: str) -> str:
    return hashlib.sha256(ticket.encode()).hexdigest()
