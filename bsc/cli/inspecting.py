"""What `bsc inspect` says to people."""

from collections.abc import Iterator, Sequence

from bsc.cli.printing import table
from bsc.errors import Question
from bsc.intake import Inspection, Table

SHOWN = 10  # of dropped rows and rejects; `--format json` has them all
DELIMITERS = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}


def inspection_lines(inspection: Inspection) -> Iterator[str]:
    """Yield what was found in a file: its system and form, its tables, what was set apart, what is asked."""
    yield from filter(None, [_recognised(table) for table in inspection.tables])
    delimiter = DELIMITERS.get(inspection.delimiter, inspection.delimiter)
    yield f"{inspection.system or 'An export'}, {inspection.encoding}, {delimiter}-separated"
    for found in inspection.tables:
        yield from _table_lines(found)
    for question in inspection.questions:
        yield from _question_lines(question)


def _table_lines(found: Table) -> Iterator[str]:
    period = f", {found.period[0]} to {found.period[1]}" if found.period else ""
    yield f"\n{found.name}: {found.rows:,} {'row' if found.rows == 1 else 'rows'}{period}"
    cells = (
        (c.name, str(c.type), "personal, left out" if not c.kept else c.note, _sum(found, c.name))
        for c in found.columns
    )
    yield table(("Column", "Type", "", "Sum"), cells, right=(3,))
    yield from found.notes
    yield from _some("totals of the file itself, held against the kept rows", list(map(str, found.proofs)))
    yield from _some("not data, set apart", [f"line {each.line}: {each.reason}: {each.text}" for each in found.dropped])
    rejects = [f'line {each.line}, column "{each.column}": "{each.text}" {each.reason}' for each in found.rejects]
    yield from _some("rejected", rejects)


def _recognised(found: Table) -> str:
    seen = found.recognition
    return f"{seen.title}, {seen.confidence:.0%}: {', '.join(seen.why)}" if seen else ""


def _sum(found: Table, name: str) -> str:
    column = found.column(name)
    return f"{found.sums[name]:,.10g}" if column and column.addable and name in found.sums else ""


def _question_lines(question: Question) -> Iterator[str]:
    yield f'\nAsked: column "{question.column}": {question.ask}'
    for choice in question.choices:
        yield f'  --answer "{question.column}={choice}"'


def _some(what: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{len(lines):,} {what}"
        yield from (f"  {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"  … and {len(lines) - SHOWN:,} more (--format json has all)"
