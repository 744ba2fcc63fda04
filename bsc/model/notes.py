"""What somebody wrote beside the numbers."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Note:
    """A remark on a KPI and a day: `who` wrote it, and `at` when (UTC)."""

    id: int
    kpi: str
    day: date
    text: str
    who: str
    at: datetime
