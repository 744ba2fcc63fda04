"""A workbook (.xlsx, .xlsm) → one part per sheet that holds rows.

It is read by the XML parser of the standard library, not by a workbook library: those that are well kept either do
not tell how a cell shows its number (12 % is stored as 0.12) or take memory for every cell between two far corners,
so that a file of two kilobytes ends the process.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import TypeVar
from zipfile import ZipInfo

from bsc.errors import IntakeRefused
from bsc.intake.packing import Blocks, member, metered, opener
from bsc.intake.parts import Leftover, Part
from bsc.intake.workbooks.descriptions import Contents, Relations, Styles, short
from bsc.intake.workbooks.grids import Draft, Line, Writer, csv_text
from bsc.intake.workbooks.markup import Listener, heard
from bsc.intake.workbooks.sheets import Found, Row, stored_rows
from bsc.intake.workbooks.surveys import Format, Looking, Survey
from bsc.intake.workbooks.texts import Texts, texts

FREE = 1 << 22  # bytes of XML that may always come out, however few go in
MOST_KEPT = 1 << 25  # bytes of the sheets that were read, packed

_D = TypeVar("_D", bound=Listener)


def workbook_parts(whole: Part, entries: Iterable[ZipInfo]) -> tuple[list[Part], list[Leftover]]:
    """Return the sheets of the workbook *whole* that hold rows, and those that do not with the reason."""
    book = _Book(whole, {normal(entry.filename): entry for entry in entries})
    parts, left = [], []
    for sheet in book.sheets:
        if sheet.entry is None:
            left.append(Leftover(sheet.name, "a chart or macro, not a table"))
        elif not any(row.cells for row in sheet.rows()):
            left.append(Leftover(sheet.name, "an empty sheet"))
        else:
            parts.append(
                Part(
                    name=f"{whole.name} › {sheet.label}",
                    path=whole.path,
                    opener=opener(sheet.csv),
                    inside=sheet.label,
                    notes=sheet.notes,
                )
            )
    return parts, left


def normal(path: str) -> str:
    """Return the path of a member as it is compared: without a leading slash, in lower case."""
    return normpath(path.replace("\\", "/")).lstrip("/").casefold()


@dataclass
class _Sheet:
    book: "_Book"
    label: str
    hidden: bool
    entry: ZipInfo | None

    @property
    def name(self) -> str:
        return f"{self.book.whole.name} › {self.label}"

    def rows(self, found: Found | None = None) -> Iterator[Row]:
        """Return the rows as they are stored."""
        if self.entry is None:
            return iter(())
        noun = f"{self.name}: the sheet"
        return stored_rows(self.book.member(self.entry, f"the sheet “{self.label}”"), noun, found)

    @cached_property
    def seen(self) -> tuple[Survey, Draft]:
        """Return the survey of the sheet, and its lines where they were few enough to be kept."""
        found, looking, draft = Found(), Looking(self.book.form), Draft(self.book.room)
        writer = Writer(self.book.form, self.book.texts())
        deque(draft.passing(self._lines(writer, looking.at(self.rows(found)))), maxlen=0)
        survey = looking.survey(found)
        if survey.repeated:
            draft.drop()
        self.book.room = draft.room
        return survey, draft

    def notes(self) -> tuple[str, ...]:
        """Return what a reader of the sheet must be told."""
        hidden = ["the sheet is hidden in the workbook"] if self.hidden else []
        return (*hidden, *self.seen[0].notes)

    def csv(self) -> Blocks:
        """Return the text of the sheet as a CSV file in UTF-8, in blocks."""
        survey, draft = self.seen
        if draft.whole:
            lines = draft.lines()
        else:
            lines = self._lines(Writer(self.book.form, self.book.texts(), survey.repeated), self.rows())
        for text in csv_text(lines, survey):
            yield text.encode("utf-8", "replace")

    def _lines(self, writer: Writer, rows: Iterable[Row]) -> Iterator[Line]:
        """Return the lines of *rows*; raises IntakeRefused where commas for far cells make a bomb of them."""
        made, packed = 0, self.entry.compress_size if self.entry else 0
        for line in writer.lines(rows):
            made += len(line.text)
            metered(made, packed, self.name)
            yield line


@dataclass
class _Book:
    whole: Part
    entries: Mapping[str, ZipInfo]
    room: int = MOST_KEPT

    @property
    def noun(self) -> str:
        return f"{self.whole.name}: the workbook"

    @cached_property
    def path(self) -> str:
        listener = self._read(Relations(self.noun), "_rels/.rels")
        main = normal(listener.first("officeDocument"))
        return main if main in self.entries else "xl/workbook.xml"

    @cached_property
    def relations(self) -> Relations:
        folder, _, name = self.path.rpartition("/")
        return self._read(Relations(self.noun), f"{folder}/_rels/{name}.rels")

    @cached_property
    def said(self) -> Contents:
        return self._read(Contents(self.noun), self.path)

    @cached_property
    def form(self) -> Format:
        styles = self._read(Styles(self.noun), self._target(self.relations.first("styles")))
        return Format(styles.shown(), self.said.from_1904, self.said.uncalculated)

    @cached_property
    def sheets(self) -> list[_Sheet]:
        found = []
        for label, relation, state in self.said.sheets:
            kind, target = self.relations.targets.get(relation, ("", ""))
            entry = self.entries.get(self._target(target)) if kind == "worksheet" else None
            found.append(_Sheet(self, label, state in ("hidden", "veryHidden"), entry))
        if not found:
            raise IntakeRefused(f"{self.noun} names no sheet, so it is damaged – save it again")
        return found

    def texts(self) -> Texts | None:
        """Return the texts that the cells share; read anew for each reading of a sheet, so that nothing stays."""
        entry = self.entries.get(self._target(self.relations.first("sharedStrings")))
        return texts(self.member(entry, "the text of the workbook"), self.noun) if entry else None

    def member(self, entry: ZipInfo, spoken: str = "") -> Blocks:
        """Return the bytes of a member of the workbook in blocks."""
        return member(self.whole, entry, spoken, free=FREE)

    def _target(self, target: str) -> str:
        """Return the member that a relation of the workbook points to; "" for none."""
        if not target:
            return ""
        return normal(target if target.startswith("/") else join(dirname(self.path), target))

    def _read(self, description: _D, path: str) -> _D:
        """Return *description* after it has heard the member at *path*; as it is where there is none."""
        entry = self.entries.get(path)
        if entry is not None:
            for _ in heard(short(self.member(entry), self.noun), description):
                pass
        return description
