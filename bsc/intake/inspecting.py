"""The steps in order: bytes → text → records → tables → typed rows, with every physical line accounted for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bsc.errors import IntakeRefused, Question
from bsc.intake import meaning, pivots, stated
from bsc.intake.ahead import Ahead
from bsc.intake.body import RawTable
from bsc.intake.containers import parts
from bsc.intake.deciding import Decider
from bsc.intake.decoding import NotUtf8, Reading, Source, other_encoding, source
from bsc.intake.delimiters import delimiter_of
from bsc.intake.evidence import evidence
from bsc.intake.finishing import NAMELESS, Finisher
from bsc.intake.inspection import NOTHING, Days, Hints, Inspection, Lines, Table
from bsc.intake.layout import Layout
from bsc.intake.moments import Style
from bsc.intake.parts import Part
from bsc.intake.progress import Meter, Watch, unwatched
from bsc.intake.records import Records

NO_HINTS = Hints()
MANY = 10
LINE_END = re.compile(r"\r\n|\r|\n")


def inspect(  # noqa: PLR0913 - what is known about a file, each with a default
    part: Part | Path,
    *,
    name: str | None = None,
    hints: Hints = NO_HINTS,
    answers: Mapping[str, str] = NOTHING,
    spool: Path,
    watch: Watch = unwatched,
) -> Inspection:
    """Return what an import of *part* would see; its typed rows are written into the directory *spool*.

    *part* is one text of what was handed over, or the path of a file that holds just one; *name* is the file's name
    where it was uploaded under another one; *answers* are those to earlier questions, by column. Raises IntakeRefused
    for what is not a table of text, BscError for an answer that cannot be read, and what *watch* raises to stop it.
    """
    spool.mkdir(parents=True, exist_ok=True)
    part = only_part(part, name) if isinstance(part, Path) else part
    found = source(part)
    about = _About(name or part.name, hints, answers, spool, watch)
    try:
        return _inspected(found, about)
    except NotUtf8:
        return _inspected(other_encoding(found), about)


def only_part(path: Path, name: str | None) -> Part:
    """Return the one text that the file at *path* holds; raises IntakeRefused when it holds several."""
    found = parts(path, name=name)
    if len(found) == 1:
        return found[0]
    inside = ", ".join(part.inside for part in found[:MANY]) + (" …" if len(found) > MANY else "")
    raise IntakeRefused(f"the file holds {len(found)} tables' files: {inside} – each is imported as a file of its own")


@dataclass(frozen=True)
class _About:
    """What was said about a file, where its typed rows go, and who watches."""

    name: str
    hints: Hints
    answers: Mapping[str, str]
    spool: Path
    watch: Watch


def _inspected(found: Source, about: _About) -> Inspection:
    delimiter, is_stated = delimiter_of(found.beginning())
    reading = Reading(found, about.watch)
    blocks = reading.blocks()
    records = Records(blocks, delimiter, skip_lines=int(is_stated))
    report = _Report(reading, records, about)
    layout = report.layout = Layout(records, found.blocks, about.answers, report.begin)
    try:
        layout.read()
        layout.lines["preamble"] += is_stated
        return report.inspection(_accounted(reading, layout))
    finally:
        records.close()
        blocks.close()
        for table in layout.tables:
            table.staging.discard()


def _accounted(reading: Reading, layout: Layout) -> Lines:
    lines = Lines(total=reading.lines, **layout.lines)
    if lines.accounted != lines.total:
        raise IntakeRefused(
            f"the file has {lines.total} lines, but only {lines.accounted} could be accounted for – export it again, "
            "with one kind of line ends"
        )
    return lines


def _without_nameless(lines: Lines, tables: Sequence[Table]) -> Lines:
    """Return *lines* with the rows that turned out to be totals without a name where they belong."""
    found = [row for table in tables for row in table.dropped if row.reason == NAMELESS]
    inside = sum(len(LINE_END.findall(cell)) for row in found for cell in row.cells)
    dropped = lines.dropped + len(found) + inside
    return replace(lines, kept=lines.kept - len(found), inside=lines.inside - inside, dropped=dropped)


@dataclass
class _Report:
    """Joins the finished tables of one file; what one table proves about days and numbers helps the others."""

    reading: Reading
    records: Records
    about: _About
    questions: list[Question] = field(default_factory=list)
    layout: Layout = field(init=False)

    def __post_init__(self) -> None:
        """Measure how far the work has come by the bytes of the part."""
        self._meter = Meter(self.about.watch, self.reading.source.part.size or 0)

    def begin(self, raw: RawTable) -> Ahead | None:
        """Return who writes the rows of *raw*, which are many, ahead; None while something about them is open."""
        self._weigh()
        finisher = self._finisher(replace(raw, notes=[]), "")
        fields = finisher.fields()
        if finisher.decider.questions or self.layout.questions:
            return None
        ahead = Ahead(finisher.writer(fields), raw.staging.width, fields)
        self.records.chunks.then = ahead.cast
        return ahead

    def _weigh(self) -> None:
        tables = self.layout.tables
        self._system = next(filter(None, (meaning.system(table.names) for table in tables)), "")
        words = " ".join(text for table in tables for text in (*table.names, *table.preamble))
        self._known = evidence(tables, self.records.delimiter, self._system, words, self.about.answers)
        self._facts = {key: text for table in reversed(tables) for key, text in stated.facts(table.preamble).items()}

    def inspection(self, lines: Lines) -> Inspection:
        """Return the tables, finished, and what is open about them."""
        self._weigh()
        tables = self.layout.tables
        finished: list[Table] = []
        try:
            for place, raw in enumerate(tables, start=1):
                finished.append(self._finished(place, raw))
        except BaseException:
            for table in finished:
                table.typed.unlink(missing_ok=True)
            raise
        if said := self.reading.source.part.notes():
            finished[0] = replace(finished[0], notes=(*said, *finished[0].notes))
        # which line is the header is asked first: with its answer the other questions may vanish
        questions = self.layout.questions or self.questions
        return Inspection(
            name=self.about.name, encoding=self.reading.source.encoding, delimiter=self.records.delimiter,
            system=self._system, sha256=self.reading.sha256, tables=tuple(finished),
            lines=_without_nameless(lines, finished),
            questions=tuple(dict.fromkeys(questions)), facts=self._facts,
        )  # fmt: skip

    def _finished(self, number: int, raw: RawTable) -> Table:
        report = stated.facts(raw.preamble).get("report", "")
        noun = report or self._facts.get("report") or Path(self.reading.source.part.inside or self.about.name).stem
        finisher = self._finisher(raw, noun if len(self.layout.tables) == 1 else f"{noun} ({number})")
        table = pivots.unpivoted(finisher.table(), finisher.decider, self.about.spool, self._meter, title=report)
        self.questions += finisher.decider.questions
        return table

    def _finisher(self, raw: RawTable, title: str) -> Finisher:
        decider = Decider(self._known, self.about.hints, self._stated(raw))
        return Finisher(raw, title, decider, self.about.spool, self.records.delimiter, self._meter)

    def _stated(self, raw: RawTable) -> Days | None:
        order = self._known.order(Style.SLASH)
        first = self.layout.tables[0].preamble
        own = stated.in_preamble(raw.preamble, order) or stated.in_preamble(first, order)
        siblings = self.reading.source.part.stated
        return own or siblings or stated.stated(first, self.about.name, self.about.answers, order)
