"""What fills in the templates of pages and messages, and the style of a page in one file, its fonts within."""

from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bsc.reports.printing import COLORS

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_HERE: Final = Path(__file__).parent
_FONTS: Final = _HERE.parent / "ui" / "static" / "fonts"
_FACES: Final = {400: "Inter-Regular.woff2", 600: "Inter-SemiBold.woff2"}


def templates() -> "Environment":
    """Return what fills in the templates: what is put into a page is escaped, and not what is put into plain text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape  # noqa: PLC0415 -- only reports need it

    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=select_autoescape(["html", "css"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def style(sheet: str) -> "Markup":
    """Return the style sheet *sheet*, our own: nothing of the company's is in it."""
    from markupsafe import Markup  # noqa: PLC0415 -- it comes with the templates

    filled = templates().get_template(sheet).render(colors=COLORS, faces=Markup(_faces()))  # noqa: S704 -- our own
    return Markup(filled)  # noqa: S704 -- our own


@cache
def _faces() -> str:
    """Return the fonts as a part of a style sheet, with the letters themselves in it."""
    return "".join(
        f'@font-face{{font-family:"Inter";font-weight:{weight};font-style:normal;'
        f'src:url(data:font/woff2;base64,{b64encode((_FONTS / name).read_bytes()).decode()}) format("woff2")}}'
        for weight, name in _FACES.items()
    )
