"""Native tables: rows of lines in columns, divided over as many pages as they need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Inches

from bsc.charts.theme import RULE
from bsc.reports.pptx.words import Line, Lines, fitted, height, line, split, write
from bsc.reports.texts import plain

PAD: Final = 0.06  # inches around what a cell says
_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid", which every PowerPoint has
_LEAST: Final = 7.0  # points: smaller letters nobody reads
_EDGES: Final = ("a:lnL", "a:lnR", "a:lnT", "a:lnB")
_TRIED: Final = 24  # how many heights between the lowest thinkable and the full page
_HAIR: Final = 6350  # half a point, in the units of a presentation


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table: a cell of lines for each column; `fill` is a theme colour by its name, empty for none."""

    cells: tuple[Lines, ...]
    fill: str = ""
    least: float = 0.0  # inches of height


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns of a table: what their heads say and how wide they are, in inches."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]

    @property
    def head(self) -> Row:
        """Return the row of heads."""
        return Row(cells=tuple((line(head, 9, strong=True, tone="gray"),) for head in self.heads), fill="bg2")


def row_height(row: Row, widths: Sequence[float]) -> float:
    """Return about how high *row* is, in inches."""
    inner = [height(cell, width - 2 * PAD) for cell, width in zip(row.cells, widths, strict=True)]
    return max(row.least, max(inner, default=0.0) + 2 * PAD)


def pages(rows: Sequence[Row], columns: Columns, room: float) -> Iterator[list[Row]]:
    """Yield the *rows* of each page, beneath the heads: as few pages as have room for them, all about as full.

    A row that is too high for a page is divided.
    """
    room -= row_height(columns.head, columns.widths)
    parts = [part for row in rows for part in _parts(row, columns.widths, room)]
    heights = [row_height(part, columns.widths) for part in parts]
    fewest = _filled(heights, room)
    least = max(sum(heights) / max(len(fewest), 1), max(heights, default=0.0))
    steps = (least + (room - least) * step / _TRIED for step in range(_TRIED))
    even = (_filled(heights, each) for each in steps if each < room)
    for page in next((each for each in even if len(each) == len(fewest)), fewest):
        yield [parts[at] for at in page]


def _filled(heights: Sequence[float], room: float) -> list[list[int]]:
    """Return the places of what stands on each page, when each is filled with what it has room for."""
    found: list[list[int]] = []
    left = 0.0
    for at, needed in enumerate(heights):
        if not found or needed > left:
            found.append([])
            left = room
        found[-1].append(at)
        left -= needed
    return found


def _parts(row: Row, widths: Sequence[float], room: float) -> Iterator[Row]:
    while row_height(row, widths) > room:
        both = [split(cell, width - 2 * PAD, room - 2 * PAD) for cell, width in zip(row.cells, widths, strict=True)]
        if not any(first for first, _ in both):
            break
        yield Row(cells=tuple(first for first, _ in both), fill=row.fill)
        row = Row(cells=tuple(rest for _, rest in both), fill=row.fill)
    yield row


def draw(slide: Slide, rows: Sequence[Row], widths: Sequence[float], place: tuple[float, float], said: str) -> None:
    """Draw *rows*, the first of which are the heads, as a table at *place* (left, top in inches).

    *said* is what a screen reader says of it.
    """
    heights = [row_height(row, widths) for row in rows]
    frame = slide.shapes.add_table(
        len(rows), len(widths), *(Inches(each) for each in (*place, sum(widths), sum(heights)))
    )
    frame.name = plain(said)[:80]
    described(frame, said)
    table = frame.table
    table.horz_banding = False
    properties = frame.element.graphic.graphicData.tbl.tblPr
    properties.find(qn("a:tableStyleId")).text = _NO_STYLE
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for at, row in enumerate(rows):
        table.rows[at].height = Inches(heights[at])
        cells = list(table.rows[at].cells)
        elements = frame.element.graphic.graphicData.tbl.tr_lst[at].tc_lst
        for cell, element, lines in zip(cells, elements, row.cells, strict=True):
            _written(cell, lines)
            _edged(element, row.fill)


def shrunk(lines: Sequence[Line], width: float, room: float) -> Lines:
    """Return *lines* small enough for a cell of *width* by *room* inches."""
    return fitted(lines, width - 2 * PAD, room - 2 * PAD, _LEAST)


def described(shape: Any, said: str) -> None:  # noqa: ANN401 -- a shape or the frame of a table or chart
    """Give *shape* the text that stands for it where it cannot be seen."""
    next(shape.element.iter(qn("p:cNvPr"))).set("descr", plain(said))


def _written(cell: Any, lines: Lines) -> None:  # noqa: ANN401 -- a cell has no public class
    cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Inches(PAD)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    write(cell.text_frame, lines or (line("", _LEAST),))


def _edged(element: Any, fill: str) -> None:  # noqa: ANN401 -- as above
    """Give a cell's element a hair line beneath and above, none at its sides, and its fill."""
    properties = element.get_or_add_tcPr()
    for edge in _EDGES:
        drawn = f'<a:solidFill><a:srgbClr val="{RULE.removeprefix("#")}"/></a:solidFill>'
        inner = drawn if edge in {"a:lnT", "a:lnB"} else "<a:noFill/>"
        properties.append(parse_xml(f'<{edge} {nsdecls("a")} w="{_HAIR}">{inner}</{edge}>'))
    colored = f'<a:solidFill {nsdecls("a")}><a:schemeClr val="{fill}"/></a:solidFill>'
    properties.append(parse_xml(colored if fill else f"<a:noFill {nsdecls('a')}/>"))
