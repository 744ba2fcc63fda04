"""Text → the delimiter between its cells."""

import csv
from collections import Counter
from collections.abc import Iterable
from itertools import islice

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_LINES = 2000
SAMPLE_CHARACTERS = 1 << 20


def delimiter_of(lines: Iterable[str]) -> tuple[str, bool]:
    """Return the delimiter of the text that begins with *lines*, and whether its first line states it (`sep=;`).

    It is the one under which most records share a width above 1; of equals, the one that makes more columns.
    """
    sample = _sample(lines)
    if sample and (stated := sample[0].strip()).casefold().startswith("sep=") and len(stated) == len("sep=;"):
        return stated[-1], True
    body = [line for line in sample if line.strip() and not line.startswith(("# ", "#-", "##")) and line.strip() != "#"]
    return max(DELIMITERS, key=lambda delimiter: _agreement(body, delimiter)), False


def _sample(lines: Iterable[str]) -> list[str]:
    sample, length = [], 0
    for line in islice(lines, SAMPLE_LINES):
        sample.append(line)
        length += len(line)
        if length > SAMPLE_CHARACTERS:
            break
    return sample


def _agreement(sample: list[str], delimiter: str) -> tuple[float, int, int]:
    widths: Counter[int] = Counter()
    records = csv.reader(sample, delimiter=delimiter)
    try:
        widths.update(len(record) for record in records if any(record))
    except csv.Error:
        return 0.0, 0, 0
    wide = [(count, width) for width, count in widths.items() if width > 1]
    if not wide:
        return 0.0, 0, -DELIMITERS.index(delimiter)
    count, width = max(wide)
    return count / widths.total(), width, -DELIMITERS.index(delimiter)
