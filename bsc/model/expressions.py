"""The words of a formula as they are written: which columns it names, which texts it looks for, and both renamed.

No grammar: a word is a word wherever it stands outside a text. What a formula means is for `bsc.formula` to say.
"""

import re
from collections.abc import Mapping

_TEXT = re.compile(r"('(?:[^']|'')*')")  # a text in a formula: no column is named in it
_WORD = re.compile(r"\b[a-z][a-z0-9_]*\b")


def named_in(expression: str) -> list[str]:
    """Return every word of *expression* in the order of its first place: columns, functions, keywords."""
    return list(dict.fromkeys(word for part in _TEXT.split(expression)[::2] for word in _WORD.findall(part)))


def texts_in(expression: str) -> list[str]:
    """Return every text that *expression* looks for, in the order of its first place: `status = 'won'` → `won`."""
    return list(dict.fromkeys(part[1:-1].replace("''", "'") for part in _TEXT.split(expression)[1::2]))


def renamed(expression: str, names: Mapping[str, str], texts: Mapping[str, str] | None = None) -> str:
    """Return *expression* on one line, with the words in *names* and the texts in *texts* under their new names."""
    parts = _TEXT.split(" ".join(expression.split()))
    plain = [_WORD.sub(lambda word: names.get(word[0], word[0]), part) for part in parts[::2]]
    said = [_with_text(part, texts or {}) for part in parts[1::2]]
    return "".join(text for pair in zip(plain, [*said, ""], strict=True) for text in pair)


def _with_text(quoted: str, texts: Mapping[str, str]) -> str:
    text = quoted[1:-1].replace("''", "'")
    return "'{}'".format(texts.get(text, text).replace("'", "''"))
