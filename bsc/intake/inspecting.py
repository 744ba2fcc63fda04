"""The steps in order: bytes → text → records → tables → typed rows, with every physical line accounted for."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bsc.errors import IntakeRefused, Question
from bsc.intake import meaning, stated
from bsc.intake.decoding import Source, source
from bsc.intake.deciding import Decider, Evidence, evidence
from bsc.intake.finishing import Finisher
from bsc.intake.inspection import NOTHING, Days, Hints, Inspection, Lines, Table
from bsc.intake.layout import Layout, RawTable
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
        return _inspection(name or path.name, found, layout, lines, hints, answers)
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


def _inspection(
    name: str, found: Source, layout: Layout, lines: Lines, hints: Hints, answers: Mapping[str, str]
) -> Inspection:
    tables = layout.tables
    system = next(filter(None, (meaning.system(table.names) for table in tables)), "")
    words = " ".join(text for table in tables for text in (*table.names, *table.preamble))
    delimiter = layout.records.delimiter
    known = evidence(tables, delimiter, system, words, answers)
    facts = {key: text for table in reversed(tables) for key, text in stated.facts(table.preamble).items()}
    questions = list(layout.questions)
    finished = [
        _finished(place, tables, known, hints, name, layout, facts, questions) for place in range(len(tables))
    ]
    return Inspection(
        name=name, encoding=found.encoding, delimiter=delimiter, system=system, sha256=found.sha256,
        tables=tuple(finished), lines=lines, questions=tuple(dict.fromkeys(questions)), facts=facts,
    )  # fmt: skip


def _finished(
    place: int, tables: Sequence[RawTable], known: Evidence, hints: Hints, name: str, layout: Layout,
    facts: Mapping[str, str], questions: list[Question],
) -> Table:  # fmt: skip
    raw = tables[place]
    decider = Decider(known, hints, _stated(raw, tables[0], name, known))
    noun = stated.facts(raw.preamble).get("report") or facts.get("report") or Path(name).stem
    title = noun if len(tables) == 1 else f"{noun} ({place + 1})"
    table = Finisher(raw, title, decider, layout.spool, layout.records.delimiter).table()
    questions += decider.questions
    return table


def _stated(raw: RawTable, first: RawTable, name: str, known: Evidence) -> Days | None:
    order = known.order(Style.SLASH)
    own = stated.in_preamble(raw.preamble, order)
    return own or stated.stated(first.preamble, name, known.answers, order)
