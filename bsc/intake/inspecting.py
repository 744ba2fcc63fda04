"""The steps in order: bytes → text → records → tables → typed rows, with every physical line accounted for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bsc.errors import IntakeRefused, Question
from bsc.intake import meaning, pivots, stated
from bsc.intake.body import RawTable
from bsc.intake.containers import parts
from bsc.intake.deciding import Decider
from bsc.intake.decoding import NotUtf8, Reading, Source, other_encoding, source
from bsc.intake.evidence import evidence
from bsc.intake.finishing import Finisher
from bsc.intake.inspection import NOTHING, Days, Hints, Inspection, Lines, Table
from bsc.intake.layout import Layout
from bsc.intake.moments import Style
from bsc.intake.parts import Part
from bsc.intake.progress import Meter, Watch, unwatched
from bsc.intake.records import Records, delimiter_of

NO_HINTS = Hints()
MANY = 10


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
    try:
        reading, layout = _read(found, answers, watch)
    except NotUtf8:
        found = other_encoding(found)
        reading, layout = _read(found, answers, watch)
    report = _Report(reading, layout, name or part.name, hints, answers, spool, Meter(watch, part.size or 0))
    return report.inspection(_accounted(reading, layout))


def only_part(path: Path, name: str | None) -> Part:
    """Return the one text that the file at *path* holds; raises IntakeRefused when it holds several."""
    found = parts(path, name=name)
    if len(found) == 1:
        return found[0]
    inside = ", ".join(part.inside for part in found[:MANY]) + (" …" if len(found) > MANY else "")
    raise IntakeRefused(f"the file holds {len(found)} tables' files: {inside} – each is imported as a file of its own")


def _read(found: Source, answers: Mapping[str, str], watch: Watch) -> tuple[Reading, Layout]:
    delimiter, is_stated = delimiter_of(found.beginning())
    reading = Reading(found, watch)
    blocks = reading.blocks()
    records = Records(blocks, delimiter, skip_lines=int(is_stated))
    layout = Layout(records, found.blocks, answers)
    try:
        layout.read()
    finally:
        records.close()
        blocks.close()
    layout.lines["preamble"] += is_stated
    return reading, layout


def _accounted(reading: Reading, layout: Layout) -> Lines:
    lines = Lines(total=reading.lines, **layout.lines)
    if lines.accounted != lines.total:
        raise IntakeRefused(
            f"the file has {lines.total} lines, but only {lines.accounted} could be accounted for – export it again, "
            "with one kind of line ends"
        )
    return lines


@dataclass
class _Report:
    """Joins the finished tables of one file; what one table proves about days and numbers helps the others."""

    reading: Reading
    layout: Layout
    name: str
    hints: Hints
    answers: Mapping[str, str]
    spool: Path
    meter: Meter
    questions: list[Question] = field(default_factory=list)

    def inspection(self, lines: Lines) -> Inspection:
        tables = self.layout.tables
        system = next(filter(None, (meaning.system(table.names) for table in tables)), "")
        words = " ".join(text for table in tables for text in (*table.names, *table.preamble))
        self._known = evidence(tables, self.layout.records.delimiter, system, words, self.answers)
        self._facts = {key: text for table in reversed(tables) for key, text in stated.facts(table.preamble).items()}
        finished: list[Table] = []
        try:
            for place, raw in enumerate(tables, start=1):
                finished.append(self._finished(place, raw))
        except BaseException:
            for table in finished:
                table.typed.unlink(missing_ok=True)
            raise
        # which line is the header is asked first: with its answer the other questions may vanish
        questions = self.layout.questions or self.questions
        return Inspection(
            name=self.name, encoding=self.reading.source.encoding, delimiter=self.layout.records.delimiter,
            system=system, sha256=self.reading.sha256, tables=tuple(finished), lines=lines,
            questions=tuple(dict.fromkeys(questions)), facts=self._facts,
        )  # fmt: skip

    def _finished(self, number: int, raw: RawTable) -> Table:
        decider = Decider(self._known, self.hints, self._stated(raw))
        noun = stated.facts(raw.preamble).get("report") or self._facts.get("report") or Path(self.name).stem
        title = noun if len(self.layout.tables) == 1 else f"{noun} ({number})"
        table = Finisher(raw, title, decider, self.spool, self.layout.records.delimiter, self.meter).table()
        report = stated.facts(raw.preamble).get("report", "")
        table = pivots.unpivoted(table, decider, self.spool, self.meter, title=report)
        self.questions += decider.questions
        return table

    def _stated(self, raw: RawTable) -> Days | None:
        order = self._known.order(Style.SLASH)
        first = self.layout.tables[0].preamble
        own = stated.in_preamble(raw.preamble, order) or stated.in_preamble(first, order)
        siblings = self.reading.source.part.stated
        return own or siblings or stated.stated(first, self.name, self.answers, order)
