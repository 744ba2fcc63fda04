"""The sheet of notes: what must be known to read the figures right, and how far each dataset reaches."""

from typing import Final

from xlsxwriter.worksheet import Worksheet

from bsc.reports.xlsx.book import HEAD, STRONG, WRAPPED, Book, high, title
from bsc.views.pack import DatasetNote, Pack, Remarks, Section

_WIDTHS: Final = (30, 14, 28, 22, 70)  # characters
_HEADS: Final = ("Dataset", "Rows", "Reaches", "State", "Next step")


def write(book: Book, pack: Pack) -> None:
    """Write the sheet, where it is wanted."""
    if not pack.has(Section.NOTES):
        return
    sheet = book.sheet("Notes", _WIDTHS)
    row = title(book, sheet, Section.NOTES.heading)
    for each in pack.remarks:
        row = _remarks(book, sheet, row, each) + 1
    book.row(sheet, row, _HEADS, HEAD)
    for at, dataset in enumerate(pack.datasets, start=row + 1):
        _dataset(book, sheet, at, dataset)


def _remarks(book: Book, sheet: Worksheet, row: int, remarks: Remarks) -> int:
    """Write the sentences from *row* on; return the row beneath."""
    book.text(sheet, row, 0, remarks.heading, STRONG)
    for at, sentence in enumerate(remarks.sentences, start=row):
        sheet.merge_range(at, 1, at, len(_WIDTHS) - 1, "", book.style(WRAPPED))
        book.text(sheet, at, 1, sentence, WRAPPED)
        high(sheet, at, (sentence,), (sum(_WIDTHS[1:]),))
    return row + max(len(remarks.sentences), 1)


def _dataset(book: Book, sheet: Worksheet, row: int, each: DatasetNote) -> None:
    texts = (each.name, each.rows, each.reaches, f"▲ {each.word}" if each.late else each.word, each.next_step)
    book.row(sheet, row, texts, WRAPPED)
    high(sheet, row, texts, _WIDTHS)
    book.text(sheet, row, 0, each.name, STRONG)
