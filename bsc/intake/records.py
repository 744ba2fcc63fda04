"""Text → records that know the physical lines they stand on."""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import islice

from bsc.errors import IntakeRefused
from bsc.intake.chunks import Chunks, Plain, Shape, last_record_end, plain
from bsc.intake.notdata import PAIR

LONGEST_CELL = 1 << 24  # characters: a quote that never closes must not swallow a gigabyte
CELLS_AT_ONCE = 10_000  # of a run: beyond them, plain rows are tried again
SMALLEST_ATTEMPT, STEP = 1 << 14, 8  # bytes: where these hold an odd row, all of them are read one by one
EMPTY_LINES = re.compile(rb"(?:\r?+\n)++")  # possessive: nothing to remember for a way back
csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record, and the first and last physical line (from 1) that it stands on."""

    line: int
    last: int
    cells: list[str]
    damage: str = ""  # why its cells cannot be trusted

    @property
    def lines(self) -> int:
        """Return how many physical lines the record stands on."""
        return self.last - self.line + 1

    @property
    def filled(self) -> list[str]:
        """Return its cells that are not empty."""
        return [cell for cell in self.cells if cell and not cell.isspace()]

    @property
    def blank(self) -> bool:
        """Return whether nothing stands in the record."""
        return not self.filled

    def text(self, delimiter: str) -> str:
        """Return the record as one line, without the empty cells at its end."""
        return delimiter.join(self.cells).rstrip(delimiter + " ").replace("\r", " ").replace("\n", " ")


def _may_be_title(cells: Sequence[str]) -> bool:
    """Return whether nothing stands behind the first of several *cells*: so titles look that are padded to a width."""
    return not cells[-1] and len(cells) > PAIR and not any(map(str.strip, cells[1:]))


@dataclass
class Run:
    """Rows of one width that follow each other: their lines, their cells, and how many physical lines they stand on."""

    lines: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    physical: int = 0


@dataclass(frozen=True, kw_only=True)
class PlainRun:
    """A run of plain rows as columns: where its bytes stand in the text, and on which line it begins."""

    found: Plain
    shape: Shape
    offset: int
    length: int
    line: int


class _Lines:
    """The text as lines, and as the bytes that are left of the chunk at hand."""

    def __init__(self, chunks: Chunks) -> None:
        self.chunks = chunks
        self.chunk = b""
        self.pos = 0
        self.offset = 0  # of the chunk in the text
        self.number = 1  # of the next line
        self.last = ""
        self.begun: tuple[Shape | None, Future[Plain | None] | None] = (None, None)

    def __iter__(self) -> Iterator[str]:
        while (line := self._line()) is not None:
            self.last = line
            self.number += 1
            yield line

    def advance(self, length: int, lines: int) -> None:
        """Step behind *length* bytes, which hold *lines* lines."""
        self.pos += length
        self.number += lines

    def fill(self, shape: Shape | None = None) -> bool:
        """Make sure that something of a chunk is left; return False behind the end."""
        while self.pos >= len(self.chunk):
            found = self.chunks.next(shape)
            if found is None:
                return False
            self.offset += len(self.chunk)
            self.chunk, self.pos, self.begun = found[0], 0, found[1:]
        return True

    def blank(self) -> int:
        """Return how many empty lines come next, and step behind them."""
        if not self.fill() or self.chunk[self.pos] not in b"\r\n":
            return 0
        found = EMPTY_LINES.match(self.chunk, self.pos)
        lines = found[0].count(b"\n") if found else 0
        self.advance(found.end() - self.pos if found else 0, lines)
        return lines

    def _line(self) -> str | None:
        if not self.fill():
            return None
        end = _line_end(self.chunk, self.pos)
        line = self.chunk[self.pos : end]
        self.pos = end
        return line.decode("utf-8")


def _line_end(text: bytes, start: int) -> int:
    """Return behind which byte the line ends that begins at *start*: behind LF, CR or CR LF, or at the end."""
    end = text.find(b"\n", start)
    end = len(text) if end < 0 else end + 1
    carriage = text.find(b"\r", start, end)
    return end if carriage < 0 or text.startswith(b"\r\n", carriage) else carriage + 1


@dataclass
class Records:
    """The records of a text in order, with a look ahead; plain rows are taken at once, as columns, for speed."""

    blocks: Iterator[bytes]
    delimiter: str
    skip_lines: int = 0
    _waiting: deque[Record] = field(default_factory=deque, init=False)
    _ended: bool = field(default=False, init=False)
    _try: int = field(default=0, init=False)  # bytes that the next attempt at plain rows takes; 0: the whole chunk
    _careful_until: int = field(default=0, init=False)  # the byte of the text before which there are no plain rows

    def __post_init__(self) -> None:
        """Stand before the first record."""
        self.chunks = Chunks(self.blocks)
        self._lines = _Lines(self.chunks)
        self._source = iter(self._lines)
        for _ in range(self.skip_lines):
            next(self._source, None)
        self._reader = csv.reader(self._source, delimiter=self.delimiter, strict=True)

    def __bool__(self) -> bool:
        """Return whether a record is left."""
        return self.peek(0) is not None

    def close(self) -> None:
        """Stop reading ahead."""
        self.chunks.close()

    def peek(self, ahead: int) -> Record | None:
        """Return the record *ahead* of the next one (0: the next), or None behind the end."""
        while len(self._waiting) <= ahead and not self._ended:
            self._read(ahead + 1 - len(self._waiting))
        return self._waiting[ahead] if ahead < len(self._waiting) else None

    def next(self) -> Record:
        """Return the next record and step behind it."""
        self.peek(0)
        return self._waiting.popleft()

    def ahead(self, count: int) -> list[Record]:
        """Return the next *count* records that are not blank, without stepping."""
        found: list[Record] = []
        place = 0
        while len(found) < count and (record := self.peek(place)):
            if not record.blank:
                found.append(record)
            place += 1
        return found

    def run(self, width: int) -> Run:
        """Return the next rows of *width* cells; it ends at another width, a blank record, a possible title."""
        run = Run()
        waiting = self._waiting
        first_unread = self._lines.number
        while waiting and len(waiting[0].cells) == width and not waiting[0].damage and not waiting[0].blank:
            if run.rows and _may_be_title(waiting[0].cells):
                break
            record = waiting.popleft()
            run.lines.append(record.line)
            run.rows.append(record.cells)
        if not waiting and not self._ended:
            self._extend(run, width)
            first_unread = self._lines.number
        end = waiting[0].line if waiting else first_unread
        run.physical = end - run.lines[0] if run.lines else 0
        return run

    def plain_run(self, shape: Shape) -> PlainRun | None:
        """Return the next rows as columns where they are plain; None where they must be read one by one."""
        lines = self._lines
        if self._waiting or self._ended or not lines.fill(shape) or lines.offset + lines.pos < self._careful_until:
            return None
        left = len(lines.chunk) - lines.pos
        while True:
            found, length = self._attempt(shape, min(self._try or left, left))
            if found is not None:
                break
            if length <= SMALLEST_ATTEMPT:
                self._careful_until = lines.offset + lines.pos + SMALLEST_ATTEMPT
                self._try = SMALLEST_ATTEMPT * STEP
                return None
            self._try = length // STEP
        self._try = length * STEP if length < left else 0
        run = PlainRun(found=found, shape=shape, offset=lines.offset + lines.pos, length=length, line=lines.number)
        lines.advance(length, found.lines)
        return run

    def _attempt(self, shape: Shape, wanted: int) -> tuple[Plain | None, int]:
        lines = self._lines
        if lines.pos == 0 and wanted == len(lines.chunk) and lines.begun[0] == shape and lines.begun[1] is not None:
            return lines.begun[1].result(), wanted
        text = lines.chunk[lines.pos : lines.pos + wanted]
        end = len(text) if wanted == len(lines.chunk) - lines.pos else last_record_end(text)
        return (plain(text[:end], shape), end) if end else (None, wanted)

    def _extend(self, run: Run, width: int) -> None:
        lines = self._lines
        add_line, add_row = run.lines.append, run.rows.append
        line = lines.number
        try:
            for cells in islice(self._reader, max(CELLS_AT_ONCE // width, 16)):
                blank = not (cells[0] or any(map(str.strip, cells)))
                if len(cells) != width or blank or _may_be_title(cells):
                    self._waiting.append(Record(line, lines.number - 1, cells))
                    break
                add_line(line)
                add_row(cells)
                line = lines.number
        except csv.Error as error:
            self._waiting.append(self._damaged(error, line))

    def _read(self, count: int) -> None:
        for _ in range(count):
            line = self._lines.number
            if blank := self._lines.blank():
                self._wait(Record(line, line + blank - 1, []))
                continue
            try:
                cells = next(self._reader, None)
            except csv.Error as error:
                self._waiting.append(self._damaged(error, line))
                continue
            if cells is None:
                self._ended = True
                return
            self._wait(Record(line, self._lines.number - 1, cells))

    def _wait(self, record: Record) -> None:
        """Keep *record* for later; blank ones behind each other as one, however many there are."""
        before = self._waiting[-1] if self._waiting else None
        if before is not None and not any(before.cells) and not any(record.cells):
            self._waiting[-1] = Record(before.line, record.last, before.cells)
        else:
            self._waiting.append(record)

    def _damaged(self, error: csv.Error, first: int) -> Record:
        """Return the record whose quoting is broken; refuse the file where that could hide other rows."""
        last = self._lines.number - 1
        reason = str(error)
        if "field larger than" in reason:
            raise IntakeRefused(
                f'line {first}: a cell is longer than {LONGEST_CELL:,} characters; most often a quote (") that opens '
                "there does not close – close it, or double it where it is part of the text"
            ) from error
        if last > first or "end of data" in reason:
            raise IntakeRefused(
                f'line {first}: a quote (") opens there and does not close properly before line {last} – close it, or '
                "double it where it is part of the text; until then no row behind it can be trusted"
            ) from error
        return Record(first, last, [self._lines.last.rstrip("\r\n")], "a closing quote is followed by other text")
