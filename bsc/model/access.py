"""Who somebody is to the company: a name for the journal, and how far what they may do reaches."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody may do, each role all that the one before it may: look, change, decide who else may."""

    VIEWER = "viewer"
    EDITOR = "editor"
    ADMIN = "admin"

    def may(self, needed: "Role") -> bool:
        """Return whether what asks for the role *needed* is allowed."""
        return _ORDER.index(self) >= _ORDER.index(needed)


_ORDER: Final = tuple(Role)


@dataclass(frozen=True)
class Person:
    """Somebody who uses the app: the name that the journal keeps, and the role."""

    name: str
    role: Role
