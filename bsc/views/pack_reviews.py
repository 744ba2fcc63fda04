"""What a board pack says of the review meetings: the latest one, what it decided, and what earlier ones left open."""

from dataclasses import dataclass
from datetime import date

from bsc.model.review import DecisionState


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A decision in words, and the name and day of the review that took it.

    `became` is as things stand today; `due` is empty where no day is set; `overdue` where it is open after that day.
    """

    text: str
    owner: str
    due: str
    due_on: date | None
    state: DecisionState
    overdue: bool
    became: str
    review: str
    held: str
    held_on: date


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """A review with its decisions; `owed` are those of earlier reviews that are still open, the oldest first."""

    name: str
    kind: str
    held: str
    period: str
    seen: str
    closed: bool
    decisions: tuple[Decided, ...]
    owed: tuple[Decided, ...]

    @property
    def sentence(self) -> str:
        """Return what it was: `Review of the scorecard · 7 Aug 2026 · Jul 2026 · All customers · Closed`."""
        said = (self.kind, self.held, self.period, self.seen, "Closed" if self.closed else "Goes on still")
        return " · ".join(filter(None, said))
