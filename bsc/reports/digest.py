"""A digest as a message: a subject, plain text, and a page for mail programs, which fetches nothing from elsewhere."""

from bsc.actions.destinations import Message
from bsc.charts.theme import LOOKS, PRINTED
from bsc.reports.filling import templates
from bsc.reports.printing import COLORS
from bsc.views.digest import Digest


def message(found: Digest, link: str, name: str, *, until: str = "") -> Message:
    """Return the digest called *name* as a message; *link* is the address of its view, open until the day *until*."""
    found_in = templates()
    handed = {
        "digest": found,
        "cover": found.cover,
        "link": link,
        "name": name,
        "until": until,
        "looks": {str(status): look for status, look in LOOKS.items()},
        "colors": COLORS,
        "printed": PRINTED,
    }
    return Message(
        subject=one_line(f"{found.cover.journey}, {found.cover.period}: {_headline(found)}"),
        text=found_in.get_template("digest.txt").render(handed).strip() + "\n",
        html=found_in.get_template("digest.html").render(handed),
    )


def one_line(text: str) -> str:
    """Return *text* without line ends and control characters: a subject is one line of a header."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _headline(found: Digest) -> str:
    score = f"score {found.cover.points} – {found.cover.score.status}" if found.cover.points != "–" else "no score yet"
    needing = len(found.needed) + found.more
    return f"{score}, {needing} need attention" if needing != 1 else f"{score}, 1 needs attention"
