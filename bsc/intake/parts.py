"""What was handed over, in parts: a file by itself, the members of an archive, the sheets of a workbook."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bsc.intake.inspection import Days


@dataclass(frozen=True, kw_only=True)
class Part:
    """One text of what was handed over: its name as people see it, and how its bytes are read from the beginning.

    `inside` tells which member or sheet of *path* it is ("" for the file itself); `size` is its length in bytes where
    that is known before reading; `stated` is the period that its siblings state (`Filters.csv` of Search Console);
    `notes` returns what a reader of it must be told (hidden rows of a sheet): it may read the part to its end.
    """

    name: str
    path: Path
    opener: Callable[[], BinaryIO]
    inside: str = ""
    size: int | None = None
    stated: Days | None = None
    notes: Callable[[], tuple[str, ...]] = tuple

    def open(self) -> BinaryIO:
        """Open its bytes for reading, from the beginning; they can be read forward only."""
        return self.opener()


@dataclass(frozen=True)
class Leftover:
    """What was handed over and is no part: its name, and why it is none."""

    name: str
    reason: str


def plain_part(path: Path, name: str | None = None) -> Part:
    """Return the file at *path* as the one part that it is."""
    return Part(name=name or path.name, path=path, opener=lambda: path.open("rb"), size=path.stat().st_size)
