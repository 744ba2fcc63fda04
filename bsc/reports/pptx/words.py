"""Words on a slide: pieces with a size and a tone, lines of them, and how much room they take."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import PP_ALIGN
from pptx.text.text import TextFrame
from pptx.util import Pt

from bsc.charts.sheet import wrapped
from bsc.charts.theme import LOOKS
from bsc.model.words import Status
from bsc.reports.texts import plain

LEADING: Final = 1.22  # height of a line over the size of its letters
_POINTS_IN_AN_INCH: Final = 72.0
_MEASURED_AT: Final = 11.0  # size of the letters that `wrapped` thinks of
_WIDER: Final = 1.04  # it thinks of letters that are that much wider than those of Inter
_TONES: Final = {
    "ink": MSO_THEME_COLOR.TEXT_1,
    "paper": MSO_THEME_COLOR.BACKGROUND_1,
    "primary": MSO_THEME_COLOR.ACCENT_1,
    "green": MSO_THEME_COLOR.ACCENT_3,
    "orange": MSO_THEME_COLOR.ACCENT_4,
    "red": MSO_THEME_COLOR.ACCENT_5,
    "gray": MSO_THEME_COLOR.ACCENT_6,
}


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Letters of one size (points), weight and tone: ink, paper, primary or a theme colour of `bsc.charts.theme`."""

    text: str
    size: float = 10.0
    strong: bool = False
    tone: str = "ink"


@dataclass(frozen=True)
class Line:
    """Pieces that stand beside each other, to the left, in the middle (`"center"`) or to the right."""

    pieces: tuple[Piece, ...]
    align: str = "left"

    @property
    def text(self) -> str:
        """Return all its letters."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def size(self) -> float:
        """Return the size of its largest letters, in points."""
        return max((piece.size for piece in self.pieces), default=10.0)

    @property
    def strong(self) -> bool:
        """Return whether any of it is bold."""
        return any(piece.strong for piece in self.pieces)


Lines = tuple[Line, ...]


def line(text: str, size: float = 10.0, *, strong: bool = False, tone: str = "ink", align: str = "left") -> Line:
    """Return a line of one piece."""
    return Line((Piece(text=text, size=size, strong=strong, tone=tone),), align)


def status_line(status: Status, size: float = 10.0, *, after: str = "", strong: bool = True) -> Line:
    """Return glyph and word of *status* in its tone, with *after* in grey behind them."""
    look = LOOKS[status]
    said = Piece(text=f"{look.glyph} {status}", size=size, strong=strong, tone=look.theme_color)
    return Line((said, Piece(text=f"  {after}", size=size, tone="gray")) if after else (said,))


def height(lines: Iterable[Line], width: float) -> float:
    """Return about how high *lines* are in a box that is *width* wide, in inches; rather too high than too low."""
    return sum(_rows(each, width) * each.size * LEADING / _POINTS_IN_AN_INCH for each in lines)


def scaled(lines: Sequence[Line], factor: float, least: float) -> Lines:
    """Return *lines* with letters smaller by *factor*, none smaller than *least* points (or than it was)."""
    return tuple(replace(each, pieces=tuple(_scaled(piece, factor, least) for piece in each.pieces)) for each in lines)


def fitted(lines: Sequence[Line], width: float, room: float, least: float = 7.0) -> Lines:
    """Return *lines* with letters small enough for *room* inches of height, at the least of *least* points."""
    found = tuple(lines)
    for factor in (1.0, 0.92, 0.85, 0.78, 0.7, 0.6, 0.5):
        found = scaled(lines, factor, least)
        if height(found, width) <= room:
            return found
    return found


def split(lines: Sequence[Line], width: float, room: float) -> tuple[Lines, Lines]:
    """Return what of *lines* fits in *room* inches of height, and the rest; a long line is divided between words."""
    first: list[Line] = []
    for at, each in enumerate(lines):
        left = room - height(first, width)
        if height([each], width) <= left:
            first.append(each)
            continue
        fits = int(left * _POINTS_IN_AN_INCH / (each.size * LEADING))
        rows = wrapped(plain(each.text), _measured(width, each.size), strong=each.strong)
        if fits < 1 or len(each.pieces) > 1:
            return tuple(first), tuple(lines[at:])
        head, tail = (" ".join(part) for part in (rows[:fits], rows[fits:]))
        piece = each.pieces[0]
        rest = replace(each, pieces=(replace(piece, text=tail),))
        return (*first, replace(each, pieces=(replace(piece, text=head),))), (rest, *lines[at + 1 :])
    return tuple(first), ()


def write(frame: TextFrame, lines: Sequence[Line]) -> None:
    """Write *lines* into *frame*, a paragraph for each, in place of what it holds."""
    frame.clear()
    frame.word_wrap = True
    for at, each in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = _ALIGNED[each.align]
        # What has no letters is as high as the end of its paragraph: 18 points where nothing is said.
        paragraph._p.get_or_add_endParaRPr().set("sz", str(round(each.size * 100)))  # noqa: SLF001 -- no public way
        for piece in [piece for piece in each.pieces if piece.text]:
            run = paragraph.add_run()
            run.text = plain(piece.text)
            letters(run.font, piece)


def letters(font: Any, piece: Piece) -> None:  # noqa: ANN401 -- the font of a run or of a chart's label
    """Give *font* the size, weight and tone of *piece*."""
    font.size, font.bold = Pt(piece.size), piece.strong
    font.color.theme_color = _TONES[piece.tone]


def theme_color(tone: str) -> MSO_THEME_COLOR:
    """Return the theme's colour of *tone*."""
    return _TONES[tone]


def rgb(color: str) -> RGBColor:
    """Return a colour of `bsc.charts.theme`, like `#D6DCE3`, as a presentation takes it."""
    return RGBColor.from_string(color.removeprefix("#"))


_ALIGNED: Final = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}


def _scaled(piece: Piece, factor: float, least: float) -> Piece:
    return replace(piece, size=max(piece.size * factor, min(least, piece.size)))


def _rows(each: Line, width: float) -> int:
    return len(wrapped(plain(each.text), _measured(width, each.size), strong=each.strong))


def _measured(width: float, size: float) -> float:
    """Return *width* inches in the units of `wrapped`, for letters of *size* points."""
    return width * _POINTS_IN_AN_INCH * _MEASURED_AT * _WIDER / size
