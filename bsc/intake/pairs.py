"""A report of `"Total Opens:","812"` lines: one record written downwards."""

import re
from collections.abc import Sequence

from bsc.intake.headers import unique_names
from bsc.intake.records import Record

WITH_SHARE = re.compile(r"\s*([0-9][0-9.,\s]*?)\s*\(([0-9.,]+\s*%)\)\s*")


def pairs_record(records: Sequence[Record]) -> tuple[list[str], list[str], list[str]]:
    """Return the names and the cells of the one record, and the lines that are titles.

    `430 (39.2%)` becomes two cells, the count and, under the same name with "(share)", the percentage.
    """
    names: list[str] = []
    cells: list[str] = []
    titles: list[str] = []
    for record in records:
        if len(record.cells) == 1:
            titles.append(record.cells[0])
        elif not record.blank:
            name, value = record.cells[0].strip().rstrip(":"), " ".join(filter(None, record.cells[1:]))
            shared = WITH_SHARE.fullmatch(value)
            names += [name, f"{name} (share)"] if shared else [name]
            cells += [shared[1], shared[2]] if shared else [value]
    return unique_names(names)[0], cells, titles
