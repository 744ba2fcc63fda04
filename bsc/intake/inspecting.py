"""The steps in order: bytes → text → records → tables → typed rows, with every physical line accounted for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bsc.errors import IntakeRefused, Question
from bsc.intake import meaning, stated
from bsc.intake.body import RawTable
from bsc.intake.deciding import Decider
from bsc.intake.decoding import Source, source
from bsc.intake.evidence import evidence
from bsc.intake.finishing import Finisher
from bsc.intake.inspection import NOTHING, Days, Hints, Inspection, Lines, Table
from bsc.intake.layout import Layout
from bsc.intake.moments import Style
from bsc.intake.records import Records, delimiter_of

NO_HINTS = Hints()


def inspect(
    path: Path, *, name: str | None = None, hints: Hints = NO_HINTS, answers: Mapping[str, str] = NOTHING, spool: Path
) -> Inspection:
    """Return what an import of the file at *path* would see; its typed rows are written into the directory *spool*.

    *name* is the file's name where it was uploaded under another one; *answers* are those to earlier questions, by
    column. Raises IntakeRefused for what is not a table of text, and BscError for an answer that cannot be read.
    """
    spool.mkdir(parents=True, exist_ok=True)
    found = source(path)
    layout = _layout(found, spool, answers)
    try:
        lines = _accounted(found, layout)
        return _Report(found, layout, name or path.name, hints, answers).inspection(lines)
    finally:
        for table in layout.tables:
            table.staging.discard()


def _layout(found: Source, spool: Path, answers: Mapping[str, str]) -> Layout:
    with found.text() as text:
        delimiter, is_stated = delimiter_of(text)
    with found.text() as text:
        layout = Layout(Records(text, delimiter, skip_lines=int(is_stated)), spool, answers)
        try:
            layout.read()
        except BaseException:
            for table in layout.tables:
                table.staging.discard()
            raise
    layout.lines["preamble"] += is_stated
    return layout


def _accounted(found: Source, layout: Layout) -> Lines:
    lines = Lines(total=found.lines, **layout.lines)
    if lines.accounted != lines.total:
        raise IntakeRefused(
            f"the file has {lines.total} lines, but only {lines.accounted} could be accounted for – export it again, "
            "with one kind of line ends"
        )
    return lines


@dataclass
class _Report:
    """Joins the finished tables of one file; what one table proves about days and numbers helps the others."""

    found: Source
    layout: Layout
    name: str
    hints: Hints
    answers: Mapping[str, str]
    questions: list[Question] = field(default_factory=list)

    def inspection(self, lines: Lines) -> Inspection:
        tables = self.layout.tables
        system = next(filter(None, (meaning.system(table.names) for table in tables)), "")
        words = " ".join(text for table in tables for text in (*table.names, *table.preamble))
        self._known = evidence(tables, self.layout.records.delimiter, system, words, self.answers)
        self._facts = {key: text for table in reversed(tables) for key, text in stated.facts(table.preamble).items()}
        finished = tuple(self._finished(place, raw) for place, raw in enumerate(tables, start=1))
        # which line is the header is asked first: with its answer the other questions may vanish
        questions = self.layout.questions or self.questions
        return Inspection(
            name=self.name, encoding=self.found.encoding, delimiter=self.layout.records.delimiter, system=system,
            sha256=self.found.sha256, tables=finished, lines=lines, questions=tuple(dict.fromkeys(questions)),
            facts=self._facts,
        )  # fmt: skip

    def _finished(self, number: int, raw: RawTable) -> Table:
        decider = Decider(self._known, self.hints, self._stated(raw))
        noun = stated.facts(raw.preamble).get("report") or self._facts.get("report") or Path(self.name).stem
        title = noun if len(self.layout.tables) == 1 else f"{noun} ({number})"
        table = Finisher(raw, title, decider, self.layout.spool, self.layout.records.delimiter).table()
        self.questions += decider.questions
        return table

    def _stated(self, raw: RawTable) -> Days | None:
        order = self._known.order(Style.SLASH)
        first = self.layout.tables[0].preamble
        return stated.in_preamble(raw.preamble, order) or stated.stated(first, self.name, self.answers, order)
