"""Records → tables: preamble, header, rows, and the rows that are not data; every physical line gets its place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bsc.errors import IntakeRefused, Question
from bsc.intake import headers
from bsc.intake.forms import Kind, form
from bsc.intake.inspection import Dropped, Reject
from bsc.intake.notdata import is_notice, is_total
from bsc.intake.pairs import pairs_record
from bsc.intake.records import Record, Records, Run
from bsc.intake.staging import Staging

NAMES, ROWS = "names of columns", "a row"
LONGEST_TEXT = 500  # characters of a row that a report of dropped rows repeats
MEASURES = (Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.MOMENT)


@dataclass
class RawTable:
    """A table as text: the names of its columns, its rows in a staging file, and what was set apart."""

    names: list[str]
    unnamed: frozenset[int]
    staging: Staging
    preamble: list[str]
    dropped: list[Dropped] = field(default_factory=list)
    totals: list[tuple[int, list[str]]] = field(default_factory=list)  # line and cells of totals that are as wide
    rejects: list[Reject] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class Layout:
    """Reads the tables of a file, one after the other."""

    records: Records
    spool: Path
    answers: Mapping[str, str]
    tables: list[RawTable] = field(default_factory=list)
    lines: Counter[str] = field(default_factory=Counter)
    questions: list[Question] = field(default_factory=list)

    def read(self) -> None:
        """Read the whole file; raises IntakeRefused where it holds no table."""
        if headers.is_key_value_report(self.records.ahead(headers.LOOK_AHEAD)):
            self._read_pairs()
        while self.records:
            self._read_table(*self._preamble())
        if not self.tables:
            raise IntakeRefused(
                "no table was found in the file: no line that names columns is followed by rows – export the report "
                "as CSV with a header line"
            )

    def _count(self, place: str, record: Record) -> None:
        self.lines[place] += record.lines

    def _read_pairs(self) -> None:
        seen = []
        while self.records:
            seen.append(self.records.next())
        names, cells, titles = pairs_record(seen)
        staging = Staging(self.spool, len(names))
        first = next(record for record in seen if len(record.cells) > 1)
        staging.add([first.line], [cells])
        table = RawTable(names, frozenset(), staging, titles)
        table.notes.append("a report of one record: each line was read as one column")
        self.tables.append(table)
        self.lines["kept"] += 1
        for record in seen:
            self._count("blank" if record.blank else "preamble" if len(record.cells) == 1 else "header", record)
        self.lines["header"] -= 1

    def _preamble(self) -> tuple[list[Record], Record | None]:
        """Return the records above the next header, and the header; None when no other table follows."""
        above: list[Record] = []
        while self.records:
            record = self.records.next()
            if record.blank:
                self._count("blank", record)
            elif headers.is_comment(record, [*above[-1:], self.records.peek(0)]):
                above.append(record)
            elif headers.is_header(record, self.records.ahead(headers.LOOK_AHEAD), first_table=not self.tables):
                return above, record
            else:
                above.append(record)
        return above, None

    def _read_table(self, above: list[Record], header: Record | None) -> None:
        if header is None:
            self._set_apart(above)
            return
        for record in above:
            self._count("preamble", record)
        table = self._opened(header, [record.text(self.records.delimiter) for record in above])
        self.tables.append(table)
        _Body(self, table, len(table.names)).read()
        table.staging.close()

    def _set_apart(self, records: Sequence[Record]) -> None:
        """Report what stands behind the last table (in a file without a table, refusing it is the caller's)."""
        for record in records:
            if not self.tables:
                continue
            self._count("dropped", record)
            text = record.text(self.records.delimiter)[:LONGEST_TEXT]
            self.tables[-1].dropped.append(Dropped(record.line, "text below the table", text))

    def _opened(self, header: Record, preamble: list[str]) -> RawTable:
        following = self.records.ahead(headers.NEAR)
        cells, dropped = header.cells, []
        if values := headers.values_in(header):
            cells = self._doubtful_header(header, values)
        else:
            self._count("header", header)
            further = headers.further_header_rows(header, following)
            if further and not headers.IMPORT_ID.match(following[further - 1].cells[0]):
                cells = headers.folded(cells, following[0].cells)
            dropped = self._further_header_rows(further)
        names, notes = headers.unique_names(cells)
        unnamed = frozenset(place for place, cell in enumerate(cells) if not cell.strip())
        table = RawTable(names, unnamed, Staging(self.spool, len(names)), preamble, dropped=dropped, notes=notes)
        if cells is not header.cells and not dropped:
            table.staging.add([header.line], [header.cells])
            self._count_row(header)
        return table

    def _count_row(self, record: Record) -> None:
        self.lines["kept"] += 1
        self.lines["inside"] += record.lines - 1

    def _doubtful_header(self, header: Record, values: list[str]) -> list[str]:
        answer = self.answers.get("header")
        if answer == ROWS:
            return [f"column {place}" for place in range(1, len(header.cells) + 1)]
        if answer != NAMES:
            ask = f'line {header.line} holds "{values[0]}": are these the names of the columns, or already a row?'
            self.questions.append(Question("header", ask, (NAMES, ROWS)))
        self._count("header", header)
        return header.cells

    def _further_header_rows(self, count: int) -> list[Dropped]:
        dropped = []
        while count:
            record = self.records.next()
            if record.blank:
                self._count("blank", record)
                continue
            self._count("dropped", record)
            text = record.text(self.records.delimiter)[:LONGEST_TEXT]
            dropped.append(Dropped(record.line, "another header row", text))
            count -= 1
        return dropped


@dataclass
class _Body:
    """Reads the rows below one header until the table ends."""

    layout: Layout
    table: RawTable
    width: int
    odd: list[Record] = field(default_factory=list)  # of another width: rejected rows, or text below the table
    gap: bool = False

    def read(self) -> None:
        records = self.layout.records
        while (record := records.peek(0)) is not None:
            if self.gap and self._opens_a_table(record):
                break
            if len(record.cells) == self.width and not record.damage and not record.blank:
                self._rows(records.run(self.width))
            elif self.width > 1 and headers.is_comment(record, ()):
                break
            else:
                self._other(records.next())
        self._settle(ended=True)

    def _opens_a_table(self, record: Record) -> bool:
        """Return whether *record*, behind a blank line, names the columns of another table."""
        following = self.layout.records.ahead(headers.NEAR)[1:]
        if len(record.cells) < 2 or record.damage or headers.values_in(record) or _total(record) or not following:  # noqa: PLR2004
            return False
        if len(record.cells) != self.width:
            return len(following[0].cells) == len(record.cells) and len(record.filled) > 1
        places = [place for place, profile in enumerate(self.table.staging.profiles)
                  if profile.count(*MEASURES) * 2 > profile.filled]
        return bool(places) and record.cells != self.table.names and all(
            form(record.cells[place]).kind is Kind.TEXT for place in places
        )

    def _rows(self, run: Run) -> None:
        self._settle(ended=False)
        self.gap = False
        firsts = {cells[0] for cells in run.rows}
        if not any(self._suspect(first) for first in firsts):
            self.table.staging.add(run.lines, run.rows)
            self.layout.lines["kept"] += len(run.rows)
            self.layout.lines["inside"] += run.physical - len(run.rows)
            return
        kept_lines, kept_rows = [], []
        ends = [*run.lines[1:], run.lines[0] + run.physical]
        for line, end, cells in zip(run.lines, ends, run.rows, strict=True):
            record = Record(line, end - 1, cells)
            if self._suspect(cells[0]) and (record.blank or _total(record) or self._repeats_header(cells)):
                self._other(record)
            else:
                kept_lines.append(line)
                kept_rows.append(cells)
                self.layout._count_row(record)
        self.table.staging.add(kept_lines, kept_rows)

    def _suspect(self, first: str) -> bool:
        return not first or first.isspace() or is_total(first) or " ".join(first.split()) == self.table.names[0]

    def _repeats_header(self, cells: list[str]) -> bool:
        return [" ".join(cell.split()) for cell in cells] == self.table.names

    def _other(self, record: Record) -> None:
        """Give a record that is no plain row its place."""
        if record.blank:
            self.layout._count("blank", record)
            self.gap = True
        elif record.damage:
            self._reject(record, record.damage)
        elif _total(record):
            self._drop(record, "a total")
            if len(record.cells) >= self.width:
                self.table.totals.append((record.line, record.cells[: self.width]))
        elif self._repeats_header(record.cells):
            self._drop(record, "the header again")
        elif len(record.filled) <= 2 and is_notice(record.filled[0]):  # noqa: PLR2004 - a comma in a sentence
            self._drop(record, "a notice")
        elif len(record.cells) > self.width and not any(map(str.strip, record.cells[self.width :])):
            self._settle(ended=False)
            self.table.staging.add([record.line], [record.cells[: self.width]])
            self.layout._count_row(record)
        else:
            self.odd.append(record)

    def _settle(self, *, ended: bool) -> None:
        """Judge the records of another width: below the table a single text is a footer, anything else a reject."""
        for record in self.odd:
            alone = len(record.filled) == 1 and not headers.is_value(record.filled[0])
            if ended and alone:
                self._drop(record, "text below the table")
            else:
                count = len(record.cells)
                self._reject(record, f"{count} cell{'s' * (count != 1)} where the header names {self.width}")
        self.odd.clear()

    def _drop(self, record: Record, reason: str) -> None:
        self.layout._count("dropped", record)
        text = record.text(self.layout.records.delimiter)[:LONGEST_TEXT]
        self.table.dropped.append(Dropped(record.line, reason, text))

    def _reject(self, record: Record, reason: str) -> None:
        delimiter = self.layout.records.delimiter
        swallowed = [line for cell in record.cells for line in cell.splitlines()[1:-1] if line.count(delimiter) >= self.width - 1]
        if swallowed:
            raise IntakeRefused(
                f'line {record.line}: a quote (") opens there, and the cell behind it holds {len(swallowed)} lines that '
                "look like rows – close the quote, or double it where it is part of the text"
            )
        self.layout._count("rejected", record)
        self.table.rejects.append(Reject(record.line, "", delimiter.join(record.cells), reason))


def _total(record: Record) -> bool:
    return bool(record.filled) and is_total(record.filled[0])
