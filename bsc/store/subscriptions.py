"""Subscriptions as they are kept, and what was sent of each: an attempt is written down before it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import duckdb

from bsc.model.subscription import Subscription
from bsc.store.lines import Stamp
from bsc.store.statements import text

Rows = Callable[..., list[tuple[Any, ...]]]


class Outcome(StrEnum):
    """What became of an attempt to send a digest."""

    BEGUN = "begun"
    SENT = "sent"
    QUIET = "nothing new"
    FAILED = "failed"


@dataclass(frozen=True)
class SubscriptionLine:
    """A subscription, who made it, and when (UTC)."""

    subscription: Subscription
    who: str
    at: datetime


@dataclass(frozen=True)
class Sending:
    """An attempt, counted from 1, to send to one destination what was due at a moment; `at` is when it began or ended.

    `mark` is what it told, for the next one to tell what is new.
    """

    subscription: str
    destination: str
    due: datetime
    attempt: int
    at: datetime
    outcome: Outcome
    note: str = ""
    mark: str = ""


def subscription_lines(rows: Rows) -> list[SubscriptionLine]:
    """Return every subscription, the oldest first; *rows* is `Store.read`."""
    return [
        SubscriptionLine(Subscription.model_validate_json(document), who, at)
        for document, who, at in rows(text("subscriptions"))
    ]


def last_sendings(rows: Rows) -> dict[tuple[str, str], Sending]:
    """Return by subscription's id and destination the newest attempt at what was due last."""
    return {
        (subscription, to): Sending(subscription, to, due, attempt, at, Outcome(outcome), note, mark)
        for subscription, to, due, attempt, at, outcome, note, mark in rows(text("sendings"))
    }


def last_mark(rows: Rows, subscription: str, destination: str) -> str:
    """Return what the digest told *destination* when it was sent last; empty when it never was."""
    return next((str(mark) for (mark,) in rows(text("last_mark"), [subscription, destination])), "")


def write_subscription(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, subscription: Subscription) -> None:
    """Keep a new *subscription*."""
    kept = {"id": subscription.id, "document": subscription.model_dump_json(), "who": stamp.who, "at": stamp.at}
    cursor.execute(text("insert_subscription"), kept)


def write_changed(cursor: duckdb.DuckDBPyConnection, subscription: Subscription) -> None:
    """Put *subscription* in the place of the one with its id."""
    cursor.execute(text("change_subscription"), {"id": subscription.id, "document": subscription.model_dump_json()})


def forget_subscription(cursor: duckdb.DuckDBPyConnection, subscription: str) -> None:
    """Forget the subscription, and what was sent of it."""
    cursor.execute(text("forget_subscription"), {"id": subscription})
    cursor.execute(text("forget_sendings"), {"id": subscription})


def claim_sending(cursor: duckdb.DuckDBPyConnection, sending: Sending) -> bool:
    """Return whether the attempt is the caller's to make: it was not begun before."""
    claimed = {
        "subscription": sending.subscription,
        "destination": sending.destination,
        "due": sending.due,
        "attempt": sending.attempt,
        "at": sending.at,
        "outcome": sending.outcome,
    }
    return bool(cursor.execute(text("claim_sending"), claimed).fetchall())


def settle_sending(cursor: duckdb.DuckDBPyConnection, sending: Sending) -> None:
    """Keep what became of the attempt."""
    cursor.execute(text("settle_sending"), vars(sending))
