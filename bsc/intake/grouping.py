"""Headers of two or three rows: group names (`Q1`, `Q2`) above the names of the columns, folded into one header."""

from collections.abc import Sequence
from itertools import pairwise

from bsc.intake.forms import Kind, form
from bsc.intake.headers import is_value
from bsc.intake.records import Record

MOST_ROWS = 3
BETWEEN = " – "


def rows_above(above: Sequence[Record], header: Record) -> list[Record]:
    """Return the records right above *header* that name groups of its columns, the topmost first."""
    found: list[Record] = []
    below = header
    for record in reversed(above[-(MOST_ROWS - 1) :]):
        if record.last + 1 != below.line or not _names_groups(record, len(header.cells)):
            break
        found.insert(0, record)
        below = record
    return found


def _names_groups(record: Record, width: int) -> bool:
    """Return whether *record* has several names with gaps between them, as cells that were merged leave."""
    cells = _padded(record, width)
    gaps = sum(bool(left.strip()) and not right.strip() for left, right in pairwise(cells))
    return len(record.cells) <= width and len(record.filled) > 1 and gaps > 0


def needed(groups: Sequence[Record], header: Record) -> bool:
    """Return whether the names of *header* repeat themselves, and are unique under the names of their groups."""
    names = [" ".join(cell.split()) for cell in header.cells]
    filled = [name for name in names if name]
    return len(set(filled)) < len(filled) and _unique(folded([*groups, header]))


def goes_on(header: Record, following: Sequence[Record]) -> bool:
    """Return whether the record right below *header* is a header row, too: each says what the other leaves open.

    Either the upper one names groups of columns whose names repeat themselves, or names stand in the upper row where
    the lower one is blank and the other way round. In both cases words stand above values.
    """
    if not following or following[0].line != header.last + 1 or len(following[0].cells) != len(header.cells):
        return False
    lower, rows = following[0], [row for row in following[1:] if len(row.cells) == len(header.cells)]
    if lower.damage or not rows or not _stand_above_values(lower, rows):
        return False
    if any(form(cell).kind is not Kind.TEXT for cell in lower.filled):
        return False
    pairs = list(zip(header.cells, lower.cells, strict=True))
    complete = all(upper.strip() or under.strip() for upper, under in pairs)
    names = [under.strip() for under in lower.cells if under.strip()]
    uppers = [upper.strip() for upper in header.cells if upper.strip()]
    if not complete or len(names) < 2 or not _unique(folded([header, lower])):  # noqa: PLR2004 - of one, no group
        return False
    repeats = len(set(names)) < len(names) and (len(set(uppers)) < len(uppers) or len(uppers) < len(pairs))
    return repeats or _take_turns([(upper.strip(), under.strip()) for upper, under in pairs])


def _take_turns(pairs: Sequence[tuple[str, str]]) -> bool:
    """Return whether the upper row is blank right of each group name, and the lower row under each other name."""
    above_both = [place for place, (upper, under) in enumerate(pairs) if upper and under]
    groups = all(place + 1 < len(pairs) and not pairs[place + 1][0] for place in above_both)
    return bool(above_both) and groups and any(upper and not under for upper, under in pairs)


def _stand_above_values(lower: Record, rows: Sequence[Record]) -> bool:
    places = [place for place, cell in enumerate(lower.cells) if cell.strip()]
    return any(all(is_value(row.cells[place]) for row in rows) for place in places)


def folded(rows: Sequence[Record]) -> list[str]:
    """Return the names of the columns: the group, and behind a dash the name that stands right above the rows.

    A group reaches to the right until the next one begins, over the columns that have a name of their own.
    """
    width = max(len(row.cells) for row in rows)
    *uppers, lowest = [[" ".join(cell.split()) for cell in _padded(row, width)] for row in rows]
    groups = [_reaching(cells, lowest) for cells in uppers]
    names = []
    for place, name in enumerate(lowest):
        group = " ".join(filter(None, (cells[place] for cells in groups)))
        names.append(BETWEEN.join(filter(None, (group, name))))
    return names


def _reaching(cells: Sequence[str], lowest: Sequence[str]) -> list[str]:
    reached, last = [], ""
    for cell, name in zip(cells, lowest, strict=True):
        last = (cell or last) if name else ""
        reached.append(cell or last)
    return reached


def _padded(record: Record, width: int) -> list[str]:
    return [*record.cells, *[""] * (width - len(record.cells))]


def _unique(names: Sequence[str]) -> bool:
    return len(set(names)) == len(names)
