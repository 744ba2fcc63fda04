"""Records → tables: preamble, header, rows, and the rows that are not data; every physical line gets its place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from bsc.errors import IntakeRefused, Question
from bsc.intake import grouping, headers, pairs
from bsc.intake.ahead import Ahead
from bsc.intake.body import LONGEST_TEXT, Body, RawTable, Tally
from bsc.intake.inspection import Dropped
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
    begin: Callable[[RawTable], Ahead | None]
    tables: list[RawTable] = field(default_factory=list)
    lines: Tally = field(default_factory=Tally)
    questions: list[Question] = field(default_factory=list)

    def read(self) -> None:
        """Read the whole file; raises IntakeRefused where it holds no table."""
        ahead = self.records.ahead(headers.LOOK_AHEAD)
        if pairs.is_report(ahead, self.records.delimiter):
            self._read_pairs()
        elif pairs.may_be_report(ahead) and self._is_one_record(ahead[0]):
            self._read_pairs(colons=False)
        while self.records:
            self._read_table(*self._preamble())
        if not self.tables:
            raise IntakeRefused(
                "no table was found in the file: no line that names columns is followed by rows – export the report "
                "as CSV with a header line"
            )

    def _is_one_record(self, first: Record) -> bool:
        ask = (
            f'each line holds a name and a value (line {first.line}: "{first.cells[0].strip()}"): is the file one '
            "record written downwards, or a table of two columns?"
        )
        return self._answer(ask, (pairs.ONE_RECORD, pairs.A_TABLE), "pairs") == pairs.ONE_RECORD

    def _read_pairs(self, *, colons: bool = True) -> None:
        delimiter, seen = self.records.delimiter, [self.records.next()]
        if not colons and pairs.HEADS.fullmatch(seen[0].cells[0].strip()):
            self.lines.place("preamble", seen.pop())
        while (record := self.records.peek(0)) and (
            not colons or pairs.goes_on(record, self.records.ahead(headers.NEAR), delimiter)
        ):
            seen.append(self.records.next())
        names, cells, titles = pairs.pairs_record(seen, delimiter)
        staging = Staging(len(names), self.reread)
        first = next(record for record in seen if record.filled and record.filled[0] not in titles)
        staging.add([first.line], [cells])
        table = RawTable(names, frozenset(), staging, titles)
        table.notes.append("a report of one record: each line was read as one column")
        self.tables.append(table)
        self.lines["kept"] += 1
        for record in seen:
            title = len(record.filled) == 1 and record.filled[0] in titles
            self.lines.place("blank" if record.blank else "preamble" if title else "header", record)
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
        groups = grouping.rows_above(above, header)
        for record in above:
            self.lines.place("header" if record in groups else "preamble", record)
        table = self._opened(header, [self._text(record) for record in above if record not in groups], groups)
        self.tables.append(table)
        table.staging.begin = partial(self.begin, table)
        Body(self.records, self.lines, table, len(table.names), head=header.cells[0]).read()

    def _set_apart(self, records: Sequence[Record]) -> None:
        """Report what stands behind the last table (in a file without a table, refusing it is the caller's)."""
        for record in records:
            if not self.tables:
                continue
            self.lines.place("dropped", record)
            text = self._text(record)[:LONGEST_TEXT]
            self.tables[-1].dropped.append(Dropped(record.line, "text below the table", text))

    def _opened(self, header: Record, preamble: list[str], groups: list[Record]) -> RawTable:
        following = self.records.ahead(headers.NEAR)
        further = headers.further_header_rows(header, following)
        rows = [header] if further else self._header_rows(header, groups, following)
        if len(rows) == 1 and not further:
            values = headers.values_in(header)
            if values and not headers.names_days(header, following) and self._is_a_row(header, values[0]):
                return self._without_names(header, preamble)
            lower = headers.rival(header, following) if not values else None
            if lower and self._is_a_title(header, lower):
                self.lines.place("preamble", header)
                preamble.append(self._text(header))
                rows = [self.records.next()]
        for record in rows[len(groups) if rows[0] in groups else 0 :]:
            self.lines.place("header", record)
        cells = grouping.folded(rows)
        if further and not headers.IMPORT_ID.match(following[further - 1].cells[0]):
            cells = headers.folded(cells, following[0].cells)
        names, notes = headers.unique_names(cells)
        notes += self._notes_on_groups(groups, rows)
        unnamed = frozenset(place for place, cell in enumerate(cells) if not cell.strip())
        dropped = self._further_header_rows(further)
        return RawTable(names, unnamed, Staging(len(names), self.reread), preamble, dropped=dropped, notes=notes)

    def _header_rows(self, header: Record, groups: list[Record], following: list[Record]) -> list[Record]:
        """Return the rows of the header, the topmost first: names of groups where they are needed, and the names."""
        rows = [header]
        while len(rows) < grouping.MOST_ROWS and grouping.goes_on(rows[-1], following):
            rows.append(self.records.next())
            following = self.records.ahead(headers.NEAR)
        return [*groups, *rows] if groups and grouping.needed([*groups, *rows[:-1]], rows[-1]) else rows

    def _notes_on_groups(self, groups: list[Record], rows: list[Record]) -> list[str]:
        if len(rows) > 1:
            return [f"lines {rows[0].line} to {rows[-1].last} were read as one header"]
        return [
            f'line {record.line} groups columns whose names are unique without it: left out ("{self._text(record)}")'
            for record in groups
        ]

    def _without_names(self, header: Record, preamble: list[str]) -> RawTable:
        cells = [f"column {place}" for place in range(1, len(header.cells) + 1)]
        table = RawTable(cells, frozenset(), Staging(len(cells), self.reread), preamble)
        table.staging.add([header.line], [header.cells])
        self.lines.keep(header)
        return table

    def _text(self, record: Record) -> str:
        return record.text(self.records.delimiter)

    def _is_a_row(self, header: Record, value: str) -> bool:
        """Return whether the first wide line, which holds a number or a date, is a row already; asks where unknown."""
        ask = f'line {header.line} holds "{value}": are these the names of the columns, or already a row?'
        return self._answer(ask, (NAMES, ROWS)) == ROWS

    def _is_a_title(self, header: Record, lower: Record) -> bool:
        """Return whether *header* is only a title above the names in *lower*; asks where unknown."""
        ask = f"both line {header.line} and line {lower.line} hold words only: which one names the columns?"
        return self._answer(ask, (f"line {header.line}", f"line {lower.line}")) == f"line {lower.line}"

    def _answer(self, ask: str, choices: tuple[str, str], about: str = "header") -> str:
        answer = self.answers.get(about, "")
        if answer not in choices:
            self.questions.append(Question(about, ask, choices))
        return answer

    def _further_header_rows(self, count: int) -> list[Dropped]:
        dropped = []
        while count:
            record = self.records.next()
            if record.blank:
                self.lines.place("blank", record)
                continue
            self.lines.place("dropped", record)
            text = self._text(record)[:LONGEST_TEXT]
            dropped.append(Dropped(record.line, "another header row", text))
            count -= 1
        return dropped
