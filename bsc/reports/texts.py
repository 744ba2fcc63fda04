"""Texts as a file of XML can hold them."""

import re
import unicodedata
from typing import Final

_BROKEN: Final = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]+")
_NOT_HELD: Final = {"Cc", "Cs", "Cn"}  # control characters, halves of characters, and places without one


def plain(text: str) -> str:
    """Return *text* in one line, without the characters that no file of XML can hold."""
    return "".join(each for each in _BROKEN.sub(" ", text) if unicodedata.category(each) not in _NOT_HELD)
