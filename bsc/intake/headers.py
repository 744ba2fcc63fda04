"""Which record is a header, what further header rows say, and names that are unique."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from bsc.intake import stated
from bsc.intake.forms import DIGIT, Kind, form
from bsc.intake.moments import DAY_FIRST, MONTH_FIRST, moment, style
from bsc.intake.records import Record

LOOK_AHEAD = 40
NEAR = 6
LONGEST_LIST_HEADER = 200
LONGEST_FACTS = 10
FACT = re.compile(r"\s*[^:]{2,60}:\s+\S.*", re.DOTALL)
FACT_NAME = re.compile(
    r"\s*(account|report|date|period|time|currency|generated|exported|created|property|campaign|filter|segment|"
    r"advertiser|view|from|to|start|end|name|title|user|company|workspace|konto|bericht|zeitraum|compte|rapport|période)\b",
    re.IGNORECASE,
)
VALUES = (Kind.INTEGER, Kind.ID, Kind.NUMBER, Kind.PERCENT, Kind.MOMENT, Kind.DURATION, Kind.BOUND, Kind.NOT_FINITE)
NUMBERS = (Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.BOUND, Kind.DURATION, Kind.EMPTY, Kind.NOT_FINITE)
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
    if record.damage or not filled or all(FACT.fullmatch(cell) for cell in filled) or _is_a_period(filled):
        return False
    near = following[:NEAR]
    same = [other for other in near if len(other.cells) == width]
    if not same:
        words = all(cell == cell.strip() for cell in record.cells)  # not a sentence that was cut at its comma
        return first_table and words and all(len(other.filled) == 1 for other in near)
    if len(filled) * 2 <= width and len(same[0].filled) > len(filled) and not values_in(same[0]):
        return False  # a title padded with empty cells, or a row of group names
    return not _states_facts(record, following)


def _is_a_period(cells: Sequence[str]) -> bool:
    """Return whether the cells are a title like `Aug 1 - 31, 2026`, cut at its commas."""
    return bool(DIGIT.search(cells[0])) and stated.in_preamble([", ".join(cells)], None) is not None


def _heads_a_list(record: Record, following: Sequence[Record]) -> bool:
    alone = all(len(other.cells) == 1 for other in following)
    return alone and bool(following) and len(record.cells[0]) <= LONGEST_LIST_HEADER


def _states_facts(record: Record, following: Sequence[Record]) -> bool:
    """Return whether *record* begins a few facts above a table: `Account,Example Co`, `Period:,August 2026`."""
    if len(record.cells) != 2:  # noqa: PLR2004 - a pair
        return False
    with_colon = _ends_in_colon(record)
    pairs = [record, *takewhile(lambda other: len(other.cells) == 2 and _ends_in_colon(other) == with_colon, following)]  # noqa: PLR2004
    below = following[len(pairs) - 1 :]
    if not below or not (with_colon or any(len(other.cells) > 2 for other in below)):  # noqa: PLR2004
        return False
    known = sum(FACT_NAME.match(pair.cells[0]) is not None for pair in pairs)
    return len(pairs) <= LONGEST_FACTS and known * 2 >= len(pairs)


def _ends_in_colon(record: Record) -> bool:
    return record.cells[0].rstrip().endswith(":")


def rival(header: Record, following: Sequence[Record]) -> Record | None:
    """Return the record below *header* that names the columns just as well (the upper one may be a title), or None.

    That is so where the columns hold numbers or dates, and the record below holds words there.
    """
    rows = [other for other in following if len(other.cells) == len(header.cells)]
    if len(rows) < 2 or rows[0].line != header.last + 1 or values_in(rows[0]):  # noqa: PLR2004 - itself and a row
        return None
    if len(rows[0].filled) < len(header.cells) or any(form(cell).kind is Kind.EMPTY for cell in rows[0].cells):
        return None
    if any(form(cell).kind is not Kind.TEXT for cell in rows[0].cells):
        return None
    measured = [place for place in range(len(header.cells)) if all(is_value(row.cells[place]) for row in rows[1:])]
    return rows[0] if measured else None


def names_days(header: Record, following: Sequence[Record]) -> bool:
    """Return whether the days among the cells of *header* name columns: different ones, in order, above numbers."""
    places = [place for place, cell in enumerate(header.cells) if is_value(cell)]
    rows = [row for row in following if len(row.cells) == len(header.cells)]
    if len(places) < 2 or len(places) == len(header.filled) or not rows:  # noqa: PLR2004 - an order
        return False
    below = [form(row.cells[place]).kind for row in rows for place in places]
    numbers = all(kind in NUMBERS for kind in below) and any(kind is not Kind.EMPTY for kind in below)
    cells = [header.cells[place].strip() for place in places]
    styles = [known[0] if (known := style(cell)) else None for cell in cells]
    usual = Counter(styles).most_common(1)[0][0]  # beside months, a quarter adds them up
    alike = [cell for cell, own in zip(cells, styles, strict=True) if own is usual]
    ordered = len(alike) > 1 and any(_in_order(alike, order) for order in (DAY_FIRST, MONTH_FIRST))
    return numbers and None not in styles and ordered


def _in_order(cells: Sequence[str], order: str) -> bool:
    days = [day for cell in cells if (day := moment(cell, order))]
    return len(days) == len(cells) and days in (sorted(set(days)), sorted(set(days), reverse=True))


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
    """Return *names* with the choices of multiple-choice questions: an empty name takes its question and the choice."""
    full, question = [], ""
    for name, answer in zip(names, answers, strict=True):
        question = name.strip() or question
        choice = answer.strip() if answer.strip().casefold() not in ANSWER_ROW else ""
        full.append(name if name.strip() else f"{question} – {choice}".strip(" –") if choice else question)
    return full


def unique_names(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the names of the columns, made unique, and a sentence for each that was changed."""
    names: dict[str, None] = {}
    counts: Counter[str] = Counter()
    notes: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = wanted = " ".join(cell.split()).strip("\ufeff") or f"column {place}"
        counts[wanted] += 1
        while name in names:
            counts[wanted] += name != wanted
            name = f"{wanted} ({counts[wanted]})"
        if not cell.strip():
            notes.append(f'column {place} has no name: called "{name}"')
        elif name != wanted:
            notes.append(f'column {place} is the {counts[wanted]}. called "{wanted}": called "{name}"')
        names[name] = None
    return list(names), notes
