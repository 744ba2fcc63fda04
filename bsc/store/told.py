"""Notifications as they are kept, and what each destination was told: an attempt is written down before it is made."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import duckdb

from bsc.model.notification import Notification
from bsc.store.lines import Stamp
from bsc.store.statements import text

Rows = Callable[..., list[tuple[Any, ...]]]
BEGINNING: Final = ""  # the event that says from when on a destination is told: what held before is known there


class Telling(StrEnum):
    """What became of an event at a destination."""

    KNOWN = "known"  # it held before anybody was to be told
    WAITING = "waiting"
    BEGUN = "begun"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True)
class NotificationLine:
    """A notification, who made it, and when (UTC)."""

    notification: Notification
    who: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Told:
    """An event at one destination: since when it is seen, what became of the attempts, the last one at `at` (UTC)."""

    notification: str
    destination: str
    event: str
    seen: datetime
    outcome: Telling
    attempt: int = 0
    at: datetime
    note: str = ""


def notification_lines(rows: Rows) -> tuple[NotificationLine, ...]:
    """Return every notification, the oldest first; *rows* is `Store.read`."""
    return tuple(
        NotificationLine(Notification.model_validate_json(document), who, at)
        for document, who, at in rows(text("notifications"))
    )


def told_lines(rows: Rows) -> tuple[Told, ...]:
    """Return every event that holds for a notification at a destination, the one first seen first."""
    return tuple(
        Told(
            notification=notification,
            destination=destination,
            event=event,
            seen=seen,
            outcome=Telling(outcome),
            attempt=attempt,
            at=at,
            note=note,
        )
        for notification, destination, event, seen, outcome, attempt, at, note in rows(text("told"))
    )


def write_notification(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, notification: Notification) -> None:
    """Keep a new *notification*."""
    kept = {"id": notification.id, "document": notification.model_dump_json(), "who": stamp.who, "at": stamp.at}
    cursor.execute(text("insert_notification"), kept)


def write_changed(cursor: duckdb.DuckDBPyConnection, notification: Notification) -> None:
    """Put *notification* in the place of the one with its id."""
    kept = {"id": notification.id, "document": notification.model_dump_json()}
    cursor.execute(text("change_notification"), kept)


def forget_notification(cursor: duckdb.DuckDBPyConnection, notification: str) -> None:
    """Forget the notification, and what it told."""
    cursor.execute(text("forget_notification"), {"id": notification})
    forget_told(cursor, notification)


def forget_told(cursor: duckdb.DuckDBPyConnection, notification: str) -> None:
    """Forget what the notification told: what holds when it is looked at next counts as known."""
    cursor.execute(text("forget_told"), {"id": notification})


def write_told(cursor: duckdb.DuckDBPyConnection, told: Told) -> None:
    """Keep that an event was seen."""
    cursor.execute(text("insert_told"), asdict(told))


def forget_event(cursor: duckdb.DuckDBPyConnection, told: Told) -> None:
    """Forget an event that is over."""
    cursor.execute(text("forget_event"), _place(told))


def claim_told(cursor: duckdb.DuckDBPyConnection, wanted: Iterable[Told]) -> tuple[Told, ...]:
    """Return those of the attempts *wanted* that are the caller's to make: nobody has begun them before."""
    return tuple(each for each in wanted if _claimed(cursor, each))


def settle_told(cursor: duckdb.DuckDBPyConnection, told: Told) -> None:
    """Keep what became of the attempt."""
    ended = {"attempt": told.attempt, "outcome": told.outcome, "note": told.note, "at": told.at}
    cursor.execute(text("settle_told"), _place(told) | ended)


def _claimed(cursor: duckdb.DuckDBPyConnection, told: Told) -> bool:
    claimed = _place(told) | {"attempt": told.attempt, "at": told.at}
    return bool(cursor.execute(text("claim_told"), claimed).fetchall())


def _place(told: Told) -> dict[str, str]:
    return {"notification": told.notification, "destination": told.destination, "event": told.event}
