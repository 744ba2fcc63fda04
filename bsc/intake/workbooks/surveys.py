"""A first look through a sheet: where it begins, how wide its tables are, what its reader must be told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bsc.intake.workbooks.cells import Shown
from bsc.intake.workbooks.sheets import Cell, Found, Range, Row, column_letters

TEXTS = frozenset({"s", "str", "inlineStr"})
MOST_WIDTHS = 10_000
NAMED = 3  # places that a note names


@dataclass(frozen=True)
class Format:
    """What a workbook says once for all its sheets: how its styles show numbers, from when it counts its days.

    `uncalculated` tells that its program left the formulas to the next program.
    """

    shown: Mapping[str, Shown] = field(default_factory=dict)
    from_1904: bool = False
    uncalculated: bool = False

    def unknown(self, cell: Cell) -> bool:
        """Return whether *cell* is a formula whose result the file does not hold."""
        if cell.formula is None:
            return False
        return (not cell.value and cell.type != "str") or (self.uncalculated and cell.value == "0")


@dataclass
class Survey:
    """A first look through a sheet: where it begins, how wide its tables are, what its reader must be told.

    `widths` are pairs of a row and the width of the lines from there on. `repeated` are merged cells whose value
    holds for each of their rows.
    """

    left: int = 0
    widths: list[tuple[int, int]] = field(default_factory=list)
    repeated: list[Range] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class Looking:
    """Looks at the rows of a sheet as they pass."""

    form: Format
    first_row: int = 0
    left: int = 0
    hidden: int = 0
    first_hidden: int = 0
    unknown: int = 0
    unknown_places: list[str] = field(default_factory=list)
    widths: list[tuple[int, int]] = field(default_factory=list)
    _block: tuple[int, bool] = (0, False)  # its first row, and whether that row names columns
    _right: int = 0
    _last: int = 0

    def at(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Return *rows* as they are, and look at those that hold something."""
        for row in rows:
            if row.cells:
                self._look(row)
            yield row
        self._end_block()

    def survey(self, found: Found) -> Survey:
        """Return the survey of the rows that passed, with what the sheet says beside them."""
        left = self.left
        survey = Survey(left, [(row, right - left + 1) for row, right in self.widths])
        across = {merged.top for merged in found.merged if merged.right > merged.left} | {self.first_row}
        survey.repeated = sorted(
            merged
            for merged in found.merged
            if merged.bottom > merged.top and merged.left == merged.right and merged.top not in across
        )
        survey.notes = [*_notes(self, found, survey)]
        return survey

    def _look(self, row: Row) -> None:
        columns = [cell.column for cell in row.cells]
        first, last = min(columns), max(columns)
        self.first_row = self.first_row or row.number
        self.left = min(self.left or first, first)
        if row.number != self._last + 1 or not self._block[0]:
            self._end_block()
            names = 1 < len(row.cells) == last - first + 1 and all(cell.type in TEXTS for cell in row.cells)
            self._block, self._right = (row.number, names), 0
        self._right, self._last = max(self._right, last), row.number
        if row.hidden:
            self.hidden += 1
            self.first_hidden = self.first_hidden or row.number
        for cell in row.cells:
            if cell.formula is not None and self.form.unknown(cell):
                self.unknown += 1
                if len(self.unknown_places) < NAMED:
                    self.unknown_places.append(f"{column_letters(cell.column)}{row.number}")

    def _end_block(self) -> None:
        """Settle how wide the lines of the block are: a new table is as wide as itself, all else as what is above."""
        row, names = self._block
        opens = names and self._last > row
        before = self.widths[-1][1] if self.widths else 0
        right = self._right if opens else max(before, self._right)
        if row and right != before:
            if len(self.widths) < MOST_WIDTHS:
                self.widths.append((row, right))
            else:
                self.widths[-1] = (self.widths[-1][0], max(before, right))


def _notes(looking: Looking, found: Found, survey: Survey) -> Iterator[str]:
    if count := looking.unknown:
        yield (
            f"{count:,} formula{'s' * (count > 1)} without a result in the file ({', '.join(looking.unknown_places)}"
            f"{' …' * (count > NAMED)}): the cell holds the formula's text – open the workbook in a spreadsheet "
            "program, save it, and import it again"
        )
    if count := looking.hidden:
        yield f"{count:,} hidden row{'s' * (count > 1)}, the first is row {looking.first_hidden}: read like the others"
    if found.hidden_columns:
        names = [_columns(first, last) for first, last in found.hidden_columns[:NAMED]]
        yield f"hidden columns ({', '.join(names)}{' …' * (len(found.hidden_columns) > NAMED)}): read like the others"
    if survey.repeated:
        names = [
            f"{column_letters(m.left)}{m.top}:{column_letters(m.right)}{m.bottom}" for m in survey.repeated[:NAMED]
        ]
        yield (
            f"cells merged over rows ({', '.join(names)}{' …' * (len(survey.repeated) > NAMED)}): their value is read "
            "in each of these rows"
        )


def _columns(first: int, last: int) -> str:
    return column_letters(first) if first == last else f"{column_letters(first)}:{column_letters(last)}"
