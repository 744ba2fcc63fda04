"""Text → records: the delimiter, and records that know the physical lines they stand on."""

import csv
import io
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from bsc.errors import IntakeRefused

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_LINES = 2000
SAMPLE_CHARACTERS = 1 << 20
LONGEST_CELL = 1 << 24  # characters: a quote that never closes must not swallow a gigabyte
CELLS_AT_ONCE = 60_000  # of a run: what the processor keeps at hand
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


def delimiter_of(lines: Iterator[str]) -> tuple[str, bool]:
    """Return the delimiter of the text that begins with *lines*, and whether its first line states it (`sep=;`).

    It is the one under which most records share a width above 1; of equals, the one that makes more columns.
    """
    sample = _sample(lines)
    if sample and (stated := sample[0].strip()).casefold().startswith("sep=") and len(stated) == len("sep=;"):
        return stated[-1], True
    body = [line for line in sample if line.strip() and not line.startswith(("# ", "#-", "##")) and line.strip() != "#"]
    return max(DELIMITERS, key=lambda delimiter: _agreement(body, delimiter)), False


def _sample(lines: Iterator[str]) -> list[str]:
    sample, length = [], 0
    for line in islice(lines, SAMPLE_LINES):
        sample.append(line)
        length += len(line)
        if length > SAMPLE_CHARACTERS:
            break
    return sample


def _agreement(sample: list[str], delimiter: str) -> tuple[float, int, int]:
    widths: Counter[int] = Counter()
    records = csv.reader(sample, delimiter=delimiter)
    try:
        widths.update(len(record) for record in records if any(record))
    except csv.Error:
        return 0.0, 0, 0
    wide = [(count, width) for width, count in widths.items() if width > 1]
    if not wide:
        return 0.0, 0, -DELIMITERS.index(delimiter)
    count, width = max(wide)
    return count / widths.total(), width, -DELIMITERS.index(delimiter)


@dataclass
class Run:
    """Rows of one width that follow each other: their lines, their cells, and how many physical lines they stand on."""

    lines: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    physical: int = 0


class _Tap:
    """Lines as they are read, of which the last stays at hand."""

    def __init__(self, text: io.TextIOBase) -> None:
        self.last = ""
        self._text = text

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            self.last = line
            yield line


@dataclass
class Records:
    """The records of a text in order, with a look ahead; runs of plain rows are taken at once, for speed."""

    text: io.TextIOBase
    delimiter: str
    skip_lines: int = 0
    _waiting: deque[Record] = field(default_factory=deque, init=False)
    _ended: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        """Stand before the first record."""
        for _ in range(self.skip_lines):
            self.text.readline()
        self._tap = _Tap(self.text)
        self._reader = csv.reader(self._tap, delimiter=self.delimiter, strict=True)
        self._line = self.skip_lines + 1

    def __bool__(self) -> bool:
        """Return whether a record is left."""
        return self.peek(0) is not None

    def peek(self, ahead: int) -> Record | None:
        """Return the record *ahead* of the next one (0: the next), or None behind the end."""
        while len(self._waiting) <= ahead and not self._ended:
            self._read(max(ahead + 1 - len(self._waiting), 1))
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
        """Return many next rows of *width* cells at once; it ends at the first record of another width."""
        run = Run()
        waiting = self._waiting
        while waiting and len(waiting[0].cells) == width and not waiting[0].damage:
            record = waiting.popleft()
            run.lines.append(record.line)
            run.rows.append(record.cells)
        if not waiting and not self._ended:
            self._extend(run, width)
        end = waiting[0].line if waiting else self._line
        run.physical = end - run.lines[0] if run.lines else 0
        return run

    def _extend(self, run: Run, width: int) -> None:
        reader, skipped = self._reader, self.skip_lines
        add_line, add_row = run.lines.append, run.rows.append
        line = self._line
        try:
            for cells in islice(reader, max(CELLS_AT_ONCE // width, 16)):
                if len(cells) != width:
                    self._waiting.append(Record(line, reader.line_num + skipped, cells))
                    line = reader.line_num + skipped + 1
                    break
                add_line(line)
                add_row(cells)
                line = reader.line_num + skipped + 1
        except csv.Error as error:
            self._line = line
            self._waiting.append(self._damaged(error))
        else:
            self._line = line

    def _read(self, count: int) -> None:
        for _ in range(count):
            try:
                cells = next(self._reader, None)
            except csv.Error as error:
                self._waiting.append(self._damaged(error))
                continue
            if cells is None:
                self._ended = True
                return
            last = self._reader.line_num + self.skip_lines
            self._waiting.append(Record(self._line, last, cells))
            self._line = last + 1

    def _damaged(self, error: csv.Error) -> Record:
        """Return the record whose quoting is broken; refuse the file where that could hide other rows."""
        first, last = self._line, self._reader.line_num + self.skip_lines
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
        self._line = last + 1
        return Record(first, last, [self._tap.last.rstrip("\r\n")], "a closing quote is followed by other text")
