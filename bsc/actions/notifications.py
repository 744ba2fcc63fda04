"""Notifications: made, changed, paused and ended; which events are new to whom, and each told once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from bsc.actions import addressed
from bsc.actions.recording import changing
from bsc.errors import BscError
from bsc.model.access import Role
from bsc.model.notification import Notification
from bsc.store import Store
from bsc.store.told import (
    BEGINNING,
    NotificationLine,
    Telling,
    Told,
    claim_told,
    forget_event,
    forget_notification,
    forget_told,
    settle_told,
    told_lines,
    write_changed,
    write_notification,
    write_told,
)

_NOUN: Final = "notification"  # as people read it
_OF_WHAT: Final = ("kinds", "owner", "persona", "filters", "grain")


def notifications(store: Store) -> tuple[NotificationLine, ...]:
    """Return every notification, the oldest first."""
    return store.notifications()


def notification(store: Store, name: str) -> Notification:
    """Return the notification with that id, or else that name; raises NotFound."""
    return addressed.found_by(name, _NOUN, _all(store))


def notify(store: Store, wanted: Mapping[str, Any], who: str) -> Notification:
    """Return the new notification that *wanted* describes (its fields but the id).

    Raises DefinitionProblems for a field that does not fit, Refused for a name that another one has, NotFound for a
    persona, dimension or value that is not there.
    """
    store.require(Role.EDITOR, "make notifications")
    made = addressed.made(Notification, _NOUN, wanted)
    addressed.check_seen(store, made)
    with changing(store, who) as recorder:
        addressed.refuse_taken(made, _NOUN, _all(store))
        write_notification(recorder.cursor, recorder.stamp, made)
        recorder.record(_NOUN, made.name, f"to {', '.join(made.to)}, {made.said()}")
    return made


def change_notification(store: Store, name: str, changes: Mapping[str, Any], who: str) -> Notification:
    """Return the notification called *name* with *changes* to its fields; raises as `notify`, and NotFound.

    Where it goes on after a pause, or tells of something else from now on, what holds by then is not told: it begins
    anew, as when it was made.
    """
    store.require(Role.EDITOR, "change notifications")
    with changing(store, who) as recorder:
        before = notification(store, name)
        after = addressed.remade(before, _NOUN, changes)
        if {"persona", "filters"} & set(changes):
            addressed.check_seen(store, after)
        addressed.refuse_taken(after, _NOUN, _all(store))
        write_changed(recorder.cursor, after)
        if after.paused or any(getattr(before, each) != getattr(after, each) for each in _OF_WHAT):
            forget_told(recorder.cursor, after.id)
        for each in store.told():
            if each.notification == after.id and each.destination not in after.to:
                forget_event(recorder.cursor, each)
        recorder.record(_NOUN, after.name, addressed.differences(_said(before), _said(after)))
    return after


def end_notification(store: Store, name: str, who: str) -> Notification:
    """Return the notification called *name*, of which nothing is sent any more; raises NotFound."""
    store.require(Role.EDITOR, "end notifications")
    with changing(store, who) as recorder:
        ended = notification(store, name)
        forget_notification(recorder.cursor, ended.id)
        recorder.record(_NOUN, ended.name, "ended")
    return ended


def note_events(store: Store, wanted: Notification, keys: Collection[str], now: datetime) -> None:
    """Keep for every destination which events, by their *keys*, hold at the moment *now* (UTC), and since when.

    A new one waits to be told. One that is over is forgotten, so that it is told again when it comes back. What holds
    when a destination is looked at for the first time counts as known there: nobody is flooded.
    """
    store.require(Role.EDITOR, "note what has come about")
    if not _changes(store.told(), wanted, keys, now):
        return
    with store.change() as cursor:
        for write, each in _changes(told_lines(_rows(cursor)), wanted, keys, now):
            write(cursor, each)


def begin_anew(store: Store, wanted: Notification) -> None:
    """Forget what waits and what was told: what holds when it is looked at next counts as known."""
    store.require(Role.EDITOR, "note what has come about")
    if any(each.notification == wanted.id for each in store.told()):
        with store.change() as cursor:
            forget_told(cursor, wanted.id)


def to_tell(store: Store, wanted: Notification, now: datetime) -> dict[str, tuple[Told, ...]]:
    """Return by destination the attempts that are to be made at the moment *now* (UTC): nothing in quiet hours.

    What failed is tried again after growing pauses. What may have been sent (the app stopped in between) is not, for
    nothing is told twice.
    """
    if wanted.paused or wanted.is_quiet(now):
        return {}
    found: dict[str, list[Told]] = {to: [] for to in wanted.to}
    for each in store.told():
        if each.notification == wanted.id and each.destination in found:
            when = due_at(wanted, each)
            if when is not None and when <= now:
                found[each.destination].append(replace(each, attempt=each.attempt + 1, at=now))
    return {to: tuple(attempts) for to, attempts in found.items() if attempts}


def due_at(wanted: Notification, told: Told) -> datetime | None:
    """Return the moment (UTC) from which on an event is to be told, or told again; None where it is not."""
    if told.outcome is Telling.WAITING:
        return wanted.due(told.seen)
    again = addressed.tried_again_at(told) if told.outcome is Telling.FAILED else None
    return again and wanted.open_from(again)


def next_telling(store: Store, now: datetime | None = None) -> datetime | None:
    """Return the moment (UTC) at which something that is known by now is to be told; None where nothing waits."""
    known = {line.notification.id: line.notification for line in store.notifications() if not line.notification.paused}
    at = now or _now()
    moments = [
        due_at(known[each.notification], each)
        for each in store.told()
        if each.notification in known and each.destination in known[each.notification].to
    ]
    return min((max(each, at) for each in moments if each is not None), default=None)


def tell(store: Store, attempts: Iterable[Told], deliver: Callable[[tuple[Told, ...]], str]) -> tuple[Told, ...]:
    """Return what became of telling one destination of the events of *attempts*; nothing where another one does.

    *deliver* sends those that are the caller's to tell, and returns what is to be said of it. A BscError that it raises
    is written down as the reason of a failure, and not raised. Whatever else it raises is a failure too, and is raised.
    """
    store.require(Role.EDITOR, "send notifications")
    with store.change() as cursor:
        claimed = claim_told(cursor, attempts)
    if not claimed:
        return ()
    outcome, note = Telling.FAILED, addressed.UNEXPECTED
    try:
        outcome, note = Telling.SENT, deliver(claimed)
    except BscError as error:
        note = addressed.reason(error)
    finally:
        ended = tuple(replace(each, outcome=outcome, note=note, at=_now()) for each in claimed)
        with store.change() as cursor:
            for each in ended:
                settle_told(cursor, each)
    return ended


def last_told(store: Store) -> dict[tuple[str, str], Told]:
    """Return by notification's id and destination the newest attempt to tell of something that still holds."""
    found: dict[tuple[str, str], Told] = {}
    for each in store.told():
        place = (each.notification, each.destination)
        if each.attempt and (place not in found or found[place].at <= each.at):
            found[place] = _unless_lost(each, _now())
    return found


def _rows(cursor: Any) -> Callable[..., list[tuple[Any, ...]]]:  # noqa: ANN401 -- the cursor of a change
    return lambda sql: list(cursor.execute(sql).fetchall())


def _changes(
    told: Collection[Told], wanted: Notification, keys: Collection[str], now: datetime
) -> list[tuple[Callable[[Any, Told], None], Told]]:
    """Return what is to be written so that *told* says which events hold now."""
    return [change for to in wanted.to for change in _at_destination(told, wanted, to, keys, now)]


def _at_destination(
    told: Collection[Told], wanted: Notification, to: str, keys: Collection[str], now: datetime
) -> Iterator[tuple[Callable[[Any, Told], None], Told]]:
    known = {each.event: each for each in told if (each.notification, each.destination) == (wanted.id, to)}
    first = BEGINNING not in known
    outcome = Telling.KNOWN if first else Telling.WAITING
    for key in (*([BEGINNING] if first else []), *sorted(set(keys) - set(known))):
        kept = Told(notification=wanted.id, destination=to, event=key, seen=now, outcome=outcome, at=now)
        yield write_told, kept
    for key, each in known.items():
        if key not in keys and key != BEGINNING:
            yield forget_event, each


def _unless_lost(told: Told, now: datetime) -> Told:
    if told.outcome is Telling.BEGUN and addressed.is_lost(told, now):
        return replace(told, outcome=Telling.FAILED, note=addressed.LOST)
    return told


def _all(store: Store) -> list[Notification]:
    return [line.notification for line in store.notifications()]


def _said(each: Notification) -> dict[str, str]:
    """Return the fields of a notification in words, as the journal tells of changes to them."""
    return {
        "name": each.name,
        "to": ", ".join(each.to),
        "of": ", ".join(each.kinds),
        "of what": f"what {each.owner} answers for" if each.owner else "everything",
        "when": each.said(),
        **addressed.whose(each),
        "grain": each.grain,
        "opens for": f"{each.opens}, links for {each.link_days} days",
        "paused": "yes" if each.paused else "no",
    }


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
