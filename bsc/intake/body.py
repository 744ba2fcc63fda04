"""The rows below a header: kept, set apart or rejected, until the table ends."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bsc.errors import IntakeRefused
from bsc.intake import headers
from bsc.intake.chunks import Shape
from bsc.intake.forms import Kind, form
from bsc.intake.inspection import MOST_REJECTS, Dropped, Reject
from bsc.intake.notdata import MARK, PAIR, begin_like_totals, heads, is_notice, is_total
from bsc.intake.records import PlainRun, Record, Records, Run
from bsc.intake.staging import Staging

HIDDEN, HIDDEN_PAIRS = 2, 20  # lines in one cell that look like rows: more than these are no accident
MANY_ODD = 10_000  # records in a row of another width, and more than fit: not a few bad rows but a wrong table
LONGEST_TEXT = 500  # characters of a row that a report of dropped rows repeats
MEASURES = (Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.MOMENT)


class Tally(Counter[str]):
    """How many physical lines went where."""

    def place(self, where: str, record: Record) -> None:
        """Count the lines of *record*."""
        self[where] += record.lines

    def keep(self, record: Record) -> None:
        """Count the lines of a kept *record*: where it begins, and the line ends within its cells."""
        self["kept"] += 1
        self["inside"] += record.lines - 1


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
class Body:
    """Reads the rows below one header until the table ends."""

    records: Records
    lines: Tally
    table: RawTable
    width: int
    odd: list[Record] = field(default_factory=list)  # of another width: rejected rows, or text below the table
    gap: bool = False
    head: str = ""  # the first cell of the header, as it stands in the file

    def read(self) -> None:
        """Read until the text ends or another table begins."""
        records, shape = self.records, Shape(self.width, self.records.delimiter, self.head)
        while True:
            if not self.gap and (found := records.plain_run(shape)) is not None:
                self._plain_rows(found)
                continue
            if (record := records.peek(0)) is None:
                break
            if (self.gap or self._is_title(record)) and not record.blank and self._opens_a_table(record):
                break
            if len(record.cells) == self.width and not record.damage and not record.blank:
                self._rows(records.run(self.width))
            elif self.width > 1 and headers.is_comment(record, ()):
                if not self._goes_on():
                    break
                self._drop(self.records.next(), "a comment")
            else:
                self._other(records.next())
        self._settle(ended=True)

    def _opens_a_table(self, record: Record) -> bool:
        """Return whether *record* names the columns of another table, or is a title right above such names."""
        following = self.records.ahead(headers.NEAR)[1:]
        if not self._is_title(record):
            return record.cells != self.table.names and self._names_columns(record, following)
        return (
            len(following) > 1
            and following[0].line == record.last + 1
            and self._names_columns(following[0], following[1:])
            and any(map(headers.values_in, following[1:]))
        )

    def _goes_on(self) -> bool:
        """Return whether a row of this table is the next record that is neither blank nor a comment."""
        ahead = self.records.ahead(headers.LOOK_AHEAD)
        row = next((other for other in ahead if not other.blank and not headers.is_comment(other, ())), None)
        places = self._measures()
        fits = row is not None and len(row.cells) == self.width and not row.damage
        return row is not None and fits and bool(places) and all(headers.is_value(row.cells[place]) for place in places)

    def _measures(self) -> list[int]:
        profiles = enumerate(self.table.staging.profiles)
        return [place for place, profile in profiles if profile.count(*MEASURES) * 2 > profile.filled]

    def _is_title(self, record: Record) -> bool:
        alone = self.width > 1 and len(record.filled) == 1 and bool(record.cells[0].strip())
        text = alone and form(record.cells[0]).kind is Kind.TEXT
        return text and not is_total(record.cells[0]) and not is_notice(record.cells[0]) and not record.damage

    def _names_columns(self, record: Record, following: Sequence[Record]) -> bool:
        """Return whether *record* holds words, as wide as the rows below it, where this table holds values."""
        if len(record.cells) < PAIR or record.damage or headers.values_in(record) or _total(record) or not following:
            return False
        if len(record.cells) != self.width:
            return len(following[0].cells) == len(record.cells) and len(record.filled) > 1
        places = self._measures()
        return bool(places) and all(form(record.cells[place]).kind is Kind.TEXT for place in places)

    def _rows(self, run: Run) -> None:
        self._settle(ended=False)
        self.gap = False
        if run.physical > len(run.rows):
            self._look_into(run)
        if not self._has_suspects(run.rows):
            self.table.staging.add(run.lines, run.rows)
            self.lines["kept"] += len(run.rows)
            self.lines["inside"] += run.physical - len(run.rows)
            return
        kept_lines, kept_rows = [], []
        ends = [*run.lines[1:], run.lines[0] + run.physical]
        for line, end, cells in zip(run.lines, ends, run.rows, strict=True):
            record = Record(line, end - 1, cells)
            if self._is_apart(record):
                self._other(record)
            else:
                kept_lines.append(line)
                kept_rows.append(cells)
                self.lines.keep(record)
        self.table.staging.add(kept_lines, kept_rows)

    def _plain_rows(self, run: PlainRun) -> None:
        self._settle(ended=False)
        found, numbers = run.found, None
        for row in found.broken:
            self._refuse_hidden_rows(Record(run.line, run.line, found.cells(row)))
        without = []
        for row in found.suspects:
            cells = found.cells(row)
            numbers = found.numbers(run.line) if numbers is None else numbers
            line = int(numbers[row])
            record = Record(line, line + (0 if found.inside is None else int(found.inside[row])), cells)
            self.gap = False
            if self._is_apart(record):
                without.append(row)
                self._other(record)
        self.gap = self.gap and without[-1:] == [found.rows - 1]
        self.table.staging.add_plain(run, without)
        apart = sum(1 if found.inside is None else 1 + int(found.inside[row]) for row in without)
        self.lines["kept"] += found.rows - len(without)
        self.lines["inside"] += found.lines - apart - (found.rows - len(without))

    def _look_into(self, run: Run) -> None:
        for line, cells in zip(run.lines, run.rows, strict=True):
            if any("\n" in cell or "\r" in cell for cell in cells):
                self._refuse_hidden_rows(Record(line, line, cells))

    def _refuse_hidden_rows(self, record: Record) -> None:
        """Refuse the file where a quote opens and hides rows before another one happens to close it."""
        delimiter = self.records.delimiter
        inner = [line for cell in record.cells if "\n" in cell or "\r" in cell for line in cell.splitlines()[1:-1]]
        rows = [line.split(delimiter) for line in inner if line.count(delimiter) == self.width - 1]
        if len(rows) >= (HIDDEN if self.width > PAIR else HIDDEN_PAIRS) and all(map(_holds_values, rows)):
            raise IntakeRefused(
                f'line {record.line}: a quote (") opens there, and its cell holds {len(rows)} lines that look like '
                "rows – close the quote, or double it where it is part of the text"
            )

    def _has_suspects(self, rows: Sequence[Sequence[str]]) -> bool:
        """Return whether one of *rows* needs a closer look: by three letters, for speed."""
        firsts = {cells[0] for cells in rows}
        if not firsts.isdisjoint(heads(self.head)) or begin_like_totals(firsts):
            return True
        if any(not first or first[0].isspace() for first in firsts):
            return True
        return any(not cells[-1] and not any(cells[1:]) and is_notice(cells[0]) for cells in rows)

    def _is_apart(self, record: Record) -> bool:
        """Return whether *record*, as wide as a row, is none."""
        if record.blank or _total(record) or self._repeats_header(record.cells):
            return True
        return len(record.filled) == 1 and is_notice(record.cells[0])

    def _repeats_header(self, cells: list[str]) -> bool:
        first = cells[0].removeprefix(MARK).strip('"') if cells[0].startswith(MARK) else cells[0]
        return [" ".join(cell.split()) for cell in (first, *cells[1:])] == self.table.names

    def _other(self, record: Record) -> None:
        """Give a record that is no plain row its place."""
        if record.blank:
            self.lines.place("blank", record)
            self.gap = True
        elif record.damage:
            self._reject(record, record.damage)
        elif _total(record):
            self._drop(record, "a total")
            if len(record.cells) >= self.width:
                self.table.totals.append((record.line, record.cells[: self.width]))
        elif self._repeats_header(record.cells):
            self._drop(record, "the header again")
        elif len(record.filled) <= PAIR and is_notice(record.filled[0]):
            self._drop(record, "a notice")
        elif len(record.cells) > self.width and not any(map(str.strip, record.cells[self.width :])):
            self._settle(ended=False)
            self.table.staging.add([record.line], [record.cells[: self.width]])
            self.lines.keep(record)
        else:
            self.odd.append(record)
            if len(self.odd) > MANY_ODD and len(self.odd) > self.table.staging.rows:
                raise IntakeRefused(
                    f"line {self.odd[0].line} and {MANY_ODD:,} more have not the {self.width} cells of the header "
                    "– most often a delimiter stands unquoted inside a cell: export the file again with quotes"
                )

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
        self.lines.place("dropped", record)
        text = record.text(self.records.delimiter)[:LONGEST_TEXT]
        self.table.dropped.append(Dropped(record.line, reason, text, tuple(record.cells)))

    def _reject(self, record: Record, reason: str) -> None:
        delimiter = self.records.delimiter
        self._refuse_hidden_rows(record)
        if len(self.table.rejects) >= MOST_REJECTS:
            raise IntakeRefused(
                f"line {record.line}: more than {MOST_REJECTS:,} rows have not the {self.width} cells of the header "
                "– most often a delimiter stands unquoted inside a cell: export the file again with quotes"
            )
        self.lines.place("rejected", record)
        self.table.rejects.append(Reject(record.line, "", delimiter.join(record.cells), reason, tuple(record.cells)))


def _holds_values(cells: Sequence[str]) -> bool:
    return any(map(headers.is_value, cells))


def _total(record: Record) -> bool:
    return bool(record.filled) and is_total(record.filled[0])
