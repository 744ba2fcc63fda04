"""A workbook in which every text is a text: sheets with heads, frozen panes, widths, and how they are printed."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from bsc.charts.sheet import wrapped
from bsc.charts.theme import GROUND, INK, LOOKS, PRINTED, RULE
from bsc.model.words import Status
from bsc.reports.texts import plain

Style = Mapping[str, object]
MOST: Final = 32_767  # characters of a cell
_FOOTER_MOST: Final = 180  # characters of ours, of the 255 that a footer may have
_A4: Final = 9
_LINE: Final = 15.0  # points of height
_HIGHEST: Final = 409.0  # points: no row is higher
_MEASURED: Final = 4_000  # letters: more are never higher than the highest row
_UNITS: Final = 6.3  # of `wrapped`, for each character of a column's width
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": "Arial", "font_size": 10},  # every program has it, or its measures
}
HEAD: Final[Style] = {
    "bold": True,
    "font_color": PRINTED["gray"],
    "bg_color": GROUND,
    "bottom": 1,
    "bottom_color": RULE,
    "text_wrap": True,
    "valign": "top",
}
STRONG: Final[Style] = {"bold": True, "valign": "top"}
QUIET: Final[Style] = {"font_color": PRINTED["gray"], "valign": "top"}
WRAPPED: Final[Style] = {"text_wrap": True, "valign": "top"}
TOP: Final[Style] = {"valign": "top"}
APART: Final[Style] = {"indent": 1}  # from the number at the left
TITLE: Final[Style] = {"bold": True, "font_size": 18, "font_color": INK}
LINK: Final[Style] = {"font_color": PRINTED["primary"], "underline": 1}
DAY: Final[Style] = {"num_format": "d mmm yyyy", "valign": "top", "align": "left"}


@dataclass(frozen=True)
class Book:
    """A workbook that is being written; `footer` stands beneath every printed page."""

    footer: str
    written: io.BytesIO = field(default_factory=io.BytesIO)
    made: Workbook = field(init=False)
    _styles: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin the workbook: no text of it is ever read as a formula, an address or a number."""
        object.__setattr__(self, "made", Workbook(self.written, dict(_OPTIONS)))

    def sheet(self, name: str, widths: Sequence[float], *, upright: bool = False) -> Worksheet:
        """Return a new sheet with columns of *widths* (in characters), to be printed one page wide."""
        made = self.made.add_worksheet(name)
        for column, width in enumerate(widths):
            made.set_column(column, column, width)
        if not upright:
            made.set_landscape()
        made.set_paper(_A4)
        made.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        made.fit_to_pages(1, 0)
        made.hide_gridlines(2)
        made.set_footer(f"&L&8{plain(self.footer)[:_FOOTER_MOST].replace('&', '&&')}&R&8&P / &N")
        return made

    def style(self, *styles: Style) -> Any:  # noqa: ANN401 -- a format of the library, which has no types
        """Return the format that *styles* make together, the later before the earlier."""
        merged = {name: value for style in styles for name, value in style.items()}
        key = tuple(sorted(merged.items(), key=lambda each: each[0]))
        if key not in self._styles:
            self._styles[key] = self.made.add_format(merged)
        return self._styles[key]

    def text(self, sheet: Worksheet, row: int, column: int, text: str, *styles: Style) -> None:
        """Write *text* as a text, whatever it begins with, cut off where a cell can hold no more."""
        said = plain(text)
        said = said if len(said) <= MOST else f"{said[: MOST - 1]}…"
        sheet.write_string(row, column, said, self.style(TOP, *styles))

    def number(self, sheet: Worksheet, row: int, column: int, value: float | None, *styles: Style) -> None:
        """Write *value*; nothing but the look of the cell where there is none."""
        if value is None:
            sheet.write_blank(row, column, None, self.style(TOP, *styles))
        else:
            sheet.write_number(row, column, value, self.style(TOP, *styles))

    def row(self, sheet: Worksheet, row: int, texts: Sequence[str], *styles: Style) -> None:
        """Write *texts* into the columns of *row* from the first on; an empty one writes nothing."""
        for column, text in enumerate(texts):
            if text:
                self.text(sheet, row, column, text, *styles)

    def day(self, sheet: Worksheet, row: int, column: int, day: date | None) -> None:
        """Write *day* as a date that can be sorted."""
        if day is not None:
            sheet.write_datetime(row, column, day, self.style(DAY))

    def heads(self, sheet: Worksheet, row: int, heads: Sequence[str], *, frozen: int = 0) -> None:
        """Write *heads* in *row*, repeat them on every printed page, and freeze all above and *frozen* columns."""
        self.row(sheet, row, heads, HEAD)
        sheet.set_row(row, 2 * _LINE)
        sheet.freeze_panes(row + 1, frozen)
        sheet.repeat_rows(row)

    def status(self, sheet: Worksheet, row: int, column: int, status: Status, *styles: Style) -> None:
        """Write *status* with its glyph and its word in its colour."""
        look = LOOKS[status]
        self.text(sheet, row, column, f"{look.glyph} {status}", {"font_color": look.light, "bold": True}, *styles)

    def finished(self, title: str, author: str, when: datetime) -> bytes:
        """Return the file."""
        self.made.set_properties({"title": plain(title), "author": plain(author), "created": when})
        self.made.close()
        return self.written.getvalue()


def high(sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[float], least: int = 1) -> None:
    """Make *row* high enough for *texts* that wrap in columns of *widths*: not every program does so by itself."""
    asked = [(plain(text)[:_MEASURED], width) for text, width in zip(texts, widths, strict=False) if text]
    lines = [len(wrapped(text, width * _UNITS)) for text, width in asked]
    sheet.set_row(row, min(max([least, *lines]) * _LINE, _HIGHEST))


def title(book: Book, sheet: Worksheet, text: str, lead: str = "") -> int:
    """Write *text* on top of *sheet* with *lead* beneath; return the row (from 0) where what follows begins."""
    book.text(sheet, 0, 0, text, TITLE)
    sheet.set_row(0, 26)
    if lead:
        book.text(sheet, 1, 0, lead, QUIET)
    return 3 if lead else 2
