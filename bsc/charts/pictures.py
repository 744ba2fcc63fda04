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
PANEL: Final = 300  # pixels, of each of several drawings in one
COLUMNS: Final = 3
STATUSES: Final = ("   ".join(f"{look.glyph} {status}" for status, look in LOOKS.items()),)
FONT: Final = "Inter, Helvetica, Arial, sans-serif"
Specification = Mapping[str, Any]
Tables = Mapping[str, Sequence[Mapping[str, object]]]
_OUTER: Final = {"$schema", "config", "datasets", "padding", "autosize"}  # what only a whole drawing has
_IMAGE: Final = re.compile(r'<image xlink:href="data:image/svg\+xml,(?P<tile>[^"]*)"(?P<box>[^>]*?)/>')


def file_of(
    specification: Specification, tables: Tables, title: str, kind: Kind, about: Sequence[str] = STATUSES
) -> bytes:
    """Return the picture of *specification* with its named *tables* and a *title*, as the bytes of a *kind* of file.

    *about* are the lines under the title: what the signs mean, what is seen, how far its data reaches.
    """
    return _file({**_painted(specification), "width": WIDTH, "datasets": _datasets(tables)}, title, kind, about)


def grid_of(
    specification: Specification,
    panels: Sequence[tuple[str, Tables]],
    title: str,
    kind: Kind,
    about: Sequence[str] = STATUSES,
) -> bytes:
    """Return one picture of several *panels*, a title and tables each, drawn by one *specification*; as `file_of`."""
    parts: list[dict[str, Any]] = []
    tables: dict[str, Sequence[Mapping[str, object]]] = {}
    for at, (name, given) in enumerate(panels):
        names = {each: f"{each}_{at}" for each in given}
        drawn = {name: part for name, part in _renamed(_painted(specification), names).items() if name not in _OUTER}
        parts.append({**drawn, "title": {"text": name, "anchor": "start", "fontSize": 13}, "width": PANEL})
        tables |= {names[each]: rows for each, rows in given.items()}
    return _file({"concat": parts, "columns": COLUMNS, "datasets": _datasets(tables)}, title, kind, about)


def _file(specification: Specification, title: str, kind: Kind, about: Sequence[str]) -> bytes:
    import vl_convert  # noqa: PLC0415 -- it brings a JavaScript engine along, which only a download needs

    return bytes_of(_patterned(vl_convert.vegalite_to_svg(_drawn(specification, title, about))), kind)


def bytes_of(svg: str, kind: PageKind) -> bytes:
    """Return the drawing *svg* as the bytes of a *kind* of file."""
    if kind == "svg":
        return svg.encode()
    import vl_convert  # noqa: PLC0415 -- as above

    made: bytes = vl_convert.svg_to_pdf(svg) if kind == "pdf" else vl_convert.svg_to_png(svg, scale=SHARP)
    return made


def _datasets(tables: Tables) -> dict[str, list[Mapping[str, object]]]:
    return {name: list(rows) for name, rows in tables.items()}


def _renamed(part: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 -- as in _painted
    """Return *part* with the data that it names under its new *names*."""
    if isinstance(part, Mapping):
        data = part.get("data")
        named = {"data": {"name": names[data["name"]]}} if isinstance(data, Mapping) and "name" in data else {}
        return {name: _renamed(each, names) for name, each in part.items()} | named
    return [_renamed(each, names) for each in part] if isinstance(part, list) else part


def _drawn(specification: Specification, title: str, about: Sequence[str]) -> dict[str, Any]:
    return {
        **specification,
        "title": {"text": title, "subtitle": list(about), "anchor": "start", "fontSize": 16, "offset": 14},
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
