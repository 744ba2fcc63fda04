"""What has come about and holds: the same key as long as it holds, whoever answers for it named."""

from datetime import date, datetime
from pathlib import Path

from bsc.model.notification import EventKind
from bsc.model.review import Decision, Review
from bsc.model.view import View
from bsc.store import Stamp, Store
from bsc.store.remarks import put_review
from bsc.views.events import events, wanted
from bsc.views.events_item import Event
from bsc.views.workspace import Workspace
from tests.views import watched_company
from tests.views.watched_company import TODAY

DONE = datetime(2026, 9, 8, 12)  # noqa: DTZ001 -- UTC without a zone


def found(store: Store, kind: EventKind, today: date = TODAY) -> dict[str, Event]:
    return {each.key: each for each in events(Workspace(store, today), View()) if each.kind is kind}


def test_kpis_off_track_and_changed_are_events_under_keys_without_a_period(tmp_path: Path) -> None:
    store = watched_company.opened(tmp_path)
    off_track, changed = found(store, EventKind.OFF_TRACK), found(store, EventKind.SIGNAL)
    assert {*off_track} == {"off track/red", "off track/dropped"}
    assert off_track["off track/dropped"].since == "since Aug 2026"
    assert off_track["off track/red"].since == "since Sep 2025 or earlier"
    assert changed["signal/dropped/low"].better is False
    assert changed["signal/risen/high"].better is True
    store.close()


def test_a_month_that_has_begun_without_its_file_ends_nothing(tmp_path: Path) -> None:
    store = watched_company.opened(tmp_path)
    in_time = {*found(store, EventKind.OFF_TRACK), *found(store, EventKind.SIGNAL)}
    late = date(2026, 11, 10)
    assert {*found(store, EventKind.OFF_TRACK, late), *found(store, EventKind.SIGNAL, late)} == in_time
    store.close()


def test_data_is_late_when_its_next_file_is(tmp_path: Path) -> None:
    store = watched_company.opened(tmp_path)
    assert found(store, EventKind.STALE) == {}
    late = found(store, EventKind.STALE, date(2026, 12, 10))
    assert {*late} == {"stale data/facts"}
    store.close()


def test_reviews_are_due_closed_and_leave_decisions_that_somebody_owes(tmp_path: Path) -> None:
    store = watched_company.opened(tmp_path)
    late = Decision(id="d1", text="Shorten the form", owner="Ann", due=date(2026, 9, 9))
    reviews = (
        Review(
            id="august", name="August", held=date(2026, 9, 8), attendees=("Ben",), decisions=(late,), closed_at=DONE
        ),
        Review(id="open", name="September", held=TODAY, attendees=("Ben",)),
        Review(id="later", name="October", held=date(2026, 10, 8)),
    )
    with store.change() as cursor:
        for each in reviews:
            put_review(cursor, Stamp("ann", DONE), each)
    assert {*found(store, EventKind.REVIEW)} == {"review/august/closed", "review/open/due"}
    assert {*found(store, EventKind.OVERDUE)} == {"overdue/decision/august/d1/2026-09-09"}
    assert {*found(store, EventKind.ASSIGNED)} == {"assigned/decision/august/d1/ann"}
    everything = events(Workspace(store, TODAY), View())
    bens = wanted(everything, tuple(EventKind), " ben ")
    assert [each.key for each in bens] == ["review/august/closed", "review/open/due"]
    store.close()


def test_who_answers_for_an_objective_or_helps_with_its_work_answers_for_its_kpis(tmp_path: Path) -> None:
    work = "{id: dig, name: Dig, objective: aim, start: 2026-01-01, due: 2026-06-30, helpers: [Ann]}"
    text = watched_company.definitions(work).replace(
        "perspective: customer}", "perspective: customer, owner: Web Team}"
    )
    store = watched_company.opened(tmp_path, text)
    everything = events(Workspace(store, TODAY), View())
    for who in ("web  team", "ANN"):
        keys = {each.key for each in wanted(everything, (EventKind.OFF_TRACK, EventKind.OVERDUE), who)}
        assert keys == {"off track/red", "off track/dropped", "overdue/dig/2026-06-30"}, who
    assert wanted(everything, tuple(EventKind), "Zoe") == ()
    store.close()
