"""An open store in the hands of one person, who can change nothing with it that their role does not allow.

It is the same open store: whoever is given such a handle reads as everybody does, and whatever is called with it, and
however it was reached, ends at `require`.
"""

import threading
import time
from typing import Final

from bsc.errors import NotAllowed
from bsc.model.access import Person, Role
from bsc.store.ledger import write_journal
from bsc.store.lines import Stamp
from bsc.store.store import Store

NOTED_EVERY_S: Final = 60.0  # a refusal that is repeated fills no disk
_noted: dict[tuple[Person, str], float] = {}
_noting: Final = threading.Lock()


def held(store: Store, person: Person) -> Store:
    """Return *store* in the hands of *person*."""
    return Held(store, person)


class Held(Store):
    """A handle that shares everything with the whole store but what it lets happen."""

    __slots__ = ("_person", "_whole")

    def __init__(self, whole: Store, person: Person) -> None:
        """Hold *whole* for *person*."""
        self._whole = whole.whole
        self._person = person
        self.__dict__ = self._whole.__dict__  # one state: what the whole store learns, its handles know

    @property
    def whole(self) -> Store:
        """Return the handle that may do everything."""
        return self._whole

    def require(self, role: Role, what: str) -> None:
        """Raise NotAllowed, with a line in the journal, where the person's role does not reach to *what*."""
        if self._person.role.may(role):
            return
        _note(self.journalled, self._person, what)
        message = f"{self._person.role}s may not {what} – ask somebody with the role {role}"
        raise NotAllowed(message)


def _note(store: Store, person: Person, what: str) -> None:
    now = time.monotonic()
    with _noting:
        if now - _noted.get((person, what), -NOTED_EVERY_S) < NOTED_EVERY_S:
            return
        _noted[person, what] = now
        for known in [key for key, at in _noted.items() if now - at >= NOTED_EVERY_S]:
            del _noted[known]
    with store.change() as cursor:
        write_journal(cursor, Stamp(person.name), "refused", str(person.role), f"may not {what}")
