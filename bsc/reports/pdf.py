"""The board pack as PDF: pages of A4 with bookmarks and tags, set by Typst, which gets every text as a value."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bsc.reports.document import Document, document
from bsc.reports.printing import AUTHOR, COLORS, breakable, title
from bsc.views.pack import Pack

_HERE: Final = Path(__file__).parent
TEMPLATE: Final = _HERE / "templates" / "pack.typ"
FONTS: Final = _HERE / "fonts"


def pdf(pack: Pack, made: datetime | None = None) -> bytes:
    """Return *pack* as the bytes of a PDF; *made* is the moment in its properties.

    Letters that Inter lacks are taken from the machine's fonts.
    """
    import typst  # noqa: PLC0415 -- a typesetter of 40 MB, which only this needs

    pages: bytes = typst.compile(
        str(TEMPLATE),
        font_paths=[str(FONTS)],
        format="pdf",
        sys_inputs={"pack": json.dumps(handed(pack), ensure_ascii=False)},
        timestamp=made.astimezone(UTC).replace(microsecond=0) if made else None,
    )
    return pages


def handed(pack: Pack) -> Document:
    """Return what the template is given of *pack*."""
    return {**breakable(document(pack)), "title": title(pack), "author": AUTHOR, "colors": COLORS}
