"""Subscriptions: made, changed, paused and ended; which digests are due, and each sent once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from bsc.actions import addressed
from bsc.actions.recording import changing
from bsc.errors import BscError
from bsc.model.access import Role
from bsc.model.subscription import Subscription
from bsc.store import Store
from bsc.store.subscriptions import (
    Outcome,
    Sending,
    SubscriptionLine,
    claim_sending,
    forget_subscription,
    settle_sending,
    write_changed,
    write_subscription,
)

_NOUN: Final = "digest"  # as people read it
_WHEN: Final = ("rhythm", "day", "hour", "zone", "paused")


@dataclass(frozen=True)
class Delivered:
    """What was sent told `mark`, and `note` is to be said of it; or nothing was sent, because of `quiet`."""

    mark: str
    quiet: str = ""
    note: str = ""


@dataclass(frozen=True)
class Due:
    """A digest that is to be sent: of which subscription, to whom, due when (UTC), the how many-th attempt this is."""

    subscription: Subscription
    to: str
    due: datetime
    attempt: int


def subscriptions(store: Store) -> list[SubscriptionLine]:
    """Return every subscription, the oldest first."""
    return [*store.subscriptions()]


def subscription(store: Store, name: str) -> Subscription:
    """Return the subscription with that id, or else that name; raises NotFound."""
    return addressed.found_by(name, _NOUN, _all(store))


def subscribe(store: Store, wanted: Mapping[str, Any], who: str) -> Subscription:
    """Return the new subscription that *wanted* describes (its fields but the id).

    Raises DefinitionProblems for a field that does not fit, Refused for a name that another one has, NotFound for a
    persona, dimension or value that is not there.
    """
    store.require(Role.EDITOR, "subscribe to digests")
    made = addressed.made(Subscription, _NOUN, wanted)
    addressed.check_seen(store, made)
    with changing(store, who) as recorder:
        addressed.refuse_taken(made, _NOUN, _all(store))
        write_subscription(recorder.cursor, recorder.stamp, made)
        recorder.record(_NOUN, made.name, f"to {', '.join(made.to)}, {made.said()}")
    return made


def change_subscription(store: Store, name: str, changes: Mapping[str, Any], who: str) -> Subscription:
    """Return the subscription called *name* with *changes* to its fields; raises as `subscribe`, and NotFound.

    A change of when it is sent counts from now on: nothing is sent late for having been due otherwise, or in a pause.
    """
    store.require(Role.EDITOR, "change digests")
    with changing(store, who) as recorder:
        before = subscription(store, name)
        after = addressed.remade(before, _NOUN, changes)
        if {"persona", "filters"} & set(changes):
            addressed.check_seen(store, after)
        addressed.refuse_taken(after, _NOUN, _all(store))
        if any(getattr(before, each) != getattr(after, each) for each in _WHEN):
            after = after.model_copy(update={"since": _now()})
        write_changed(recorder.cursor, after)
        recorder.record(_NOUN, after.name, addressed.differences(_said(before), _said(after)))
    return after


def unsubscribe(store: Store, name: str, who: str) -> Subscription:
    """Return the subscription called *name*, of which nothing is sent any more; raises NotFound."""
    store.require(Role.EDITOR, "end digests")
    with changing(store, who) as recorder:
        ended = subscription(store, name)
        forget_subscription(recorder.cursor, ended.id)
        recorder.record(_NOUN, ended.name, "ended")
    return ended


def last_sent(store: Store) -> dict[tuple[str, str], Sending]:
    """Return by subscription's id and destination the newest attempt at what was due last; a lost one says so."""
    return {each: _unless_lost(sending, _now()) for each, sending in store.sendings().items()}


def due(store: Store, now: datetime | None = None) -> list[Due]:
    """Return what is to be sent at the moment *now* (UTC), to each by itself: what was due last of each subscription.

    What was due while the app was down is sent once, not as often as it was missed. What failed is tried again after
    growing pauses; what may have been sent (the app stopped in between) is not, for nothing is sent twice.
    """
    at = now or _now()
    sent = store.sendings()
    found = []
    for line in subscriptions(store):
        last = line.subscription.last_due(at)
        if not _counts(line, last):
            continue
        for to in line.subscription.to:
            attempt = _next_attempt(sent.get((line.subscription.id, to)), last, at)
            if attempt is not None:
                found.append(Due(line.subscription, to, last, attempt))
    return found


def next_look(store: Store, now: datetime | None = None) -> datetime | None:
    """Return the moment (UTC) at which something may be due next; None without a subscription that is not paused."""
    at = now or _now()
    sent, lines = store.sendings(), subscriptions(store)
    moments = [line.subscription.next_due(at) for line in lines if not line.subscription.paused]
    tried = [
        last
        for line in lines
        for to in line.subscription.to
        if (last := sent.get((line.subscription.id, to)))
        and _counts(line, last.due)
        and last.due == line.subscription.last_due(at)
    ]
    again = [max(moment, at) for each in tried if (moment := tried_again(each))]
    return min([*moments, *again], default=None)


def tried_again(sending: Sending) -> datetime | None:
    """Return the moment (UTC) from which on what failed is tried again; None where it is not."""
    return addressed.tried_again_at(sending) if sending.outcome is Outcome.FAILED else None


def send(store: Store, what: Due, deliver: Callable[[], Delivered]) -> Sending | None:
    """Return what became of sending *what*; None when another one sends it already.

    *deliver* sends it, and returns what it told, or why there was nothing to send. A BscError that it raises is written
    down as the reason of a failure, and not raised.
    """
    store.require(Role.EDITOR, "send digests")
    begun = Sending(what.subscription.id, what.to, what.due, what.attempt, _now(), Outcome.BEGUN)
    with store.change() as cursor:
        if not claim_sending(cursor, begun):
            return None
    try:
        done = deliver()
    except BscError as error:
        ended = replace(begun, at=_now(), outcome=Outcome.FAILED, note=addressed.reason(error))
    else:
        outcome = Outcome.QUIET if done.quiet else Outcome.SENT
        ended = replace(begun, at=_now(), outcome=outcome, note=done.quiet or done.note, mark=done.mark)
    with store.change() as cursor:
        settle_sending(cursor, ended)
    return ended


def _next_attempt(last: Sending | None, moment: datetime, now: datetime) -> int | None:
    """Return the how many-th attempt at what was due at *moment* is to be made now; None for none."""
    if last is None or last.due < moment:
        return 1
    again = tried_again(last)
    return last.attempt + 1 if again is not None and again <= now else None


def _counts(line: SubscriptionLine, moment: datetime) -> bool:
    """Return whether what was due at *moment* is to be sent: it was made by then, as it is now, and is not paused."""
    return not line.subscription.paused and moment > max(line.at, line.subscription.since or line.at)


def _unless_lost(sending: Sending, now: datetime) -> Sending:
    if sending.outcome is Outcome.BEGUN and addressed.is_lost(sending, now):
        return replace(sending, outcome=Outcome.FAILED, note=addressed.LOST)
    return sending


def _all(store: Store) -> list[Subscription]:
    return [line.subscription for line in subscriptions(store)]


def _said(each: Subscription) -> dict[str, str]:
    """Return the fields of a subscription in words, as the journal tells of changes to them."""
    return {
        "name": each.name,
        "to": ", ".join(each.to),
        "when": each.said(),
        **addressed.whose(each),
        "link": f"{each.link}, for {each.link_days} days",
        "only when something changed": "yes" if each.only_when_changed else "no",
        "paused": "yes" if each.paused else "no",
    }


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
