"""Records → tables: preamble, header, rows, and the rows that are not data; every physical line gets its place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bsc.errors import IntakeRefused, Question
from bsc.intake import headers
from bsc.intake.body import LONGEST_TEXT, Body, RawTable, Tally
from bsc.intake.inspection import Dropped
from bsc.intake.pairs import pairs_record
from bsc.intake.records import Record, Records
from bsc.intake.staging import Staging

LONGEST_PREAMBLE = 500  # lines: no report says more about itself
NAMES, ROWS = "names of columns", "a row"


@dataclass
class Layout:
    """Reads the tables of a file, one after the other."""

    records: Records
    reread: Callable[[], Iterable[bytes]]
    answers: Mapping[str, str]
    tables: list[RawTable] = field(default_factory=list)
    lines: Tally = field(default_factory=Tally)
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

    def _read_pairs(self) -> None:
        seen = []
        while self.records:
            seen.append(self.records.next())
        names, cells, titles = pairs_record(seen)
        staging = Staging(len(names), self.reread)
        first = next(record for record in seen if len(record.cells) > 1)
        staging.add([first.line], [cells])
        table = RawTable(names, frozenset(), staging, titles)
        table.notes.append("a report of one record: each line was read as one column")
        self.tables.append(table)
        self.lines["kept"] += 1
        for record in seen:
            self.lines.place("blank" if record.blank else "preamble" if len(record.cells) == 1 else "header", record)
        self.lines["header"] -= 1

    def _preamble(self) -> tuple[list[Record], Record | None]:
        """Return the records above the next header, and the header; None when no other table follows."""
        above: list[Record] = []
        while self.records:
            record = self.records.next()
            if record.blank:
                self.lines.place("blank", record)
            elif headers.is_comment(record, [*above[-1:], self.records.peek(0)]):
                above.append(record)
            elif headers.is_header(record, self.records.ahead(headers.LOOK_AHEAD), first_table=not self.tables):
                return above, record
            else:
                above.append(record)
            if len(above) > LONGEST_PREAMBLE and not self.tables:
                raise IntakeRefused(
                    f"no table was found in the first {record.last} lines: no line that names columns is followed by "
                    "rows – export the report as CSV with a header line"
                )
        return above, None

    def _read_table(self, above: list[Record], header: Record | None) -> None:
        if header is None:
            self._set_apart(above)
            return
        for record in above:
            self.lines.place("preamble", record)
        table = self._opened(header, [record.text(self.records.delimiter) for record in above])
        self.tables.append(table)
        Body(self.records, self.lines, table, len(table.names), head=header.cells[0]).read()

    def _set_apart(self, records: Sequence[Record]) -> None:
        """Report what stands behind the last table (in a file without a table, refusing it is the caller's)."""
        for record in records:
            if not self.tables:
                continue
            self.lines.place("dropped", record)
            text = record.text(self.records.delimiter)[:LONGEST_TEXT]
            self.tables[-1].dropped.append(Dropped(record.line, "text below the table", text))

    def _opened(self, header: Record, preamble: list[str]) -> RawTable:
        following = self.records.ahead(headers.NEAR)
        values = headers.values_in(header)
        if values and self._is_a_row(header, values[0]):
            cells = [f"column {place}" for place in range(1, len(header.cells) + 1)]
            table = RawTable(cells, frozenset(), Staging(len(cells), self.reread), preamble)
            table.staging.add([header.line], [header.cells])
            self.lines.keep(header)
            return table
        further = headers.further_header_rows(header, following)
        if (
            not further
            and not values
            and (lower := headers.rival(header, following))
            and self._is_a_title(header, lower)
        ):
            self.lines.place("preamble", header)
            preamble.append(header.text(self.records.delimiter))
            header = self.records.next()
        self.lines.place("header", header)
        cells = header.cells
        if further and not headers.IMPORT_ID.match(following[further - 1].cells[0]):
            cells = headers.folded(cells, following[0].cells)
        names, notes = headers.unique_names(cells)
        unnamed = frozenset(place for place, cell in enumerate(cells) if not cell.strip())
        dropped = self._further_header_rows(further)
        return RawTable(names, unnamed, Staging(len(names), self.reread), preamble, dropped=dropped, notes=notes)

    def _is_a_row(self, header: Record, value: str) -> bool:
        """Return whether the first wide line, which holds a number or a date, is a row already; asks where unknown."""
        ask = f'line {header.line} holds "{value}": are these the names of the columns, or already a row?'
        return self._answer(ask, (NAMES, ROWS)) == ROWS

    def _is_a_title(self, header: Record, lower: Record) -> bool:
        """Return whether *header* is only a title above the names in *lower*; asks where unknown."""
        ask = f"both line {header.line} and line {lower.line} hold words only: which one names the columns?"
        return self._answer(ask, (f"line {header.line}", f"line {lower.line}")) == f"line {lower.line}"

    def _answer(self, ask: str, choices: tuple[str, str]) -> str:
        answer = self.answers.get("header", "")
        if answer not in choices:
            self.questions.append(Question("header", ask, choices))
        return answer

    def _further_header_rows(self, count: int) -> list[Dropped]:
        dropped = []
        while count:
            record = self.records.next()
            if record.blank:
                self.lines.place("blank", record)
                continue
            self.lines.place("dropped", record)
            text = record.text(self.records.delimiter)[:LONGEST_TEXT]
            dropped.append(Dropped(record.line, "another header row", text))
            count -= 1
        return dropped
