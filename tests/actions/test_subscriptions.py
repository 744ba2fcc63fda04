"""Digests that are due: each is sent once, what failed again after a pause, what was missed as one."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bsc.actions.addressed import LOST, PAUSES
from bsc.actions.subscriptions import (
    Delivered,
    Due,
    change_subscription,
    due,
    last_sent,
    next_look,
    send,
    subscribe,
    subscriptions,
    unsubscribe,
)
from bsc.errors import BscError, DefinitionProblems, NotAllowed, NotFound, Refused
from bsc.model.access import Person, Role
from bsc.store import Store
from bsc.store.held import held
from bsc.store.subscriptions import Outcome

DAILY: dict[str, Any] = {"name": "Board", "to": ("board",), "rhythm": "daily", "hour": 6}
TOMORROW = timedelta(days=1)


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def tomorrow(store: Store) -> Due:
    subscribe(store, DAILY, "ann")
    (found,) = due(store, now() + TOMORROW)
    return found


def unreachable() -> Delivered:
    raise BscError("the mail server does not answer")


def test_nothing_is_due_of_a_digest_that_was_made_after_its_hour(store: Store) -> None:
    made = subscribe(store, {**DAILY, "hour": (now() - timedelta(hours=1)).hour}, "ann")
    assert due(store) == []
    assert [each.due for each in due(store, now() + TOMORROW)] == [made.next_due(now())]


def test_a_digest_is_sent_once_whoever_asks(store: Store) -> None:
    what = tomorrow(store)
    assert send(store, what, lambda: Delivered("all")) is not None
    assert send(store, what, unreachable) is None
    assert due(store, now() + TOMORROW) == []


def test_of_two_that_send_at_the_same_moment_one_does(store: Store) -> None:
    what = tomorrow(store)
    sent: list[str] = []

    def deliver() -> Delivered:
        sent.append("sent")
        return Delivered("all")

    both = [threading.Thread(target=send, args=(store, what, deliver)) for _ in range(8)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sent == ["sent"]


def test_what_was_missed_while_the_app_was_down_is_sent_as_one(store: Store) -> None:
    made = subscribe(store, DAILY, "ann")
    in_ten_days = now() + timedelta(days=10)
    assert [(each.due, each.attempt) for each in due(store, in_ten_days)] == [(made.last_due(in_ten_days), 1)]


def test_what_failed_is_tried_again_after_growing_pauses_and_then_given_up(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    what = tomorrow(store)
    clock = what.due
    monkeypatch.setattr("bsc.actions.subscriptions._now", lambda: clock)
    for number, pause in enumerate(PAUSES, start=1):
        failed = send(store, what, unreachable)
        assert failed is not None
        assert (failed.outcome, failed.attempt) == (Outcome.FAILED, number)
        assert failed.note == "the mail server does not answer"
        clock += pause
        assert due(store, clock - timedelta(seconds=1)) == []
        assert next_look(store, clock - timedelta(seconds=1)) == clock
        (what,) = due(store, clock)
    send(store, what, unreachable)
    assert due(store, what.due + timedelta(hours=23)) == []
    (again,) = due(store, what.due + timedelta(hours=25))
    assert again.attempt == 1


def test_what_was_begun_and_never_ended_is_not_sent_again_and_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    what = tomorrow(store)
    with pytest.raises(ZeroDivisionError):
        send(store, what, lambda: Delivered(str(1 // 0)))
    assert due(store, now() + TOMORROW) == []
    later = now() + timedelta(hours=1)
    monkeypatch.setattr("bsc.actions.subscriptions._now", lambda: later)
    (sending,) = last_sent(store).values()
    assert (sending.outcome, sending.note) == (Outcome.FAILED, LOST)


def test_a_digest_without_news_is_done_with_and_why(store: Store) -> None:
    what = tomorrow(store)
    done = send(store, what, lambda: Delivered("", "nothing changed since 1 Nov 2026"))
    assert done is not None
    assert (done.outcome, done.note) == (Outcome.QUIET, "nothing changed since 1 Nov 2026")
    assert due(store, now() + TOMORROW) == []


def test_nobody_gets_again_what_another_one_did_not_take(store: Store) -> None:
    subscribe(store, {**DAILY, "to": ("board", "team", "board")}, "ann")
    first, second = due(store, now() + TOMORROW)
    assert (first.to, second.to) == ("board", "team")
    send(store, first, lambda: Delivered("all"))
    send(store, second, unreachable)
    assert [(each.to, each.attempt) for each in due(store, now() + TOMORROW)] == [("team", 2)]


def test_a_paused_one_is_not_due_and_one_that_ended_is_gone(store: Store) -> None:
    subscribe(store, DAILY, "ann")
    change_subscription(store, "Board", {"paused": True}, "ben")
    assert due(store, now() + TOMORROW) == []
    assert next_look(store) is None
    unsubscribe(store, "Board", "ben")
    assert subscriptions(store) == []
    with pytest.raises(NotFound):
        unsubscribe(store, "Board", "ben")
    said = [(line.who, line.note) for line in store.journal() if line.action == "digest"]
    assert said == [("ben", "ended"), ("ben", "paused: no → yes"), ("ann", "to board, every day at 06:00 (UTC)")]


def test_the_next_look_is_at_the_next_due_time_or_the_next_attempt(store: Store) -> None:
    what = tomorrow(store)
    made = what.subscription
    assert next_look(store) == made.next_due(now())
    failed = send(store, what, unreachable)
    assert failed is not None
    assert next_look(store, what.due) == min(made.next_due(what.due), max(failed.at + PAUSES[0], what.due))


def test_what_does_not_fit_is_refused_with_a_sentence(store: Store) -> None:
    subscribe(store, DAILY, "ann")
    with pytest.raises(Refused, match="there is a digest Board already – choose another name"):
        subscribe(store, {**DAILY, "name": "board"}, "ann")
    with pytest.raises(DefinitionProblems, match="zone: there is no time zone"):
        subscribe(store, {**DAILY, "name": "Other", "zone": "Moon"}, "ann")
    with pytest.raises(NotAllowed):
        subscribe(held(store, Person("vera", Role.VIEWER)), {**DAILY, "name": "Third"}, "vera")
    assert len(subscriptions(store)) == 1


def test_what_was_due_in_a_pause_or_at_another_hour_is_not_sent_late(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = subscribe(store, DAILY, "ann")
    change_subscription(store, "Board", {"paused": True}, "ann")
    first = made.next_due(now() + TOMORROW)
    monkeypatch.setattr("bsc.actions.subscriptions._now", lambda: first + timedelta(hours=2))
    change_subscription(store, "Board", {"paused": False}, "ann")
    assert due(store, first + timedelta(hours=3)) == []
    assert [each.due for each in due(store, first + timedelta(hours=25))] == [first + TOMORROW]
    change_subscription(store, "Board", {"hour": 7}, "ann")  # 07:00 was an hour ago
    assert due(store, first + timedelta(hours=3)) == []


def test_another_name_sends_nothing_late_and_drops_nothing(store: Store) -> None:
    what = tomorrow(store)
    change_subscription(store, "Board", {"name": "Council"}, "ann")
    assert [each.due for each in due(store, now() + TOMORROW)] == [what.due]


def test_a_failure_of_a_paused_digest_wakes_nobody(store: Store) -> None:
    send(store, tomorrow(store), unreachable)
    change_subscription(store, "Board", {"paused": True}, "ann")
    assert next_look(store, now() + TOMORROW) is None
