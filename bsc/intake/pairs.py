"""A report of `"Total Opens:","812"` lines: one record written downwards."""

import re
from collections.abc import Sequence
from itertools import takewhile

from bsc.intake.forms import Kind, form
from bsc.intake.headers import LOOK_AHEAD, NEAR, is_value, unique_names
from bsc.intake.notdata import PAIR
from bsc.intake.records import Record

WITH_SHARE = re.compile(r"\s*([0-9][0-9.,\s]*?)\s*\(([0-9.,]+\s*%)\)\s*")
IN_ONE = re.compile(r"\s*([^:]{2,60}):\s+(\S.*)", re.DOTALL)
ONE_RECORD, A_TABLE = "one record", "a table"
LEAST = 3  # pairs that make a report
KINDS = {
    Kind.INTEGER: "number", Kind.NUMBER: "number", Kind.PERCENT: "percent", Kind.MOMENT: "day", Kind.TEXT: "text",
    Kind.DURATION: "duration", Kind.ID: "text", Kind.BOOLEAN: "text",
}  # fmt: skip
SEVERAL_KINDS = 3  # of values under each other: no column holds them
HEADS = re.compile(r"metric|measure|kpi|key|name|field|property|kennzahl|merkmal|indicateur|indicador", re.IGNORECASE)


def pair(record: Record, delimiter: str) -> tuple[str, str] | None:
    """Return the name and the value that *record* states with a colon: `Opens:,812` or `Opens: 812`; None if none."""
    first = record.cells[0].rstrip() if record.cells else ""
    if first.endswith(":") and len(record.filled) > 1:
        return first.rstrip(":").strip(), " ".join(filter(None, (cell.strip() for cell in record.cells[1:])))
    found = IN_ONE.fullmatch(record.text(delimiter))
    return (found[1].strip(), found[2].strip()) if found and ":" in first else None


def is_report(ahead: Sequence[Record], delimiter: str) -> bool:
    """Return whether the file begins with lines that state one figure each, with a colon, and never the same."""
    top = list(takewhile(lambda record: goes_on(record, ahead, delimiter), ahead))
    stated = [found for record in top if (found := pair(record, delimiter))]
    wide = next((record for record in top if len(record.filled) > 1), None)
    if wide is not None and pair(wide, delimiter) is None:
        return False  # a header
    names = {name for name, _ in stated}
    figures = sum(is_value(value) or WITH_SHARE.fullmatch(value) is not None for _, value in stated)
    most = len(stated) * 5 >= len(ahead) * 3 and len(top) == len(ahead)
    return len(stated) >= LEAST and len(names) == len(stated) and (most or figures >= LEAST)


def goes_on(record: Record, following: Sequence[Record], delimiter: str) -> bool:
    """Return whether *record* is still part of a report with colons, and not of a table below it."""
    if len(record.filled) < PAIR or pair(record, delimiter):
        return True
    later = [other for other in following if other.line > record.line][:NEAR]
    return len(record.cells) == PAIR and any(pair(other, delimiter) for other in later)


def may_be_report(ahead: Sequence[Record]) -> bool:
    """Return whether the file may be one record without colons: names, beside values of several kinds."""
    rows = ahead[1:] if ahead and HEADS.fullmatch(ahead[0].cells[0].strip()) else ahead
    if not LEAST < len(rows) < LOOK_AHEAD or any(len(row.cells) != PAIR or len(row.filled) != PAIR for row in rows):
        return False
    names = {row.cells[0].strip() for row in rows}
    kinds = {KINDS.get(form(row.cells[1]).kind) for row in rows}
    words = all(form(row.cells[0]).kind is Kind.TEXT and not row.cells[0].rstrip().endswith(":") for row in rows)
    return words and len(names) == len(rows) and len(kinds - {None}) >= SEVERAL_KINDS


def pairs_record(records: Sequence[Record], delimiter: str) -> tuple[list[str], list[str], list[str]]:
    """Return the names and the cells of the one record, and the lines that are titles.

    `430 (39.2%)` becomes two cells, the count and, under the same name with "(share)", the percentage.
    """
    names: list[str] = []
    cells: list[str] = []
    titles: list[str] = []
    for record in records:
        if record.blank:
            continue
        name, value = pair(record, delimiter) or (record.cells[0].strip(), " ".join(record.cells[1:]).strip())
        if len(record.filled) == 1 and not pair(record, delimiter):
            titles.append(record.filled[0])
            continue
        shared = WITH_SHARE.fullmatch(value)
        names += [name, f"{name} (share)"] if shared else [name]
        cells += [shared[1], shared[2]] if shared else [value]
    return unique_names(names)[0], cells, titles
