"""How far long work is, on one line of the terminal that is written over again and again."""

import sys
import time
from typing import TextIO

from bsc.intake.progress import Progress

EVERY_S = 0.2
_UNITS = ("B", "kB", "MB", "GB", "TB")
_THOUSAND = 1000
_BACK_AND_CLEAR = "\r\x1b[K"


class ProgressLine:
    """Writes how far it is on a terminal's standard error, and nothing anywhere else."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Write to *stream* (standard error), if it is a terminal."""
        self._stream = stream or sys.stderr
        self._shown = False
        self._next = 0.0

    def __call__(self, progress: Progress) -> None:
        """Write *progress* over what stood there; at most five times a second."""
        now = time.monotonic()
        if now >= self._next and self._stream.isatty():
            self._next = now + EVERY_S
            self._shown = True
            self._stream.write(_BACK_AND_CLEAR + line(progress))
            self._stream.flush()

    def clear(self) -> None:
        """Leave an empty line for what is said next."""
        if self._shown:
            self._stream.write(_BACK_AND_CLEAR)
            self._stream.flush()
            self._shown = False


def line(progress: Progress) -> str:
    """Return *progress* as people read it: `reading ads.csv, 43 % of 1.2 GB, 5,120,000 rows`."""
    parts = [progress.step]
    if progress.total:
        parts.append(f"{min(progress.done / progress.total, 1):.0%} of {_size(progress.total)}")
    elif progress.done:
        parts.append(_size(progress.done))
    elif progress.share:
        parts.append(f"{min(progress.share, 1):.0%}")
    if progress.rows:
        parts.append(f"{progress.rows:,} rows")
    return ", ".join(parts)


def _size(count: float) -> str:
    for unit in _UNITS:
        if count < _THOUSAND or unit == _UNITS[-1]:
            break
        count /= _THOUSAND
    return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
