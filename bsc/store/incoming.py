"""A file's typed rows on their way into a dataset, and what they would do there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from bsc.model.definitions import Dataset
from bsc.model.shape import ColumnShape
from bsc.store.lines import DroppedLine, RejectedCell

Days = tuple[date, date]  # first and last day, both inclusive, as people say it


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A table of a file: its typed rows (a parquet file in the spool, with `_line`) and what is known about it.

    `period` is its first and last day, `covers` the period that the file states itself: all of its days are replaced.
    `sources` names the column of the file that a dataset's column is taken from where the two differ.
    `reading` tells how the file was read (answers, renamed columns, types): the same bytes read another way are new.
    """

    dataset: Dataset
    typed: Path
    columns: tuple[ColumnShape, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    period: Days | None = None
    covers: Days | None = None
    file: str
    table: str
    sha256: str
    reading: str
    dropped: Sequence[DroppedLine] = ()
    rejects: Sequence[RejectedCell] = ()


@dataclass(frozen=True, kw_only=True)
class ReplacedImport:
    """An earlier import, and how many of its rows would stop counting."""

    id: int
    file: str
    at: datetime
    rows: int


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What an import does: rows that will count, how many of them are new, and which earlier ones they replace.

    `rejects` are lines that the dataset cannot take (no day, a key that comes again below); `appeared`, `vanished` and
    `widened` are columns that earlier files had not, that this file lacks, and whose type grows.
    """

    rows: int
    adds: int
    period: Days | None = None
    replaces: tuple[ReplacedImport, ...] = ()
    rejects: tuple[RejectedCell, ...] = ()
    appeared: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    widened: tuple[str, ...] = ()

    @property
    def replaced(self) -> int:
        """Return how many earlier rows stop counting."""
        return sum(each.rows for each in self.replaces)
