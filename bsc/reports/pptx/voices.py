"""What the map says of the customers of a stage: pains, delights and opportunities, as many as there is room for."""

from collections.abc import Sequence
from typing import Final

from pptx.slide import Slide

from bsc.charts.theme import EVIDENCE
from bsc.reports.pptx import tables
from bsc.reports.pptx.master import BOTTOM, MARGIN
from bsc.reports.pptx.tables import PAD, Columns, Row, row_height
from bsc.reports.pptx.words import Line, Lines, Piece, height, line
from bsc.views.contacts import Said
from bsc.views.journey_map import Column

_KINDS: Final = {"pains": "Pains", "delights": "Delights", "opportunities": "Opportunities"}
_SIGNS: Final = ", ".join(f"{sign} {level}" for level, sign in EVIDENCE.items())
_GAP: Final = 0.2
_LEAST: Final = 0.6  # inches that one entry needs
_SIZE: Final = 9.0


def draw(slide: Slide, column: Column, top: float, width: float) -> None:
    """Draw what is said of the stage of *column* beneath *top*, *width* inches wide; nothing where nothing fits."""
    kinds = {name: column.said.get(kind, ()) for kind, name in _KINDS.items() if column.said.get(kind)}
    if not kinds:
        return
    each = width / len(kinds)
    heads = [f"{name} ({_SIGNS})" if at == 0 else name for at, name in enumerate(kinds)]
    columns = Columns(heads=tuple(heads), widths=tuple(each for _ in kinds))
    room = BOTTOM - top - _GAP - row_height(columns.head, columns.widths)
    if room < _LEAST:
        return
    row = Row(cells=tuple(_cell(said, each - 2 * PAD, room - 2 * PAD) for said in kinds.values()))
    place = (MARGIN, top + _GAP)
    tables.draw(slide, [columns.head, row], columns.widths, place, f"What customers of {column.name} meet")


def _cell(said: Sequence[Said], width: float, room: float) -> Lines:
    """Return the entries of *said* that fit in *room* inches, and how many more there are."""
    lines = [_line(each) for each in said]
    for count in range(len(lines), 0, -1):
        rest = (line(f"and {len(lines) - count} more", _SIZE, tone="gray"),) if count < len(lines) else ()
        shown = (*lines[:count], *rest)
        if height(shown, width) <= room:
            return shown
    return (line(f"{len(lines)} on the map", _SIZE, tone="gray"),)


def _line(each: Said) -> Line:
    at = " · ".join(filter(None, (each.touchpoint_name, each.persona)))
    return Line(
        (Piece(text=f"{each.glyph} {each.text}", size=_SIZE), Piece(text=f"  {at}", size=_SIZE - 1, tone="gray"))
    )
