"""A presentation that grows by pages: title, lead, what is drawn beneath, spoken notes, footer and number."""

import io
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Inches, Pt

from bsc.reports.pptx import tables
from bsc.reports.pptx.master import COVER, INSIDE, LEAD, MARGIN, PAGE, ROOM, TITLE_ROOM, TOP, blank
from bsc.reports.pptx.tables import Columns, Row, described
from bsc.reports.pptx.words import Line, height, line, write
from bsc.reports.texts import plain

_REPEATED: Final = ("ftr", "sldNum")  # placeholders that a slide has only where it repeats them
_TITLE_SIZES: Final = (24, 20, 17, 14, 12, 10)  # points
THEME_FONT: Final = "+mn-lt"  # the theme's letters for texts


@dataclass(frozen=True)
class Deck:
    """Slides with the same footer."""

    footer: str
    made: Presentation = field(default_factory=blank)

    def cover(self, title: str, lead: str, notes: Sequence[str]) -> Slide:
        """Return a new slide with the cover's layout."""
        return self._slide(COVER, title, lead, notes)

    def page(self, title: str, lead: str = "", notes: Iterable[str] = ()) -> Slide:
        """Return a new slide with *title*, the sentence *lead* beneath it and spoken *notes*."""
        return self._slide(PAGE, title, lead, notes)

    def table(self, title: str, lead: str, rows: Sequence[Row], columns: Columns, notes: Iterable[str] = ()) -> None:
        """Add as many pages as *rows* need, each with the heads of *columns*, the first with the spoken *notes*."""
        divided = list(tables.pages(rows, columns, ROOM))
        for number, page in enumerate(divided, start=1):
            slide = self.page(numbered(title, number, len(divided)), lead, notes if number == 1 else ())
            tables.draw(slide, [columns.head, *page], columns.widths, (MARGIN, TOP), slide.shapes.title.text)

    def finished(self, title: str, author: str, when: datetime) -> bytes:
        """Return the file, footers and page numbers written on all slides but the cover, and its properties set."""
        for slide in list(self.made.slides)[1:]:
            self._footed(slide)
        properties = self.made.core_properties
        properties.title, properties.author, properties.last_modified_by = plain(title), plain(author), plain(author)
        properties.created = properties.modified = when
        written = io.BytesIO()
        self.made.save(written)
        return written.getvalue()

    def _slide(self, layout: int, title: str, lead: str, notes: Iterable[str]) -> Slide:
        slide = self.made.slides.add_slide(self.made.slide_layouts[layout])
        slide.shapes.title.text = plain(title)
        if layout == PAGE:
            _fit_title(slide.shapes.title)
        placeholder = slide.placeholders[LEAD]
        if lead:
            placeholder.text = "\n".join(plain(each) for each in lead.splitlines())
        else:
            placeholder.element.getparent().remove(placeholder.element)
        said = [plain(note) for note in notes if note]
        if said:
            slide.notes_slide.notes_text_frame.text = "\n".join(said)
        return slide

    def _footed(self, slide: Slide) -> None:
        tree = slide.shapes.element
        taken = max(int(each.get("id")) for each in tree.iter(qn("p:cNvPr")))
        for shape in slide.slide_layout.placeholders:
            mark = next(shape.element.iter(qn("p:ph")))
            if mark.get("type") not in _REPEATED:
                continue
            copied = deepcopy(shape.element)
            taken += 1
            next(copied.iter(qn("p:cNvPr"))).set("id", str(taken))
            tree.append(copied)
        for shape in slide.placeholders:
            if next(shape.element.iter(qn("p:ph"))).get("type") == "ftr":
                write(shape.text_frame, [line(self.footer, 9, tone="gray")])
                shape.text_frame.paragraphs[0].runs[0].font.name = THEME_FONT


def _fit_title(shape: Any) -> None:  # noqa: ANN401 -- the type of a title is not public
    """Make the letters of a title smaller where the master's would need more than its one line."""
    said = shape.text_frame.text
    sizes = (size for size in _TITLE_SIZES if height([line(said, size, strong=True)], INSIDE) <= TITLE_ROOM)
    shape.text_frame.paragraphs[0].runs[0].font.size = Pt(next(sizes, _TITLE_SIZES[-1]))


def numbered(title: str, number: int, count: int) -> str:
    """Return *title*, with which page of how many it is where there are several: titles tell slides apart."""
    return f"{title} ({number} of {count})" if count > 1 else title


def text_box(slide: Slide, lines: Sequence[Line], place: tuple[float, float, float], said: str = "") -> float:
    """Write *lines* in a box at *place* (left, top, width in inches); return how high it is."""
    left, top, width = place
    high = height(lines, width)
    box = slide.shapes.add_textbox(*(Inches(each) for each in (left, top, width, high)))
    frame = box.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write(frame, lines)
    if said:
        described(box, said)
    return high
