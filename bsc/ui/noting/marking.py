"""A note as Markdown: its words as they are, its lines kept, and whom it speaks to set apart."""

from collections.abc import Sequence

from bsc.ui.failures import escaped
from bsc.views.mentions import pieces


def marked(text: str, known: Sequence[str]) -> str:
    """Return *text* as Markdown in which the mentions of *known* stand out, whatever else it holds."""
    return "  \n".join(_line(line, known) for line in text.splitlines())


def _line(line: str, known: Sequence[str]) -> str:
    return "".join(f":blue[**{escaped(said)}**]" if name else escaped(said) for said, name in pieces(line, known))
