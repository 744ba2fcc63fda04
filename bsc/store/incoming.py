"""A file's typed rows on their way into a dataset, and what they would do there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from bsc.model.definitions import Dataset
from bsc.model.shape import ColumnShape, Scale
from bsc.store.lines import DroppedLine, RejectedCell

Days = tuple[date, date]  # first and last day, both inclusive, as people say it


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A table of a file: its typed rows (parquet in the spool, with `_line`) and what is known about it.

    `typed` is one parquet file, or a directory of them, which are read in the order of their names. `period` is its
    first and last day, `covers` the period that the file states itself: all of its days are replaced. `sources` names
    the column of the file that a dataset's column is taken from where the two differ. `filled` and `scales` say by
    stored name whether a column holds any value, and its unit and range; what they do not say is looked up in the file.
    `reading` tells how the file was read (answers, renamed columns, types): the same bytes read another way are new.
    """

    dataset: Dataset
    typed: Path
    columns: tuple[ColumnShape, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    filled: Mapping[str, bool] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
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


@dataclass(frozen=True)
class ChangedUnit:
    """A column whose values have another unit than those of earlier files (EUR, now USD)."""

    column: str
    before: str
    now: str

    def __str__(self) -> str:
        """Return the change for people: `Cost: EUR → USD`."""
        return f"{self.column}: {self.before} → {self.now}"


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What an import does: rows that will count, how many of them are new, and which earlier ones they replace.

    `rejected` counts the lines that the dataset cannot take (no day, a key that comes again below), `rejects` are the
    first of them; `appeared`, `vanished` and `widened` are columns that earlier files had not, that this file lacks,
    and whose type grows; `units` those whose unit is another one than before.
    """

    rows: int
    adds: int
    period: Days | None = None
    replaces: tuple[ReplacedImport, ...] = ()
    rejected: int = 0
    rejects: tuple[RejectedCell, ...] = ()
    appeared: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    widened: tuple[str, ...] = ()
    units: tuple[ChangedUnit, ...] = ()

    @property
    def replaced(self) -> int:
        """Return how many earlier rows stop counting."""
        return sum(each.rows for each in self.replaces)
