"""The files that a board pack goes out as, by their ending."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from bsc.views.pack import Pack

Ending = Literal["pptx", "xlsx", "pdf", "html"]


@dataclass(frozen=True, kw_only=True)
class Format:
    """A kind of file: its name for people, its media type, and what it is good for."""

    name: str
    mime: str
    use: str


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
FORMATS: Final[Mapping[Ending, Format]] = {
    "pptx": Format(
        name="PowerPoint",
        mime=f"{_OFFICE}.presentationml.presentation",
        use="Slides with charts and tables that can be edited.",
    ),
    "xlsx": Format(
        name="Excel",
        mime=f"{_OFFICE}.spreadsheetml.sheet",
        use="The numbers, with every score as a formula, and charts.",
    ),
    "pdf": Format(name="PDF", mime="application/pdf", use="Pages to print or to send: nothing in it can be changed."),
    "html": Format(name="HTML", mime="text/html", use="One page for any browser, read well on a phone."),
}


def report(pack: Pack, ending: Ending, made: datetime | None = None) -> bytes:
    """Return *pack* as the bytes of a file with *ending*; *made* is the moment in its properties, where it has any."""
    match ending:  # each brings a library along that the others do not need
        case "pptx":
            from bsc.reports.pptx import powerpoint  # noqa: PLC0415

            return powerpoint(pack, made)
        case "xlsx":
            from bsc.reports.xlsx import excel  # noqa: PLC0415

            return excel(pack, made)
        case "pdf":
            from bsc.reports.pdf import pdf  # noqa: PLC0415

            return pdf(pack, made)
        case "html":
            from bsc.reports.html import html  # noqa: PLC0415

            return html(pack)


def file_name(pack: Pack, ending: Ending) -> str:
    """Return the name of the file: `customer-journey-oct-2026.pdf`, in letters that every system and header takes."""
    plain = (
        unicodedata.normalize("NFKD", f"{pack.cover.journey} {pack.cover.period}").encode("ascii", "ignore").decode()
    )
    return f"{re.sub(r'[^a-z0-9]+', '-', plain.casefold()).strip('-') or 'board-pack'}.{ending}"
