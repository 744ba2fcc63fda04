"""How far an import of several files has come, all of them together, in bytes and rows."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bsc.intake.parts import Part
from bsc.intake.progress import Progress, Watch

# the share of a file's bytes that is done when a step begins and when it ends; most rows are typed while they are read
STEPS: Final = {"reading": (0.0, 0.6), "checking": (0.6, 0.65), "turning": (0.6, 0.65)}
READ: Final = 0.65


class Distance:
    """Tells one watcher how far the files of an action are; bytes never run backwards."""

    def __init__(self, watch: Watch, parts: Sequence[Part | Path]) -> None:
        """Begin before the first of *parts*."""
        self._watch = watch
        self._telling = threading.Lock()
        self._sizes = [_size(part) for part in parts]
        self._read = self._stored = self._rows = 0
        self._told = Progress(step="", total=sum(self._sizes))
        self._storing = 0

    def tell(self) -> None:
        """Tell again how far it is: whoever watches may stop it. Threads that tell do so one after the other."""
        with self._telling:
            self._watch(self._told)

    def reads(self, name: str) -> None:
        """Begin to read the next file."""
        self._name = name
        self._note("reading", self._done, self._rows)

    def reading(self, progress: Progress) -> None:
        """Take note of how far the reading of the present file is."""
        begin, end = STEPS.get(progress.step, (0.0, READ))
        share = min(progress.done / progress.total, 1.0) if progress.total else 0.0
        here = self._sizes[self._read] * (begin + (end - begin) * share)
        self._note(progress.step, self._done + here, self._rows + progress.rows)

    def has_read(self) -> None:
        """Take note that the present file has been read."""
        self._read += 1
        self._note("reading", self._done, max(self._rows, self._told.rows))
        self._rows = self._told.rows

    def reads_again(self) -> None:
        """Begin before the first file again: what was read holds no more."""
        self._read = self._rows = 0

    def stores(self, name: str, rows: int) -> None:
        """Begin to store the *rows* of the next file."""
        self._name = name
        self._storing += rows
        self._note("storing", self._done, self._storing)

    def has_stored(self) -> None:
        """Take note that the present file's rows have been stored."""
        self._stored += 1
        self._note("storing", self._done, self._storing)

    @property
    def _done(self) -> float:
        return READ * sum(self._sizes[: self._read]) + (1 - READ) * sum(self._sizes[: self._stored])

    def _note(self, step: str, done: float, rows: int) -> None:
        place = f" ({self._read + 1 if step != 'storing' else self._stored + 1} of {len(self._sizes)})"
        said = f"{step} {self._name}{place if len(self._sizes) > 1 else ''}"
        self._told = Progress(step=said, done=max(int(done), self._told.done), total=self._told.total, rows=rows)
        self.tell()


def _size(part: Part | Path) -> int:
    if isinstance(part, Part) and part.size is not None:
        return part.size
    path = part.path if isinstance(part, Part) else part
    return path.stat().st_size if path.exists() else 0
