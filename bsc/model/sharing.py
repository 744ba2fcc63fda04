"""Share links: what one shows, to whom, for how long."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from bsc.model.fence import Fence
from bsc.model.periods import Grain
from bsc.model.view import View

PAGES: Final = ("map", "stage", "strategy-map", "trends", "why", "present")  # the pages that a link can show
MINUTES: Final = "review"  # the page that a link shows alone: the minutes of the one review that it opens


class Kind(StrEnum):
    """Whether a link shows the company as it is when it is opened, or as it was when the link was made."""

    LIVE = "live"
    FROZEN = "frozen"


class SharedView(BaseModel):
    """What a link opens with, and what of it is locked. It is kept as JSON.

    `locked` names the dimensions (and `persona`) whose values of the view are the fence; `start` is the page that opens
    first and `opened` its own parameters (stage, kpi, …, by their ids, several where a control takes several); `pages`
    are the pages that can be reached.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    persona: str | None = None
    filters: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    period: str | None = None
    grain: Grain = Grain.MONTH
    locked: tuple[str, ...] = ()
    start: str = "map"
    opened: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    pages: tuple[str, ...] = PAGES

    @property
    def fence(self) -> Fence:
        """Return what the viewer cannot look beyond."""
        locked: Mapping[str, tuple[str, ...]] = {
            name: values for name, values in self.filters.items() if name in self.locked
        }
        return Fence.of(self.persona if "persona" in self.locked else None, locked)

    @property
    def minutes(self) -> str | None:
        """Return the id of the review whose minutes are all that it shows; None where it shows the scorecard."""
        review = self.opened.get(MINUTES)
        return review if self.pages == (MINUTES,) and isinstance(review, str) else None

    def view(self, everybody: str) -> View:
        """Return the view that opens first; *everybody* is the id that stands for no persona."""
        return View(persona=self.persona or everybody, filters=self.filters, period=self.period, grain=self.grain)


class ShareLink(BaseModel):
    """A share link without its secret. Moments are UTC without a zone.

    `as_of` is the day at which a frozen link stands.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    note: str = ""
    kind: Kind
    shown: SharedView
    made_at: datetime
    made_by: str
    expires_at: datetime | None = None
    guarded: bool = False  # by a passphrase
    revoked_at: datetime | None = None
    opened: int = 0
    last_opened: datetime | None = None
    as_of: date | None = None
    snapshot: str | None = None  # of a frozen link: the id of what it shows

    def state(self, now: datetime) -> str:
        """Return `active`, `expired` or `revoked` at the moment *now* (UTC)."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= now else "active"
