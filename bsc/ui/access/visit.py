"""A visit: who asks in this run of a page, and what they may see."""

from dataclasses import dataclass, field
from datetime import date

from bsc.model.access import Person
from bsc.model.fence import OPEN, Fence
from bsc.model.sharing import ShareLink
from bsc.store import Store


@dataclass(frozen=True)
class Visit:
    """Who asks. Through a share link: which, where it is frozen the store that it was frozen into, and its token.

    Every address that leads on within the link carries the token; nothing else shows it.
    """

    person: Person
    share: ShareLink | None = None
    store: Store | None = None
    token: str = field(default="", repr=False)

    @property
    def fence(self) -> Fence:
        """Return what the visitor cannot look beyond."""
        return self.share.shown.fence if self.share else OPEN

    @property
    def as_of(self) -> date | None:
        """Return the day at which what is seen stands; None for today."""
        return self.share.as_of if self.share else None


@dataclass(frozen=True)
class Closed:
    """Nobody who may come in: why, as a title and a sentence, and what would do. `way` is how they could come in."""

    title: str
    why: str
    way: str = ""  # `key`, `oidc`, `passphrase`, or nothing
