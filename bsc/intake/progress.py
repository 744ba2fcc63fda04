"""How far a long reading has come, told to whoever watches; the watcher may stop it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A step in words, the bytes that are done of all of them (total 0: not known), and the rows so far."""

    step: str
    done: int = 0
    total: int = 0
    rows: int = 0


Watch = Callable[[Progress], None]
"""Called often, from the thread that works; it raises Cancelled to stop the work, which then leaves nothing behind."""


def unwatched(progress: Progress) -> None:
    """Watch nothing."""
