"""The XML of a sheet → its rows as they are stored, one block at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from bsc.errors import IntakeRefused
from bsc.intake.workbooks.markup import Listener, heard, spelled

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
MOST_RANGES = 200_000  # merged: more than people can make
LONGEST_ROW = 1 << 24  # characters
YES = ("1", "true")
_CELL, _VALUE = spelled("c").keys(), spelled("v").keys()
_new = tuple.__new__  # a third of the time that a named tuple takes to be made; a sheet has millions of cells


class Cell(NamedTuple):
    """A cell as it is stored: its column (from 1), its type, its style, its value, its formula."""

    column: int
    type: str
    style: str
    value: str | None
    formula: str | None = None


class Row(NamedTuple):
    """A row as it is stored: its number (from 1), whether it is hidden, its cells that hold something."""

    number: int
    hidden: bool
    cells: list[Cell]


class Range(NamedTuple):
    """Merged cells: their first and last row, their first and last column."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass
class Found:
    """What a sheet says beside its rows."""

    merged: list[Range] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


class _SheetListener(Listener):
    names = spelled("row", "f", "t", "rPh", "mergeCell", "col")
    texts = frozenset({"f", "t"})

    def __init__(self, noun: str) -> None:
        super().__init__(noun)
        self.rows: list[Row] = []
        self.found = Found()
        self._row = Row(0, hidden=False, cells=[])
        self._open = False
        self._cell: dict[str, str] | None = None
        self._column = 0
        self._value: str | None = None
        self._formula: str | None = None
        self._phonetic = False
        self._row_length = 0
        self._columns: dict[str, int] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take a tag: cells and values at once, for speed, all others by their names."""
        if tag in _VALUE and self.text is None:
            self.text = ""
        elif tag in _CELL and self._cell is None:
            self._cell, self._value, self._formula = attributes, None, None
        else:
            super().start(tag, attributes)

    def end(self, tag: str) -> None:
        if tag in _VALUE and self.text is not None:
            self._value, self.text = self.text, None
        elif tag in _CELL and self._cell is not None:
            self._keep(self._cell)
            self._cell = None
        else:
            super().end(tag)

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._begin_row(attributes)
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif attributes.get("hidden") in YES:
            self._hide(attributes.get("min", ""), attributes.get("max", ""))

    def ends(self, name: str, text: str) -> None:
        if name == "row":
            self._open = False
            self.rows.append(self._row)
        elif name == "f":
            self._formula = text
        elif name == "t" and not self._phonetic:
            self._value = (self._value or "") + text
        elif name == "rPh":
            self._phonetic = False

    def _begin_row(self, attributes: dict[str, str]) -> None:
        before = self._row.number
        stated = attributes.get("r", "")
        number = int(stated) if stated.isdecimal() and len(stated) < len(str(LAST_ROW)) + 1 else before + 1
        if self._open or not before < number <= LAST_ROW:
            raise self._damaged(f"row {stated or number} after row {before}")
        self._row = Row(number, attributes.get("hidden") in YES, [])
        self._open, self._column, self._row_length = True, 0, 0

    def _keep(self, cell: dict[str, str]) -> None:
        place, value, formula = cell.get("r"), self._value, self._formula
        column = self._column = self._place(place) if place else self._column + 1
        if not value and formula is None:
            return
        self._row_length += len(value or "") + len(formula or "")
        cells = self._row.cells
        cells.append(_new(Cell, (column, cell.get("t", "n"), cell.get("s", "0"), value, formula)))
        if self._row_length > LONGEST_ROW or len(cells) > LAST_COLUMN or column > LAST_COLUMN:
            raise self._damaged(f"a row without end, row {self._row.number}")

    def _hide(self, first: str, last: str) -> None:
        if max(len(first), len(last)) > len(str(LAST_COLUMN)) or len(self.found.hidden_columns) >= LAST_COLUMN:
            return
        if first.isdecimal() and last.isdecimal():
            self.found.hidden_columns.append((int(first), int(last)))

    def _place(self, place: str) -> int:
        """Return the column of the cell at *place* (`AB12`)."""
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = column_number(letters)
            if not 0 < column <= LAST_COLUMN:
                raise self._damaged(f"a cell at “{place[:20]}”")
            self._columns[letters] = column
        return column

    def _merge(self, reference: str) -> None:
        corners = reference.partition(":")
        first, last = (corner.rstrip("0123456789") for corner in (corners[0], corners[2]))
        top, bottom = corners[0][len(first) :], corners[2][len(last) :]
        if len(self.found.merged) >= MOST_RANGES:
            raise self._damaged(f"more than {MOST_RANGES:,} merged cells")
        if top.isdecimal() and bottom.isdecimal() and max(len(top), len(bottom)) <= len(str(LAST_ROW)):
            self.found.merged.append(Range(int(top), int(bottom), column_number(first), column_number(last)))

    def _damaged(self, seen: str) -> IntakeRefused:
        return IntakeRefused(f"{self.noun} is damaged: it holds {seen} – open it and save it again, or save it as CSV")


def stored_rows(blocks: Iterable[bytes], noun: str, found: Found | None = None) -> Iterator[Row]:
    """Return the rows of the sheet whose XML is in *blocks*; what it says beside them goes into *found*."""
    listener = _SheetListener(noun)
    if found is not None:
        listener.found = found
    for _ in heard(blocks, listener):
        rows, listener.rows = listener.rows, []
        yield from rows


def column_number(letters: str) -> int:
    """Return the number of a column from 1 (`A` is 1, `AA` is 27); 0 where that is none."""
    number = 0
    for letter in letters[:4]:
        place = ord(letter) - ord("A") + 1
        if not 1 <= place <= 26:  # noqa: PLR2004 - letters
            return 0
        number = number * 26 + place
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column (from 1): 27 is `AA`."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
