"""Rows as CSV text that a spreadsheet opens without running anything in it."""

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return *rows* under *header* as CSV, led by a byte order mark so that spreadsheets read it as UTF-8.

    Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
    Source: OWASP, CSV Injection.
    """
    written = io.StringIO(newline="")
    lines = csv.writer(written)
    lines.writerow([_neutral(name) for name in header])
    lines.writerows([_neutral(cell) for cell in row] for row in rows)
    return "\ufeff" + written.getvalue()


def written_text(cell: str) -> str:
    """Return the text that `csv_text` wrote as *cell*: without the apostrophe in front of what looks like a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_STARTS_A_FORMULA) else cell


def _neutral(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA) else cell
