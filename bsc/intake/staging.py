"""Rows on their way: what is little stays in memory as text, what is much is read from the file again.

Nothing is written to disk before every column's type is known, and with it, which columns are left out.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol, TypeVar

import numpy as np
import pyarrow as pa

from bsc.intake.chunks import Plain, Shape, plain_again
from bsc.intake.profiles import Profile
from bsc.intake.records import PlainRun

HELD_BYTES = 1 << 25  # of a table's text: more is read again
CAREFUL_ROWS = 20_000  # rows that were read one by one go together into one batch
COMPRESSION = pa.ipc.IpcWriteOptions(compression="lz4")
AT_WORK = 4  # batches
Result = TypeVar("Result")


@dataclass(frozen=True)
class Batch:
    """Rows as columns of text, and the physical line (from 1) on which each begins."""

    columns: Sequence[pa.StringArray]
    lines: pa.Int64Array

    @property
    def rows(self) -> int:
        """Return how many rows there are."""
        return len(self.lines)

    def filter(self, keep: pa.BooleanArray) -> "Batch":
        """Return the rows for which *keep* holds."""
        return Batch([column.filter(keep) for column in self.columns], self.lines.filter(keep))


@dataclass(frozen=True)
class _Held:
    """Few rows, in memory."""

    held: Batch

    def batch(self) -> Batch:
        return self.held


@dataclass(frozen=True)
class _Packed:
    """Rows that were read one by one, in memory: they may be many, and are compressed."""

    packed: pa.Buffer

    @classmethod
    def of(cls, batch: Batch) -> "_Packed":
        arrays = [*batch.columns, batch.lines]
        record_batch = pa.record_batch(arrays, names=list(map(str, range(len(arrays)))))
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, record_batch.schema, options=COMPRESSION) as writer:
            writer.write_batch(record_batch)
        return cls(sink.getvalue())

    def batch(self) -> Batch:
        with pa.ipc.open_stream(self.packed) as reader:
            *columns, lines = reader.read_next_batch().columns
        return Batch(columns, lines)


@dataclass(frozen=True)
class _Span:
    """Plain rows in the text: where they stand, and which of them (from 0) are no data."""

    offset: int
    length: int
    line: int
    without: Sequence[int]
    shape: Shape

    def batch(self, text: bytes) -> Batch:
        found = plain_again(text, self.shape)
        if found is None:  # cannot be: they were plain the first time
            raise LookupError(self.offset)
        return kept(found, self.line, self.without)


def kept(found: Plain, line: int, without: Sequence[int]) -> Batch:
    """Return the rows of *found*, which begin on the physical *line*, but not those in *without*."""
    batch = Batch(found.columns, pa.array(found.numbers(line)))
    return batch.filter(_all_but(without, found.rows)) if without else batch


def _all_but(without: Sequence[int], rows: int) -> pa.BooleanArray:
    keep = np.ones(rows, np.bool_)
    keep[list(without)] = False
    return pa.array(keep)


class WrittenAhead(Protocol):
    """Who types and writes rows before all of them are read (`ahead`)."""

    writer: Any

    def serves(self, writer: Any) -> bool:  # noqa: ANN401 - a writer of `typed`, which stands above this module
        """Return whether what was written is what *writer* would have written."""

    def take(self, run: PlainRun, without: Sequence[int]) -> None:
        """Write the rows of *run* but those in *without*."""

    def discard(self) -> None:
        """Throw away what was written."""


@dataclass
class Staging:
    """The rows of one table as text, and what its columns look like; `reread` gives the file's text once more.

    `begin` is asked, once the rows are too many to be held, for somebody who writes them `ahead`.
    """

    width: int
    reread: Callable[[], Iterable[bytes]]
    rows: int = 0
    begin: "Callable[[], WrittenAhead | None] | None" = None
    ahead: "WrittenAhead | None" = None
    _profiles: list[Profile] = field(default_factory=list)
    _pieces: list[_Held | _Packed | _Span] = field(default_factory=list)
    _held: int = 0
    _lines: list[int] = field(default_factory=list)
    _rows: list[Sequence[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with columns of which nothing is known."""
        self._profiles = [Profile() for _ in range(self.width)]

    @property
    def profiles(self) -> list[Profile]:
        """Return what is known of each column so far."""
        self._pack()
        return self._profiles

    def add(self, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
        """Keep *rows*, which were read one by one and begin on the physical *lines*."""
        self._lines += lines
        self._rows += rows
        self.rows += len(rows)
        if len(self._rows) >= CAREFUL_ROWS:
            self._pack()

    def add_plain(self, run: PlainRun, without: Sequence[int] = ()) -> None:
        """Keep the rows of *run* but those in *without* (from 0)."""
        self._pack()
        found = run.found
        self.rows += found.rows - len(without)
        held = self._held + run.length <= HELD_BYTES
        batch = kept(found, run.line, without) if held or without else None
        if batch is not None and without:
            self._profile(batch)
        else:
            for profile, seen in zip(self._profiles, found.profiles, strict=True):
                profile.merge(seen)
        if held and batch is not None:
            self._held += run.length
            self._pieces.append(_Held(batch))
        else:
            self._write_ahead(run, without)
            self._pieces.append(_Span(run.offset, run.length, run.line, without, run.shape))

    def discard(self) -> None:
        """Remove what was written ahead."""
        if self.ahead is not None:
            self.ahead.discard()
            self.ahead = None

    def batches(self) -> Iterator[Batch]:
        """Yield the rows again, in order."""
        return self.mapped(lambda batch: batch)

    def mapped(self, work: Callable[[Batch], Result], *, written_ahead: bool = False) -> Iterator[Result]:
        """Yield what *work* makes of each batch, in order; several are worked on at once.

        With *written_ahead*, rows that were written ahead are left out.
        """
        self._pack()
        pieces = self._readable(written_ahead=written_ahead)
        if len(self._pieces) <= 1:
            yield from (work(read()) for read in pieces)
            return
        with ThreadPoolExecutor(2) as pool:
            running: deque[Future[Result]] = deque()
            try:
                for read in pieces:
                    running.append(pool.submit(_worked, read, work))
                    if len(running) > AT_WORK:
                        yield running.popleft().result()
                while running:
                    yield running.popleft().result()
            finally:
                pool.shutdown(cancel_futures=True)

    def _readable(self, *, written_ahead: bool) -> Iterator[Callable[[], Batch]]:
        text: _Text | None = None
        for piece in self._pieces:
            if not isinstance(piece, _Span):
                yield piece.batch
                continue
            if written_ahead:
                continue
            text = text or _Text(iter(self.reread()))
            yield partial(piece.batch, text.between(piece.offset, piece.length))

    def _write_ahead(self, run: PlainRun, without: Sequence[int]) -> None:
        if self.begin is not None:
            begin, self.begin = self.begin, None
            self.ahead = begin()
        if self.ahead is not None:
            self.ahead.take(run, without)

    def _pack(self) -> None:
        if self._rows:
            columns = [pa.array(cells, pa.string()) for cells in zip(*self._rows, strict=True)]
            batch = Batch(columns, pa.array(self._lines, pa.int64()))
            self._profile(batch)
            self._pieces.append(_Packed.of(batch) if self.rows > CAREFUL_ROWS else _Held(batch))
            self._lines, self._rows = [], []

    def _profile(self, batch: Batch) -> None:
        for profile, cells in zip(self._profiles, batch.columns, strict=True):
            profile.add(cells)


def _worked(read: Callable[[], Batch], work: Callable[[Batch], Result]) -> Result:
    return work(read())


@dataclass
class _Text:
    """A text that is read forward, of which pieces are taken out in order."""

    blocks: Iterator[bytes]
    start: int = 0
    block: bytes = b""

    def between(self, offset: int, length: int) -> bytes:
        """Return *length* bytes from the byte *offset* of the text on."""
        while self.start + len(self.block) < offset + length:
            keep = self.block[max(offset - self.start, 0) :]
            self.start += len(self.block) - len(keep)
            self.block = keep + next(self.blocks)
        return self.block[offset - self.start : offset - self.start + length]
