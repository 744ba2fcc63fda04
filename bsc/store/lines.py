"""What the store's ledger holds, line by line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime


@dataclass(frozen=True)
class Stamp:
    """Who made a change, and when (UTC, without a zone)."""

    who: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))


@dataclass(frozen=True, kw_only=True)
class JournalLine:
    """One change: when (UTC), who, what was done to what, and a note in words."""

    at: datetime
    who: str
    action: str
    subject: str
    note: str


@dataclass(frozen=True, kw_only=True)
class DefinitionVersion:
    """One version of the definitions, without the document itself."""

    version: int
    at: datetime
    who: str
    note: str


@dataclass(frozen=True, kw_only=True)
class ImportLine:
    """One file brought into a dataset; `period` is its first and last day, or None when its rows have no day.

    `rows` counts the rows kept, `replaced` the earlier rows that they took the place of. `action` is what it is undone
    with: files that were brought in together have one number, that of the first of them.
    """

    id: int
    dataset: str
    file: str
    sha256: str
    at: datetime
    who: str
    period: tuple[date, date] | None
    rows: int
    replaced: int
    dropped: int
    rejects: int
    undone_at: datetime | None
    action: int = 0

    @property
    def active(self) -> bool:
        """Return whether the import counts (it was not undone)."""
        return self.undone_at is None

    def document(self) -> dict[str, object]:
        """Return the import in the stable machine format of `bsc imports` and `/api/imports`."""
        return {
            "import": self.id,
            "action": self.action,
            "dataset": self.dataset,
            "file": self.file,
            "sha256": self.sha256,
            "at": self.at.isoformat(),
            "who": self.who,
            "period": [day.isoformat() for day in self.period] if self.period else None,
            "rows": self.rows,
            "replaced": self.replaced,
            "dropped": self.dropped,
            "rejects": self.rejects,
            "undone_at": self.undone_at.isoformat() if self.undone_at else None,
        }


@dataclass(frozen=True)
class DroppedLine:
    """A line of a file that is not data (a total, a footer), and why."""

    line: int | None
    reason: str
    text: str


@dataclass(frozen=True)
class RejectedCell:
    """A cell, or a whole line, of a file that could not be kept: where, what stood there, and why."""

    line: int | None
    column: str
    text: str
    reason: str


@dataclass(frozen=True)
class RememberedMapping:
    """What a person once said about a header set: header → column of the dataset, column → answer, what to keep."""

    rename: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    keep_personal: frozenset[str] = frozenset()
