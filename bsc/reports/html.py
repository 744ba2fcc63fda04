"""The board pack as one HTML file that needs nothing else: no script, nothing from elsewhere, fit for paper too."""

from bsc.reports.document import document
from bsc.reports.filling import style, templates
from bsc.reports.printing import AUTHOR, COLORS, title
from bsc.views.pack import Pack


def html(pack: Pack) -> bytes:
    """Return *pack* as the bytes of an HTML file. Every text in it is escaped; only drawings of our own are markup."""
    from markupsafe import Markup  # noqa: PLC0415 -- it comes with the templates, which only reports need

    found_in = templates()
    found_in.filters["drawing"] = Markup  # what bsc.charts draws: the texts in it are escaped there
    handed = document(pack)
    page = found_in.get_template("pack.html").render(
        **handed,
        whole=handed["score"],
        title=title(pack),
        author=AUTHOR,
        colors=COLORS,
        style=style("pack.css"),
    )
    return page.encode()
