"""The rows of a sheet → the text of a CSV file, made while it is read: every row on the line of its number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bsc.errors import IntakeRefused
from bsc.intake.workbooks.cells import AS_STORED, number_text, plain_text, quoted
from bsc.intake.workbooks.sheets import Cell, Range, Row
from bsc.intake.workbooks.surveys import Format, Survey
from bsc.intake.workbooks.texts import Texts

LINES_AT_ONCE = 1 << 17  # characters
TRUTH = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}


@dataclass
class Grid:
    """Writes the rows of a sheet as the lines of a CSV file."""

    survey: Survey
    form: Format
    kept: Texts | None

    def text(self, rows: Iterable[Row]) -> Iterator[str]:
        """Return the lines in blocks. A row that holds nothing, or is not there, is an empty line."""
        waiting: list[str] = []
        length, line, width = 0, 1, 0
        widths, repeated = [*reversed(self.survey.widths)], [*reversed(self.survey.repeated)]
        running: list[tuple[Range, str]] = []
        for row in rows:
            if not row.cells:
                continue
            while widths and widths[-1][0] <= row.number:
                width = widths.pop()[1]
            fields = self._fields(row, width)
            running = [(merged, text) for merged, text in running if merged.bottom >= row.number]
            for merged, text in running:
                fields[merged.left - self.survey.left] = text
            while repeated and repeated[-1].top <= row.number:
                merged = repeated.pop()
                if merged.top == row.number and 0 <= merged.left - self.survey.left < width:
                    running.append((merged, fields[merged.left - self.survey.left]))
            written = "\n" * (row.number - line) + ",".join(fields) + "\n"
            line = row.number + 1
            waiting.append(written)
            length += len(written)
            if length > LINES_AT_ONCE:
                yield "".join(waiting)
                waiting, length = [], 0
        yield "".join(waiting)

    def _fields(self, row: Row, width: int) -> list[str]:
        fields = [""] * width
        left = self.survey.left
        for cell in row.cells:
            fields[cell.column - left] = self._field(cell)
        return fields

    def _field(self, cell: Cell) -> str:
        value = cell.value or ""
        if cell.formula is not None and self.form.unknown(cell):
            return quoted(plain_text(f"={cell.formula or '…'}"))
        if cell.type == "n":
            how = self.form.shown[cell.style] if cell.style < len(self.form.shown) else AS_STORED
            return number_text(value, how, from_1904=self.form.from_1904)
        if cell.type == "s":
            if self.kept is None:
                raise IntakeRefused("the workbook is damaged: its texts are missing – open it and save it again")
            return self.kept.at(value)
        if cell.type == "b":
            return TRUTH.get(value, quoted(plain_text(value)))
        return quoted(plain_text(value.replace("T", " ", 1) if cell.type == "d" else value))
