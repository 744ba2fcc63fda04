"""The board pack as one HTML file that needs nothing else: no script, nothing from elsewhere, fit for paper too."""

from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Final

from bsc.reports.document import document
from bsc.reports.printing import AUTHOR, COLORS, title
from bsc.views.pack import Pack

_HERE: Final = Path(__file__).parent
_FONTS: Final = _HERE.parent / "ui" / "static" / "fonts"
_FACES: Final = {400: "Inter-Regular.woff2", 600: "Inter-SemiBold.woff2"}


def html(pack: Pack) -> bytes:
    """Return *pack* as the bytes of an HTML file. Every text in it is escaped; only drawings of our own are markup."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 -- only reports need templates
    from markupsafe import Markup  # noqa: PLC0415 -- it comes with it

    templates = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["drawing"] = Markup  # what bsc.charts draws: the texts in it are escaped there
    handed = document(pack)
    style = templates.get_template("pack.css").render(colors=COLORS, faces=Markup(_faces()))  # noqa: S704 -- our own
    page = templates.get_template("pack.html").render(
        **handed,
        whole=handed["score"],
        title=title(pack),
        author=AUTHOR,
        colors=COLORS,
        style=Markup(style),  # noqa: S704 -- our own style sheet: nothing of the company's is in it
    )
    return page.encode()


@cache
def _faces() -> str:
    """Return the fonts as a part of a style sheet, with the letters themselves in it."""
    return "".join(
        f'@font-face{{font-family:"Inter";font-weight:{weight};font-style:normal;'
        f'src:url(data:font/woff2;base64,{b64encode((_FONTS / name).read_bytes()).decode()}) format("woff2")}}'
        for weight, name in _FACES.items()
    )
