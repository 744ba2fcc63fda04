"""The board pack as an Excel workbook: every figure a number, every score a formula, every chart a native one."""

from datetime import UTC, datetime

from bsc.reports.xlsx import cover, decisions, journey, lists, notes, scores, trends
from bsc.reports.xlsx.book import Book
from bsc.views.pack import Pack, Section


def excel(pack: Pack, made: datetime | None = None) -> bytes:
    """Return *pack* as the bytes of a .xlsx file; *made* is the moment that its properties tell."""
    shown = pack.cover
    until = f"Data as of {shown.until}" if shown.until else "No data yet"
    book = Book(f"{shown.journey} · {shown.period} · {shown.seen} · {until}")
    front = book.sheet(cover.SHEET, cover.WIDTHS, upright=True)
    lists.attention(book, pack)
    drawn = book.sheet(journey.SHEET, journey.widths(pack)) if pack.has(Section.MAP) else None
    placed = scores.write(book, pack)
    if drawn:
        journey.write(book, drawn, pack, placed)
    lists.stages(book, pack)
    trends.write(book, pack)
    lists.actions(book, pack)
    decisions.write(book, pack)
    lists.definitions(book, pack)
    notes.write(book, pack)
    cover.write(book, front, pack, placed)
    return book.finished(f"{shown.journey}: board pack, {shown.period}", shown.journey, made or datetime.now(UTC))
