"""What printed packs share: their title, their author, their colours, and where very long words may break."""

import re
from typing import Any, Final

from bsc.charts.theme import GROUND, INK, PRINTED, RULE
from bsc.views.pack import Pack

AUTHOR: Final = "Journey Scorecard"
COLORS: Final = {**PRINTED, "ink": INK, "rule": RULE, "ground": GROUND}
_DRAWN: Final = {"drawing", "spark", "emotion"}
_CODE: Final = {"formula", "rows"}
_LONGEST: Final = 16  # letters of a word that every column has room for
_EVERY: Final = 8
_LONG: Final = re.compile(rf"\w{{{_LONGEST + 1},}}")
_SOFT_HYPHEN, _ZERO_WIDTH_SPACE = "\N{SOFT HYPHEN}", "\N{ZERO WIDTH SPACE}"


def title(pack: Pack) -> str:
    """Return the title of the file: the journey and the period."""
    return f"{pack.cover.journey}, {pack.cover.period}: board pack"


def breakable(part: Any, key: str = "") -> Any:  # noqa: ANN401 -- a part of a document is anything that JSON holds
    """Return *part* of a document, the one called *key*, whose very long words may be broken.

    In code a break leaves no hyphen; drawings stay as they are.
    """
    if isinstance(part, dict):
        return {name: breakable(each, name) for name, each in part.items()}
    if isinstance(part, list):
        return [breakable(each, key) for each in part]
    if not isinstance(part, str) or key in _DRAWN:
        return part
    return _LONG.sub(lambda word: _pieces(word[0], _ZERO_WIDTH_SPACE if key in _CODE else _SOFT_HYPHEN), part)


def _pieces(word: str, sign: str) -> str:
    return sign.join(word[at : at + _EVERY] for at in range(0, len(word), _EVERY))
