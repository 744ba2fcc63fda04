"""Whether a text names one of some segments: as a word, however it is written."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]{3}|[A-Z]{2}")  # a value like 1 or "no" names nobody in a sentence
_THREE: Final = re.compile(r"[^\W\d_]{3}")
_LIKE_A_WORD: Final = re.compile(r"[A-Z][a-z]{2}")  # New, Old, All
_HUMP: Final = "\0"  # where capitals begin another word within one
_PARTS: Final = re.compile(rf"({_HUMP}|[\s_-]+)")


@dataclass(frozen=True)
class SegmentNames:
    """The *names* of segments, and what is taken for one of them in a text.

    Small and capital letters are one, and so are spaces, `_` and `-` within a name. It stands as a word: `_`, digits
    or a plural's s may stand beside it, and capitals within a word begin another one (`paidEmail`); a longer word in
    small letters is another (`directly`). A name without three letters in a row (`UK`), and one of three that looks
    like an ordinary word (`New`), counts as it is written, or in capitals. A value like 1 or "no" names nobody.
    """

    names: Collection[str]

    def one_in(self, *texts: str) -> bool:
        """Return whether one of *texts* names one of them."""
        return any(self._is_in(unicodedata.normalize("NFKC", text)) for text in texts)

    def _is_in(self, text: str) -> bool:
        return any(
            self._as_written.search(each) or self._in_any_case.search(each.casefold())
            for each in dict.fromkeys((text, _humped(text, " ")))
        )

    @cached_property
    def _as_written(self) -> re.Pattern[str]:
        names = [name for name in self._naming if _is_brief(name)]
        return _any_of(_word(each) for name in names for each in dict.fromkeys((name, name.upper())))

    @cached_property
    def _in_any_case(self) -> re.Pattern[str]:
        names = [_humped(name, _HUMP).casefold() for name in self._naming if not _is_brief(name)]
        return _any_of(_word(name, plural="(?:e?s)?") for name in dict.fromkeys(names))

    @property
    def _naming(self) -> list[str]:
        return [unicodedata.normalize("NFKC", name).strip() for name in sorted(self.names) if _WORD.search(name)]


def _is_brief(name: str) -> bool:
    return not _THREE.search(name) or _LIKE_A_WORD.fullmatch(name) is not None


def _humped(text: str, mark: str) -> str:
    """Return *text* with a *mark* where capitals begin another word: `paid Email`, `SEO Spend`."""
    found = []
    for at, letter in enumerate(text):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if letter.isupper() and (before.islower() or (before.isupper() and after.islower())):
            found.append(mark)
        found.append(letter)
    return "".join(found)


def _word(name: str, plural: str = "") -> str:
    """Return the pattern that finds *name* as a word: no letter beside it, nor a digit beside one of its own."""
    begins, ends = name[:1].isdigit(), name[-1:].isdigit()
    before, after = (r"(?<![^\W_])" if begins else r"(?<![^\W\d_])"), (r"(?![^\W_])" if ends else r"(?![^\W\d_])")
    return f"{before}{''.join(map(_part, _PARTS.split(name)))}{'' if ends else plural}{after}"


def _part(part: str) -> str:
    if part == _HUMP:
        return r"[\s_-]*"
    return r"[\s_-]+" if _PARTS.fullmatch(part) else re.escape(part)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or r"(?!)")
