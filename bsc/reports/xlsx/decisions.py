"""The sheet of decisions: those of the latest review, and beneath them those that earlier ones left open."""

from typing import Final

from xlsxwriter.worksheet import Worksheet

from bsc.charts.theme import OVERDUE
from bsc.reports.xlsx.book import STRONG, WRAPPED, Book, high, title
from bsc.views.pack import Pack
from bsc.views.pack_reviews import Decided

_WIDTHS: Final = {
    "Decision": 50, "Owner": 22, "State": 20, "Due": 14, "What became of it": 60, "Review": 34, "Held": 14,
}  # fmt: skip


def write(book: Book, pack: Pack) -> None:
    """Write the sheet, where there was a review."""
    found = pack.reviewed
    if found is None:
        return
    sheet = book.sheet("Decisions", tuple(_WIDTHS.values()))
    lead = found.sentence if found.decisions else f"{found.sentence} · Nothing was decided."
    head = title(book, sheet, found.name, lead)
    book.heads(sheet, head, tuple(_WIDTHS), frozen=1)
    rows = (*found.decisions, *found.owed)
    for row, each in enumerate(rows, start=head + 1):
        _decided(book, sheet, row, each)
    sheet.autofilter(head, 0, head + max(len(rows), 1), len(_WIDTHS) - 1)


def _decided(book: Book, sheet: Worksheet, row: int, each: Decided) -> None:
    state = each.state.capitalize()
    stated = f"{state}, {OVERDUE} overdue" if each.overdue else state
    texts = (each.text, each.owner or "Nobody’s yet", stated, "", each.became, each.review)
    book.row(sheet, row, texts, WRAPPED)
    high(sheet, row, texts, tuple(_WIDTHS.values()))
    book.text(sheet, row, 0, each.text, WRAPPED, STRONG)
    heads = list(_WIDTHS)
    book.day(sheet, row, heads.index("Due"), each.due_on)
    book.day(sheet, row, heads.index("Held"), each.held_on)
