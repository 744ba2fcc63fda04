"""Trends: one table with every period of every pinned KPI, and a sheet of native charts that are drawn from it."""

from collections.abc import Iterator
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

from bsc.charts.theme import LOOKS, PRINTED, RULE
from bsc.model.definitions import Level
from bsc.model.words import Status
from bsc.reports.scales import number_format, scale
from bsc.reports.texts import plain
from bsc.reports.xlsx.book import APART, QUIET, Book, Style, title
from bsc.views.pack import Foreseen, Pack, PackTrend, TrendPoint
from bsc.views.reach import numbers

SHEET: Final = "Trends"
ROWS: Final = "Trend data"
_HEADS: Final = (
    "KPI", "Stage", "Period", "Begins", "Actual", "Period not over, or carried on", "Target", "Target, upper end",
    "Red line", "Red line, upper end", "Foreseen", "80 of 100 outcomes: from", "80 of 100 outcomes: to", "Points",
    "Status", "Counted from", "What must be known",
)  # fmt: skip
(KPI, STAGE, PERIOD, BEGINS, ACTUAL, LOOSE, TARGET, TARGET_TO, RED_LINE, RED_LINE_TO, FORESEEN, LOW, HIGH, POINTS,
 STATUS, COUNTED, NOTE) = range(len(_HEADS))  # fmt: skip
_WIDTHS: Final = (30, 16, 12, 13, 12, 14, 12, 12, 12, 12, 12, 13, 13, 9, 13, 20, 40)
_ACROSS: Final = 2
_WIDE, _TALL = 640, 286  # pixels of a chart
_ROWS_TALL: Final = 15  # of 20 pixels
_COLUMNS_WIDE: Final = 9  # of 75 pixels
_A_PAGE: Final = 3  # rows of charts that are printed on one
_PRINTED: Final = 66  # percent of their size, so that they fit
_LINES: Final = (
    (ACTUAL, "primary", 2.25, "solid", ""),
    (LOOSE, "primary", 0.0, "solid", "circle"),
    (TARGET, "green", 1.5, "dash", ""),
    (TARGET_TO, "green", 1.5, "dash", ""),
    (RED_LINE, "red", 1.5, "round_dot", ""),
    (RED_LINE_TO, "red", 1.5, "round_dot", ""),
    (FORESEEN, "primary", 1.5, "round_dot", ""),
    (LOW, "gray", 1.0, "round_dot", ""),
    (HIGH, "gray", 1.0, "round_dot", ""),
)
_UNLISTED: Final = {TARGET_TO, RED_LINE_TO, LOW, HIGH}  # what the line beside them explains


def write(book: Book, pack: Pack) -> None:
    """Write both sheets, the charts first; nothing without a trend."""
    if not pack.trends:
        return
    drawn = book.sheet(SHEET, [10.0] * (_ACROSS * _COLUMNS_WIDE))
    sheet = book.sheet(ROWS, _WIDTHS)
    begin = title(book, drawn, f"Trends of pinned KPIs, {pack.cover.period}", f"{pack.cover.seen}. Data: {ROWS}.")
    book.heads(sheet, 0, _HEADS, frozen=KPI + 1)
    row = 1
    for at, trend in enumerate(pack.trends):
        last = _rows(book, sheet, row, trend)
        chart = _chart(book, trend, (row, last))
        place = (begin + (at // _ACROSS) * _ROWS_TALL, (at % _ACROSS) * _COLUMNS_WIDE)
        said = plain(f"{trend.kpi.name} ({trend.stage}). {' '.join(trend.sentences)}")[:2000]
        drawn.insert_chart(*place, chart, {"description": said, "object_position": 2})
        row = last + 1
    drawn.set_print_scale(_PRINTED)  # and not fitted to one width, where a program ignores page breaks
    rows = -(-len(pack.trends) // _ACROSS)
    drawn.set_h_pagebreaks([begin + each * _ROWS_TALL for each in range(_A_PAGE, rows, _A_PAGE)])
    sheet.autofilter(0, 0, row - 1, len(_HEADS) - 1)


def _rows(book: Book, sheet: Worksheet, begin: int, trend: PackTrend) -> int:
    """Write the periods of *trend* from the row *begin* on; return the last row."""
    ahead = {each.label: each for each in trend.ahead}
    row = begin - 1
    happened: dict[int, list[str]] = {}
    for each in trend.happened:
        happened.setdefault(each.at, []).append(each.sentence)
    for row, point in enumerate(trend.points, start=begin):
        _named(book, sheet, row, trend, point.label)
        book.day(sheet, row, BEGINS, point.start)
        _point(book, sheet, row, trend, point)
        book.text(sheet, row, NOTE, " ".join(filter(None, (point.note, *happened.get(row - begin, ())))), QUIET)
        _foreseen(book, sheet, row, trend, ahead.pop(point.label, None))
    for later in ahead.values():
        row += 1
        _named(book, sheet, row, trend, later.label)
        _foreseen(book, sheet, row, trend, later)
    return row


def _named(book: Book, sheet: Worksheet, row: int, trend: PackTrend, label: str) -> None:
    for column, text in ((KPI, trend.kpi.name), (STAGE, trend.stage), (PERIOD, label)):
        book.text(sheet, row, column, text)


def _point(book: Book, sheet: Worksheet, row: int, trend: PackTrend, point: TrendPoint) -> None:
    value = LOOSE if point.partial or point.carried else ACTUAL
    cells = [(value, point.value), *_ends(TARGET, point.target), *_ends(RED_LINE, point.red_line)]
    for column, number in cells:
        book.number(sheet, row, column, number, _shown(trend, number))
    book.number(sheet, row, POINTS, point.points, {"num_format": "0.0"})
    book.status(sheet, row, STATUS, point.status, APART)
    book.text(sheet, row, COUNTED, point.counted, QUIET)


def _foreseen(book: Book, sheet: Worksheet, row: int, trend: PackTrend, later: Foreseen | None) -> None:
    if later:
        for column, number in ((FORESEEN, later.middle), (LOW, later.low), (HIGH, later.high)):
            book.number(sheet, row, column, number, _shown(trend, number))


def _shown(trend: PackTrend, value: float | None) -> Style:
    return {"num_format": number_format(value, trend.kpi.unit, trend.trend.currency)}


def _ends(column: int, level: Level | None) -> list[tuple[int, float]]:
    return [(column + at, end) for at, end in enumerate(numbers(level))] if level is not None else []


def _chart(book: Book, trend: PackTrend, between: tuple[int, int]) -> Any:  # noqa: ANN401 -- the library has no types
    first, last = between
    chart = book.made.add_chart({"type": "line"})
    used = set(_used(trend))
    lines = [each for each in _LINES if each[0] in used]
    for column, tone, width, dash, mark in lines:
        color = PRINTED[tone]
        chart.add_series({
            "name": [ROWS, 0, column],
            "categories": [ROWS, first, PERIOD, last, PERIOD],
            "values": [ROWS, first, column, last, column],
            "line": {"color": color, "width": width, "dash_type": dash} if width else {"none": True},
            "marker": _marker(color) if mark else {"type": "none"},
        })  # fmt: skip
    ends = scale(_values(trend), trend.kpi.unit, trend.trend.currency)
    chart.set_title({"name": [ROWS, first, KPI], "name_font": {"size": 11, "bold": True}})
    chart.set_y_axis({
        "min": ends.low, "max": ends.high, "major_unit": ends.step, "num_format": ends.number_format,
        "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.5}}, "line": {"none": True},
        "num_font": {"size": 8},
    })  # fmt: skip
    chart.set_x_axis(
        {"interval_unit": max(1, (last - first + 1) // 8), "num_font": {"size": 8}, "label_position": "low"}
    )
    unlisted = [at for at, each in enumerate(lines) if each[0] in _UNLISTED]
    chart.set_legend({"position": "bottom", "font": {"size": 8}, "delete_series": unlisted})
    chart.set_size({"width": _WIDE, "height": _TALL})
    chart.show_blanks_as("gap")
    return chart


def _marker(color: str) -> dict[str, object]:
    return {"type": "circle", "size": 7, "fill": {"color": LOOKS[Status.NO_DATA].dark}, "border": {"color": color}}


def _used(trend: PackTrend) -> Iterator[int]:
    """Yield the columns in which *trend* has a number."""
    for point in trend.points:
        if point.value is not None:
            yield LOOSE if point.partial or point.carried else ACTUAL
        yield from (column for column, _ in (*_ends(TARGET, point.target), *_ends(RED_LINE, point.red_line)))
    if trend.ahead:
        yield from (FORESEEN, LOW, HIGH)


def _values(trend: PackTrend) -> Iterator[float | None]:
    for point in trend.points:
        yield point.value
        yield from (
            number for level in (point.target, point.red_line) if level is not None for number in numbers(level)
        )
    for later in trend.ahead:
        yield from (later.low, later.middle, later.high)
