"""The rows of a sheet → the text of a CSV file, made while it is read: every row on the line of its number."""

import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bsc.errors import IntakeRefused
from bsc.intake.workbooks.cells import AS_STORED, number_text, plain_text, quoted
from bsc.intake.workbooks.sheets import Cell, Range, Row
from bsc.intake.workbooks.surveys import Format, Survey
from bsc.intake.workbooks.texts import Texts

AT_ONCE = 1 << 17  # characters
TRUTH = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}


class Line(NamedTuple):
    """A row as text: its number, how many fields it has, and the fields from column A on as a CSV line."""

    number: int
    width: int
    text: str


class Draft:
    """The lines of a sheet before it is known how wide they must be, packed in memory, so that it is read only once.

    What does not fit is not kept: the sheet is then read again. Nothing of a sheet is written to disk.
    """

    def __init__(self, room: int) -> None:
        """Hold no line, and never more than *room* bytes."""
        self.room = room
        self.whole = True
        self._packed: list[bytes] = []
        self._waiting: list[str] = []
        self._length = 0

    def passing(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Return *lines* as they are, and keep them."""
        for line in lines:
            if self.whole:
                self._waiting.append(f"{line.number},{line.width},{line.text}")
                self._length += len(line.text) + 8
                if self._length > AT_ONCE:
                    self._pack()
            yield line
        self._pack()

    def lines(self) -> Iterator[Line]:
        """Return the lines that were kept."""
        for packed in self._packed:
            for kept in zlib.decompress(packed).decode("utf-8", "surrogatepass").split("\n"):
                number, width, text = kept.split(",", 2)
                yield Line(int(number), int(width), text)

    def drop(self) -> None:
        """Hold nothing any more; the room is there for others."""
        self.whole = False
        self.room += sum(map(len, self._packed))
        self._packed.clear()
        self._waiting.clear()

    def _pack(self) -> None:
        if self._waiting:
            self._packed.append(zlib.compress("\n".join(self._waiting).encode("utf-8", "surrogatepass"), 1))
            self.room -= len(self._packed[-1])
        self._waiting, self._length = [], 0
        if self.room < 0:
            self.drop()


class Writer:
    """Writes the rows of a sheet as lines."""

    def __init__(self, form: Format, texts: Texts | None, repeated: Iterable[Range] = ()) -> None:
        """Write with the formats and texts of a workbook; *repeated* cells hold for each of their rows."""
        self._form = form
        self._texts = texts
        self._repeated = sorted(repeated, reverse=True)
        self._running: list[tuple[Range, str]] = []

    def lines(self, rows: Iterable[Row]) -> Iterator[Line]:
        """Return the lines of those *rows* that hold something."""
        for row in rows:
            if not row.cells:
                continue
            fields = [""] * max(cell.column for cell in row.cells)
            for cell in row.cells:
                fields[cell.column - 1] = self._field(cell)
            if self._repeated or self._running:
                self._repeat(row.number, fields)
            yield Line(row.number, len(fields), ",".join(fields))

    def _repeat(self, number: int, fields: list[str]) -> None:
        """Put the value of merged cells that began above into *fields*, and take up those that begin here."""
        self._running = [(merged, text) for merged, text in self._running if merged.bottom >= number]
        for merged, text in self._running:
            fields.extend([""] * (merged.left - len(fields)))
            fields[merged.left - 1] = text
        while self._repeated and self._repeated[-1].top <= number:
            merged = self._repeated.pop()
            if merged.top == number and merged.left <= len(fields):
                self._running.append((merged, fields[merged.left - 1]))

    def _field(self, cell: Cell) -> str:
        value = cell.value or ""
        if cell.formula is not None and self._form.unknown(cell):
            return quoted(plain_text(f"={cell.formula or '…'}"))
        if cell.type == "n":
            how = self._form.shown.get(cell.style, AS_STORED)
            return number_text(value, how, from_1904=self._form.from_1904)
        if cell.type == "s":
            if self._texts is None:
                raise IntakeRefused("the workbook is damaged: its texts are missing – open it and save it again")
            return self._texts.at(value)
        if cell.type == "b":
            return TRUTH.get(value, quoted(plain_text(value)))
        return quoted(plain_text(value.replace("T", " ", 1) if cell.type == "d" else value))


def csv_text(lines: Iterable[Line], survey: Survey) -> Iterator[str]:
    """Return *lines* as the text of a CSV file, in blocks. A row without cells is a blank line."""
    waiting: list[str] = []
    length, following, width = 0, 1, 0
    widths = [*reversed(survey.widths)]
    before = max(survey.left - 1, 0)
    for number, fields, text in lines:
        while widths and widths[-1][0] <= number:
            width = widths.pop()[1]
        written = "\n" * (number - following) + text[before:] + "," * (width + before - fields) + "\n"
        following = number + 1
        waiting.append(written)
        length += len(written)
        if length > AT_ONCE:
            yield "".join(waiting)
            waiting, length = [], 0
    yield "".join(waiting)
