"""A chart as a file: drawn by Vega itself, without a browser, in the colours of the light theme."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal
from urllib.parse import unquote

from bsc.charts.theme import LOOKS, PRINTED

Kind = Literal["png", "svg"]
PageKind = Literal[Kind, "pdf"]
WIDTH: Final = 1000  # pixels, of the drawing without its texts at the edge
SHARP: Final = 2.0  # pixels of a PNG for each pixel of the drawing; a page of A4 has 1123
FONT: Final = "Inter, Helvetica, Arial, sans-serif"
_IMAGE: Final = re.compile(r'<image xlink:href="data:image/svg\+xml,(?P<tile>[^"]*)"(?P<box>[^>]*?)/>')


def file_of(
    specification: Mapping[str, Any], tables: Mapping[str, Sequence[Mapping[str, object]]], title: str, kind: Kind
) -> bytes:
    """Return the picture of *specification* with its named *tables* and a *title*, as the bytes of a *kind* of file."""
    import vl_convert  # noqa: PLC0415 -- it brings a JavaScript engine along, which only a download needs

    return bytes_of(_patterned(vl_convert.vegalite_to_svg(_drawn(specification, tables, title))), kind)


def bytes_of(svg: str, kind: PageKind) -> bytes:
    """Return the drawing *svg* as the bytes of a *kind* of file."""
    if kind == "svg":
        return svg.encode()
    import vl_convert  # noqa: PLC0415 -- as above

    made: bytes = vl_convert.svg_to_pdf(svg) if kind == "pdf" else vl_convert.svg_to_png(svg, scale=SHARP)
    return made


def _drawn(
    specification: Mapping[str, Any], tables: Mapping[str, Sequence[Mapping[str, object]]], title: str
) -> dict[str, Any]:
    statuses = "   ".join(f"{look.glyph} {status}" for status, look in LOOKS.items())
    return {
        **_painted(specification),
        "datasets": {name: list(rows) for name, rows in tables.items()},
        "title": {"text": title, "subtitle": statuses, "anchor": "start", "fontSize": 16, "offset": 14},
        "width": WIDTH,
        "background": "#FFFFFF",
        "padding": {"left": 10, "top": 10, "right": 20, "bottom": 20},
        "config": {"font": FONT, "view": {"stroke": None}, "axis": {"gridOpacity": 0.5, "domain": False}},
    }


def _patterned(svg: str) -> str:
    """Return *svg* with its patterns as fills: as images within an image most programs would stretch them."""
    tiles: dict[str, str] = {}

    def filled(found: re.Match[str]) -> str:
        tile = unquote(found["tile"])
        name = tiles.setdefault(tile, f"tile{len(tiles)}")
        return f'<rect{found["box"]} fill="url(#{name})"/>'

    drawn = _IMAGE.sub(filled, svg)
    patterns = "".join(_named(tile, name) for tile, name in tiles.items())
    return drawn.replace(">", f"><defs>{patterns}</defs>", 1)


def _named(tile: str, name: str) -> str:
    pattern = tile[tile.index("<pattern") : tile.index("</pattern>")] + "</pattern>"
    return pattern.replace('id="p"', f'id="{name}"', 1)


def _painted(part: Any) -> Any:  # noqa: ANN401 -- a part of a specification is anything that JSON holds
    """Return *part* with the names of theme colours, which only the browser knows, as colours of the light theme."""
    if isinstance(part, Mapping):
        return {name: _painted(each) for name, each in part.items()}
    if isinstance(part, list):
        return [_painted(each) for each in part]
    return PRINTED.get(part, part) if isinstance(part, str) else part
