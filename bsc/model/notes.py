"""What somebody wrote beside the numbers."""

from dataclasses import dataclass
from datetime import date, datetime

from bsc.model.subject import Subject, SubjectKind


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a note said before it was changed: who had written that, and when (UTC)."""

    text: str
    who: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Note:
    """A remark on a subject and a day: `who` wrote it, and `at` when (UTC).

    `id` is its number here, `uid` is its own wherever it is taken. `before` is what it said earlier, the oldest first;
    then `who` and `at` are those of the last change.
    """

    id: int
    uid: str
    about: Subject
    day: date
    text: str
    who: str
    at: datetime
    before: tuple[Wording, ...] = ()

    @property
    def kpi(self) -> str | None:
        """Return the KPI that it is about; None where it is about something else."""
        return self.about.id if self.about.kind is SubjectKind.KPI else None
