"""Which record is a header, what further header rows say, and names that are unique."""

import re
from collections import Counter
from collections.abc import Sequence

from bsc.intake.forms import Kind, form
from bsc.intake.records import Record

LOOK_AHEAD = 40
NEAR = 6
KEY_VALUES = 3
LONGEST_LIST_HEADER = 200
LONGEST_FACTS = 10
FACT = re.compile(r"\s*[^:]{2,60}:\s+\S.*", re.DOTALL)
VALUES = (Kind.INTEGER, Kind.ID, Kind.NUMBER, Kind.PERCENT, Kind.MOMENT, Kind.DURATION, Kind.BOUND, Kind.NOT_FINITE)
ANSWER_ROW = frozenset({"response", "open-ended response", "other (please specify)"})
IMPORT_ID = re.compile(r'\s*\{"ImportId"')


def is_value(cell: str) -> bool:
    """Return whether *cell* is a number or a date, so that it hardly names a column."""
    return form(cell).kind in VALUES


def values_in(record: Record) -> list[str]:
    """Return the cells of *record* that are numbers or dates."""
    return [cell for cell in record.filled if is_value(cell)]


def is_comment(record: Record, nearby: Sequence[Record | None]) -> bool:
    """Return whether *record* is a `#` line; with several cells only beside another `#` line."""
    first = record.cells[0] if record.cells else ""
    if not first.startswith("#"):
        return False
    if len(record.cells) == 1:
        return True
    return first.startswith("# ") and any(r is not None and r.cells and r.cells[0].startswith("# ") for r in nearby)


def is_header(record: Record, following: Sequence[Record], *, first_table: bool) -> bool:
    """Return whether *record* is wide and stable enough to name the columns of the rows that follow."""
    width, filled = len(record.cells), record.filled
    if width == 1:
        return _heads_a_list(record, following) and first_table
    if record.damage or not filled or all(FACT.fullmatch(cell) for cell in filled):
        return False
    near = following[:NEAR]
    same = [other for other in near if len(other.cells) == width]
    if not same:
        return first_table and all(len(other.filled) == 1 for other in near) and (len(filled) > 1 or not near)
    if len(filled) * 2 <= width and len(same[0].filled) > len(filled) and not values_in(same[0]):
        return False  # a title padded with empty cells, or a row of group names
    return not _states_facts(width, following)


def _heads_a_list(record: Record, following: Sequence[Record]) -> bool:
    alone = all(len(other.cells) == 1 for other in following)
    return alone and bool(following) and len(record.cells[0]) <= LONGEST_LIST_HEADER


def _states_facts(width: int, following: Sequence[Record]) -> bool:
    """Return whether a pair of cells is one of a few facts above a wider table, like `Account,Example Co`."""
    widths = Counter(len(other.cells) for other in following)
    if width != 2 or not any(wider > width and count > 1 for wider, count in widths.items()):  # noqa: PLR2004 - a pair
        return False
    pairs = []
    for other in following:
        if len(other.cells) != width:
            break
        pairs.append(other)
    return len(pairs) <= LONGEST_FACTS and not any(is_value(other.cells[1]) for other in pairs)


def is_key_value_report(ahead: Sequence[Record]) -> bool:
    """Return whether the file is a report of `"Total Opens:","812"` lines: one record written downwards."""
    pairs = [r for r in ahead if len(r.cells) == 2 and r.cells[0].rstrip().endswith(":")]  # noqa: PLR2004 - a pair
    return len(pairs) >= KEY_VALUES and len(pairs) * 5 >= len(ahead) * 3


def further_header_rows(header: Record, following: Sequence[Record]) -> int:
    """Return how many rows behind the header are header rows, too (Qualtrics: 2, SurveyMonkey: 1)."""
    for count, record in enumerate(following[:2], start=1):
        if record.cells and IMPORT_ID.match(record.cells[0]):
            return count
    if following and len(following[0].cells) == len(header.cells):
        words = {cell.strip().casefold() for cell in following[0].filled}
        if words & ANSWER_ROW and not following[0].cells[0].strip() and not values_in(following[0]):
            return 1
    return 0


def folded(names: Sequence[str], answers: Sequence[str]) -> list[str]:
    """Return *names* with the choices of multiple-choice questions: an empty name takes its question's and the choice."""
    full, question = [], ""
    for name, answer in zip(names, answers, strict=True):
        question = name.strip() or question
        choice = answer.strip() if answer.strip().casefold() not in ANSWER_ROW else ""
        full.append(name if name.strip() else f"{question} – {choice}".strip(" –") if choice else question)
    return full


def unique_names(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the names of the columns, made unique, and a sentence for each that was changed."""
    names: list[str] = []
    notes: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = wanted = " ".join(cell.split()).strip("\ufeff") or f"column {place}"
        count = 1
        while name in names:
            count += 1
            name = f"{wanted} ({count})"
        if not cell.strip():
            notes.append(f'column {place} has no name: called "{name}"')
        elif name != wanted:
            notes.append(f'column {place} is the {count}. called "{wanted}": called "{name}"')
        names.append(name)
    return names, notes
