"""The first sheet: what the pack is about, how journey and stages score, what moved it, and the way to the others."""

from collections.abc import Iterator
from typing import Final

from xlsxwriter.worksheet import Worksheet

from bsc.reports.xlsx import journey
from bsc.reports.xlsx.book import LINK, QUIET, STRONG, WRAPPED, Book, Style, high, title
from bsc.reports.xlsx.scores import Placed
from bsc.views.pack import Cover, Pack

SHEET: Final = "Cover"
WIDTHS: Final = (44, 14, 16, 60)  # characters
_MOVED: Final[Style] = {"num_format": "+0.0;-0.0;0.0", "align": "left"}


def write(book: Book, sheet: Worksheet, pack: Pack, placed: Placed) -> None:
    """Write the cover on *sheet*: scores from where they are *placed*, links to the sheets that are there."""
    shown = pack.cover
    begin = title(book, sheet, shown.journey, f"{shown.period} ({shown.days})")
    facts = list(_facts(shown))
    for at, (name, text) in enumerate(facts, start=begin):
        book.text(sheet, at, 0, name, QUIET)
        book.text(sheet, at, 1, text)
    row = _scores(book, sheet, begin + len(facts) + 1, pack, placed)
    row = _first(book, sheet, row + 1, shown.sentence)
    row = _movers(book, sheet, row + 1, shown) if shown.movers else row
    book.text(sheet, row + 1, 0, "Sheets", STRONG)
    others = [each.name for each in book.made.worksheets() if each.name != SHEET]
    for at, name in enumerate(others, start=row + 2):
        sheet.write_url(at, 0, f"internal:'{name}'!A1", book.style(LINK), name)


def _facts(shown: Cover) -> Iterator[tuple[str, str]]:
    yield "Shown", shown.seen
    yield "Data as of", shown.until or "no data yet"
    if shown.made:
        yield "Made", shown.made
    yield "Known, by weight", shown.coverage
    yield "KPIs", ", ".join(f"{count} {status.lower()}" for status, count in shown.score.counts)
    if shown.running:
        yield "Period", "not over"


def _scores(book: Book, sheet: Worksheet, row: int, pack: Pack, placed: Placed) -> int:
    """Write the scores of journey and stages from *row* on; return the row beneath."""
    shown = pack.cover
    book.text(sheet, row, 0, "Score of the journey, 0–100 points", STRONG)
    journey.score(book, sheet, (row, 1), shown.score, placed.journey)
    book.status(sheet, row, 2, shown.score.status)
    book.text(sheet, row, 3, f"{shown.change} since {shown.before}" if shown.change else "", QUIET)
    for at, each in enumerate(pack.map.columns, start=row + 1):
        book.text(sheet, at, 0, each.name)
        journey.score(book, sheet, (at, 1), each.score, placed.stages.get(each.id, ""))
        book.status(sheet, at, 2, each.score.status)
    return row + 1 + len(pack.map.columns)


def _first(book: Book, sheet: Worksheet, row: int, sentence: str) -> int:
    book.text(sheet, row, 0, "First to look at", STRONG)
    sheet.merge_range(row, 1, row, len(WIDTHS) - 1, "", book.style(WRAPPED))
    book.text(sheet, row, 1, sentence, WRAPPED)
    high(sheet, row, (sentence,), (sum(WIDTHS[1:]),))
    return row + 1


def _movers(book: Book, sheet: Worksheet, row: int, shown: Cover) -> int:
    book.text(sheet, row, 0, f"What moved the score since {shown.before}, in points", STRONG)
    for at, mover in enumerate(shown.movers, start=row + 1):
        book.text(sheet, at, 0, f"{mover.name} ({mover.stage})")
        book.number(sheet, at, 1, mover.points, _MOVED)
    return row + 1 + len(shown.movers)
