"""An event: something that somebody can be told of, with a key that stays the same as long as it holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from bsc.model.notification import EventKind
from bsc.model.people import plain
from bsc.model.subject import Subject
from bsc.model.words import Status

LONGEST_QUOTE = 280  # characters of what somebody wrote


@dataclass(frozen=True, kw_only=True)
class Event:
    """What has come about and holds: `title` says about what, `why` what and how much, `since` since when (or nothing).

    `key` tells it from every other event, and is the same one when it is over and comes back. `whose` are those who
    answer for it, by their plain names. `better` says of a signal whether it is for the better; None for neither.
    """

    kind: EventKind
    key: str
    title: str
    why: str
    since: str = ""
    about: Subject
    whose: frozenset[str] = frozenset()
    status: Status | None = None
    better: bool | None = None


def people(names: Iterable[str]) -> frozenset[str]:
    """Return *names* in their plain form, without empty ones."""
    return frozenset(filter(None, map(plain, names)))


def quoted(text: str) -> str:
    """Return *text* in one line between quotation marks, shortened where it is long."""
    line = " ".join(text.split())
    return f"“{line[: LONGEST_QUOTE - 1]}…”" if len(line) > LONGEST_QUOTE else f"“{line}”"
