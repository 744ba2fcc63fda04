"""The look of every slide: 16:9, the theme's colours and letters, and the two layouts, as a slide master.

Colours are the theme's, so that a company that changes the theme in its own template changes every slide with it.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation
from pptx.util import Inches, Pt

from bsc.charts.theme import GROUND, INK, LOOKS, PRINTED
from bsc.model.words import Status

WIDTH, HEIGHT = 13.333, 7.5  # inches: 16:9
MARGIN: Final = 0.5
INSIDE: Final = WIDTH - 2 * MARGIN
TOP: Final = 1.42  # where what a slide shows begins
BOTTOM: Final = 6.95  # and where it ends
ROOM: Final = BOTTOM - TOP
TITLE_ROOM: Final = 0.62  # inches of height
COVER, PAGE = 0, 1  # layouts
LEAD: Final = 1  # placeholder of the sentence beneath a title
FONT: Final = "Inter"
_PANOSE: Final = "020B0604020202020204"  # of Arial: what stands in where Inter is not installed
_TITLE_SIZE, _LEAD_SIZE, _FOOTER_SIZE = Pt(24), Pt(12), Pt(9)
_Place = tuple[float, float, float, float]  # left, top, width, height in inches
_ON_A_PAGE: Final[Mapping[str, _Place]] = {
    "title": (MARGIN, 0.32, INSIDE, TITLE_ROOM),
    "body": (MARGIN, 1.0, INSIDE, 0.34),
    "dt": (9.0, 7.05, 2.0, 0.28),
    "ftr": (MARGIN, 7.05, 10.8, 0.28),
    "sldNum": (11.83, 7.05, 1.0, 0.28),
}
_ON_THE_COVER: Final[Mapping[str, _Place]] = {
    "ctrTitle": (4.9, 0.7, 7.9, 1.25),
    "subTitle": (4.9, 2.0, 7.9, 0.75),
}
SIDE: Final = 4.4  # inches of colour at the cover's left


def scheme() -> Mapping[str, str]:
    """Return the theme's colours by their names in a presentation, as six hexadecimal digits."""
    colors = {
        "dk1": INK,
        "lt1": "#FFFFFF",
        "dk2": PRINTED["primary"],
        "lt2": GROUND,
        "accent1": PRINTED["primary"],
        "accent2": PRINTED["violet"],
        "accent3": LOOKS[Status.ON_TRACK].light,
        "accent4": LOOKS[Status.AT_RISK].light,
        "accent5": LOOKS[Status.OFF_TRACK].light,
        "accent6": LOOKS[Status.NO_DATA].light,
        "hlink": PRINTED["primary"],
        "folHlink": PRINTED["violet"],
    }
    return {name: color.removeprefix("#") for name, color in colors.items()}


def blank() -> Presentation:
    """Return a presentation without slides, with the master and the layouts `COVER` and `PAGE`."""
    made = pptx.Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    del made.element.sldSz.attrib["type"]
    for layout in [layout for at, layout in enumerate(made.slide_layouts) if at not in {COVER, PAGE}]:
        made.slide_layouts.remove(layout)
    _without_thumbnail(made)
    _themed(made)
    _mastered(made.slide_master.element)
    _laid_out(made.slide_layouts[COVER].element, "Cover", _ON_THE_COVER)
    _laid_out(made.slide_layouts[PAGE].element, "Page", {"": _ON_A_PAGE["body"]})
    return made


def _without_thumbnail(made: Presentation) -> None:
    package = made.part.package
    thumbnails = [rel.rId for rel in package.iter_rels() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]
    for thumbnail in thumbnails:
        package.drop_rel(thumbnail)


def _themed(made: Presentation) -> None:
    part = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = parse_xml(part.blob)
    theme.set("name", "Journey scorecard")
    for name, color in scheme().items():
        slot = next(theme.iter(qn(f"a:{name}")))
        slot[:] = [slot.makeelement(qn("a:srgbClr"), {"val": color})]
    for fonts in ("a:majorFont", "a:minorFont"):
        latin = next(theme.iter(qn(fonts))).find(qn("a:latin"))
        latin.attrib.update({"typeface": FONT, "panose": _PANOSE})
    part.blob = serialize_part_xml(theme)


def _mastered(master: Any) -> None:  # noqa: ANN401 -- an element of python-pptx's own classes
    for kind, shape in _placeholders(master):
        _moved(shape, _ON_A_PAGE[kind])
    tree = master.cSld.spTree
    tree.insert(2, _bar("Accent", (0, 0, WIDTH, 0.09), "accent1"))
    styles = master.find(qn("p:txStyles"))
    _title = next(styles.find(qn("p:titleStyle")).iter(qn("a:lvl1pPr")))
    _title.set("algn", "l")
    _sized(_title, _TITLE_SIZE, bold=True)
    body = styles.find(qn("p:bodyStyle"))
    for level in body:
        level.attrib.update({"marL": "0", "indent": "0"})
        for sign in [each for each in level if each.tag in {qn("a:buChar"), qn("a:buFont")}]:
            level.remove(sign)
        level.find(qn("a:spcBef")).addnext(parse_xml(f"<a:buNone {nsdecls('a')}/>"))
        _sized(level, _LEAD_SIZE)
    for kind, shape in _placeholders(master):
        _anchored(shape, kind)


def _anchored(shape: Any, kind: str) -> None:  # noqa: ANN401 -- as above
    frame = shape.txBody.bodyPr
    frame.attrib.update({"lIns": "0", "rIns": "0", "tIns": "0", "bIns": "0"})
    frame.set("anchor", "b" if kind == "title" else "t" if kind == "body" else "ctr")
    for style in shape.iter(qn("a:lvl1pPr")):
        style.set("algn", "r" if kind == "sldNum" else "l")
        _sized(style, _FOOTER_SIZE)
        for tint in list(style.iter(qn("a:solidFill"))):
            tint[:] = [tint.makeelement(qn("a:schemeClr"), {"val": "accent6"})]


def _laid_out(layout: Any, name: str, places: Mapping[str, _Place]) -> None:  # noqa: ANN401 -- as above
    layout.cSld.set("name", name)
    for kind, shape in list(_placeholders(layout)):
        if kind in places:
            _moved(shape, places[kind])
        if kind == "dt":
            shape.getparent().remove(shape)
        for style in shape.iter(qn("a:lvl1pPr")):
            style.set("algn", "l")
    if name == "Cover":
        layout.cSld.spTree.insert(2, _bar("Accent", (0, 0, SIDE, HEIGHT), "accent1"))
        _sized_alone(next(shape for kind, shape in _placeholders(layout) if kind == "ctrTitle"), Pt(34))
        _sized_alone(next(shape for kind, shape in _placeholders(layout) if kind == "subTitle"), Pt(14))


def _placeholders(tree: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 -- as above
    """Yield the kind and the shape of each placeholder; the kind of one for any content is empty."""
    for shape in tree.cSld.spTree.iter(qn("p:sp")):
        for placeholder in shape.iter(qn("p:ph")):
            yield placeholder.get("type", ""), shape


def _moved(shape: Any, place: _Place) -> None:  # noqa: ANN401 -- as above
    shape.x, shape.y, shape.cx, shape.cy = (Inches(each) for each in place)


def _sized(style: Any, size: int, *, bold: bool = False) -> None:  # noqa: ANN401 -- as above
    for letters in style.iter(qn("a:defRPr")):
        letters.set("sz", str(round(size / Pt(1) * 100)))
        letters.set("b", "1" if bold else "0")


def _sized_alone(shape: Any, size: int) -> None:  # noqa: ANN401 -- as above
    """Give *shape* letters of *size* where its layout says nothing of them."""
    styles = shape.txBody.find(qn("a:lstStyle"))
    for old in styles.findall(qn("a:lvl1pPr")):
        styles.remove(old)
    styles.insert(
        0, parse_xml(f'<a:lvl1pPr {nsdecls("a")} algn="l"><a:defRPr sz="{round(size / Pt(1) * 100)}"/></a:lvl1pPr>')
    )


def _bar(name: str, place: _Place, color: str) -> Any:  # noqa: ANN401 -- as above
    left, top, width, height = (Inches(each) for each in place)
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="{name}"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="{color}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
