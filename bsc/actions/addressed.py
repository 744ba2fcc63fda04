"""What is sent to somebody, digests and notifications alike: named, held against its rules, and tried again."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Protocol, TypeVar

from pydantic import ValidationError

from bsc.actions.sharing_checks import checked
from bsc.errors import DefinitionProblems, NotFound, Problem, Refused
from bsc.model.sharing import SharedView
from bsc.model.subscription import Addressed
from bsc.store import Store

LOST: Final = "the app stopped while it was being sent – it may or may not have arrived"
UNEXPECTED: Final = "something unexpected went wrong – the log of the app says what"
PAUSES: Final = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)  # between attempts
_LOST_AFTER: Final = timedelta(minutes=30)  # an attempt that has not ended by then never will: its process has
_ID_BYTES: Final = 6
_LONGEST_NOTE: Final = 500
Sent = TypeVar("Sent", bound=Addressed)


class Attempt(Protocol):
    """An attempt to send something to one destination, counted from 1, and what became of it."""

    @property
    def attempt(self) -> int:
        """Return the how many-th it was."""

    @property
    def at(self) -> datetime:
        """Return when it began or ended (UTC)."""

    @property
    def outcome(self) -> str:
        """Return what became of it."""

    @property
    def note(self) -> str:
        """Return what is to be said of it."""


def found_by(name: str, noun: str, known: Iterable[Sent]) -> Sent:
    """Return that of *known* with that id, or else that name; raises NotFound, which calls it a *noun*."""
    all_known = list(known)
    for each in all_known:
        if name in (each.id, each.name):
            return each
    raise NotFound(noun, name, [each.name for each in all_known])


def made(kind: type[Sent], noun: str, wanted: Mapping[str, Any]) -> Sent:
    """Return a new one of *kind* with the fields *wanted* and an id; raises DefinitionProblems."""
    return _valid(kind, noun, {**wanted, "id": secrets.token_hex(_ID_BYTES)})


def remade(before: Sent, noun: str, changes: Mapping[str, Any]) -> Sent:
    """Return *before* with *changes* to its fields, under the same id; raises DefinitionProblems."""
    return _valid(type(before), noun, {**before.model_dump(), **changes, "id": before.id})


def check_seen(store: Store, wanted: Addressed) -> None:
    """Raise NotFound where it would tell of customers that there are not: its links could not be made."""
    checked(store, SharedView(persona=wanted.persona, filters=wanted.filters))


def refuse_taken(wanted: Addressed, noun: str, known: Iterable[Addressed]) -> None:
    """Raise Refused where another one of *known* has the name."""
    for other in known:
        if other.id != wanted.id and other.name.casefold() == wanted.name.casefold():
            message = f"there is a {noun} {other.name} already – choose another name"
            raise Refused(message)


def whose(each: Addressed) -> dict[str, str]:
    """Return whose figures it tells in words, as the journal does."""
    filters = "; ".join(f"{name} {', '.join(values)}" for name, values in sorted(each.filters.items()))
    return {"persona": each.persona or "all customers", "filters": filters or "none"}


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return what has changed between the fields in words, as the journal tells it."""
    said = [f"{key}: {before[key]} → {new}" for key, new in after.items() if before[key] != new]
    return "; ".join(said) or "saved as it was"


def tried_again_at(failed: Attempt) -> datetime | None:
    """Return the moment (UTC) from which on what has *failed* is tried again; None where it is not.

    Pauses grow. What may have been sent (it is lost) is not tried again.
    """
    if failed.attempt > len(PAUSES) or failed.note == LOST:
        return None
    return failed.at + PAUSES[failed.attempt - 1]


def is_lost(begun: Attempt, now: datetime) -> bool:
    """Return whether an attempt that has *begun* and not ended by *now* never will."""
    return now - begun.at > _LOST_AFTER


def reason(error: Exception) -> str:
    """Return why an attempt failed, as long as it is kept."""
    return str(error)[:_LONGEST_NOTE]


def _valid(kind: type[Sent], noun: str, fields: Mapping[str, Any]) -> Sent:
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        problems = [
            Problem(".".join(map(str, each["loc"])) or noun, each["msg"].removeprefix("Value error, "))
            for each in error.errors()
        ]
        raise DefinitionProblems(problems) from error
