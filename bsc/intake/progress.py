"""How far a long reading has come, told to whoever watches; the watcher may stop it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A step in words, the bytes that are done of all of them (total 0: not known), and the rows so far.

    Work that is not counted in bytes says its `share` instead, 0–1.
    """

    step: str
    done: int = 0
    total: int = 0
    rows: int = 0
    share: float = 0.0


Watch = Callable[[Progress], None]
"""Called often, from the thread that works; it raises Cancelled to stop the work, which then leaves nothing behind."""


def unwatched(progress: Progress) -> None:
    """Watch nothing."""


@dataclass
class Meter:
    """Tells one watcher how far a part of *size* bytes has come, whatever the step counts by."""

    watch: Watch
    size: int = 0

    def tell(self, step: str, rows: int, of_rows: int) -> None:
        """Tell that *rows* of *of_rows* have come through *step*."""
        self.watch(Progress(step=step, done=self.size * rows // max(of_rows, 1), total=self.size, rows=rows))
