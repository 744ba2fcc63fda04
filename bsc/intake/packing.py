"""Packed bytes → bytes: gzip, and the members of a zip archive, unpacked as they are read and never all at once.

Nothing that an archive says about itself is believed: what comes out is counted while it comes out, and what becomes
far larger than anything that a system exports is refused in the middle. No more than a block is in memory.
"""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import BinaryIO

from bsc.errors import IntakeRefused
from bsc.intake.parts import Part

BLOCK = 1 << 18
PACKED_BLOCK = 1 << 14
FREE = 1 << 25  # bytes that may always come out, however few go in
RATIO = 250  # of unpacked to packed bytes: exports reach 5 to 60, a thousand is the most that deflate can do
MOST_MEMBERS = 5_000
LONGEST_DIRECTORY = 1 << 22  # bytes of an archive's table of contents; it is read at once
LOCKED = 0x1
READ_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack a block to any size at once
_BROKEN = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError, struct.error, ValueError)
_MEMBER = b"PK\x03\x04"
_HEADER = struct.Struct("<26sHH")  # of a member: what its table of contents says as well, two lengths
_END = b"PK\x05\x06"
_LONG_END = b"PK\x06\x06"
_END_LENGTH = 22
_LONG_END_AND_LOCATOR = 76

Blocks = Generator[bytes, None, None]


class Flow(io.RawIOBase):
    """A file that is made while it is read, block by block, forward only."""

    def __init__(self, blocks: Blocks) -> None:
        """Stand before the first of *blocks*."""
        super().__init__()
        self._blocks = blocks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Return True: it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill *buffer* with what comes next and return how much that was; 0 behind the end."""
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = memoryview(block)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def close(self) -> None:
        """Close what the blocks are made from."""
        self._blocks.close()
        super().close()


def opener(blocks: Callable[[], Blocks]) -> Callable[[], BinaryIO]:
    """Return what opens a file whose bytes are the *blocks*."""
    return lambda: io.BufferedReader(Flow(blocks()), BLOCK)


def unzipped_file(whole: Part) -> Blocks:
    """Return the bytes of a gzip file in blocks; raises IntakeRefused where it is damaged, cut off or a bomb."""
    noun = f"{whole.name}: the gzip file"
    made = 0
    with whole.open() as packed, gzip.GzipFile(fileobj=packed, mode="rb") as unpacked, _sentences(noun):
        while block := unpacked.read(BLOCK):
            made += len(block)
            metered(made, packed.tell(), noun)
            yield block


def member(whole: Part, entry: zipfile.ZipInfo, spoken: str = "", *, free: int = FREE) -> Blocks:
    """Return the bytes of one member of a zip archive in blocks; *spoken* is what a message calls it.

    Raises IntakeRefused where it is damaged, or where more than *free* bytes come out of next to nothing. It is read
    by the place that the table of contents gave, so that opening one of many files does not read that table again.
    """
    noun = f"{whole.name}: {spoken or entry.filename}"
    made = checksum = 0
    with whole.open() as file, _sentences(noun):
        _seek(file, entry)
        for block, read in _unpacked(file, entry):
            made += len(block)
            checksum = zlib.crc32(block, checksum)
            metered(made, read, noun, free)
            yield block
        if made != entry.file_size or checksum != entry.CRC:
            raise zipfile.BadZipFile("its checksum differs")


def _seek(file: BinaryIO, entry: zipfile.ZipInfo) -> None:
    """Stand where the bytes of a member begin: behind its header, its name and what else stands there."""
    file.seek(entry.header_offset)
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size or not header.startswith(_MEMBER):
        raise zipfile.BadZipFile("its header is missing")
    name, extra = _HEADER.unpack(header)[1:]
    file.seek(name + extra, io.SEEK_CUR)


def _unpacked(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """Return what the next bytes of *file* are unpacked, in blocks; with each, how many bytes were read so far."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    read = 0
    while read < entry.compress_size:
        packed = file.read(min(PACKED_BLOCK, entry.compress_size - read))
        if not packed:
            raise EOFError
        read += len(packed)
        if unpacker is None:
            yield packed, read
            continue
        while packed:
            yield unpacker.decompress(packed, BLOCK), read
            packed = unpacker.unconsumed_tail
    if unpacker is not None:
        yield unpacker.flush(), read
        if not unpacker.eof:
            raise EOFError


@contextmanager
def archive(whole: Part) -> Iterator[zipfile.ZipFile]:
    """Open a zip archive; raises IntakeRefused for one that is damaged, locked or made to do harm."""
    with whole.open() as packed:
        size = packed.seek(0, io.SEEK_END)
        _refuse_a_long_directory(packed, size, whole.name)
        with _sentences(f"{whole.name}: the zip archive"):
            opened = zipfile.ZipFile(packed)
        with opened:
            _refuse_what_is_not_read(opened.infolist(), whole.name)
            yield opened


def metered(made: int, read: int, noun: str, free: int = FREE) -> None:
    """Refuse what has become *made* bytes out of *read* ones, where that is no export but a bomb."""
    if made > free and made > RATIO * read:
        raise IntakeRefused(
            f"{noun} unpacks to more than {RATIO} times its size, as no export does (a “zip bomb”) – export it again "
            "and hand over the CSV file itself"
        )


@contextmanager
def _sentences(noun: str) -> Iterator[None]:
    """Say what is damaged as a sentence; what a reader can fix already passes."""
    try:
        yield
    except EOFError as error:
        raise IntakeRefused(
            f"{noun} ends in the middle: the download or the copy stopped early – fetch it again"
        ) from error
    except _BROKEN as error:
        raise IntakeRefused(
            f"{noun} is damaged ({error}) – fetch it again, or unpack it and hand over the CSV"
        ) from error


def _refuse_a_long_directory(packed: BinaryIO, size: int, name: str) -> None:
    """Refuse an archive whose table of contents would fill the memory before anything is known about it."""
    packed.seek(max(size - (1 << 16) - _END_LENGTH, 0))
    tail = packed.read()
    found = tail.rfind(_END)
    if found < 0 or len(tail) - found < _END_LENGTH:
        raise IntakeRefused(
            f"{name}: the zip archive is cut off (its table of contents, at the end, is missing): the download or the "
            "copy stopped early – fetch it again"
        )
    lengths = [struct.unpack_from("<L", tail, found + 12)[0]]
    start = found - _LONG_END_AND_LOCATOR
    if start >= 0 and tail[start : start + 4] == _LONG_END:
        lengths = [struct.unpack_from("<Q", tail, start + 40)[0]]
    if max(lengths) > LONGEST_DIRECTORY:
        raise IntakeRefused(_too_many(name))
    packed.seek(0)


def _refuse_what_is_not_read(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > MOST_MEMBERS:
        raise IntakeRefused(_too_many(name))
    if any(entry.flag_bits & LOCKED for entry in entries):
        raise IntakeRefused(
            f"{name}: the zip archive is locked with a password – unpack it and hand over the CSV files inside"
        )
    for entry in entries:
        if entry.compress_type not in READ_METHODS:
            way = zipfile.compressor_names.get(entry.compress_type, "unknown")  # type: ignore[attr-defined]
            raise IntakeRefused(
                f"{name}: “{entry.filename}” is packed in a way that is not read ({way}) – pack it as an ordinary zip "
                "archive, or hand over the CSV files inside"
            )
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    if any(one.header_offset + one.compress_size > other.header_offset for one, other in pairwise(ordered)):
        raise IntakeRefused(
            f"{name}: members of the zip archive overlap, so it is damaged or made to do harm – pack it again"
        )


def _too_many(name: str) -> str:
    return (
        f"{name}: the zip archive holds more than {MOST_MEMBERS:,} files – hand them over in several archives, or "
        "unpack it and hand over the folder"
    )
