"""What goes on beside an open store after its changes: its rollups are brought up to date, once, and that ends."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bsc.actions.jobs import Jobs, State
from bsc.actions.upkeep import Upkeep
from bsc.errors import Cancelled
from bsc.intake.progress import Progress, Watch
from bsc.store import Store
from tests.actuals.asked_twice import Company
from tests.actuals.visits import A_DAY, VISITS, company_of, document, many_visits, visits

SECONDS = 30


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Company]:
    company = company_of(tmp_path, document(), many_visits())
    yield company
    company.store.close()


def kept_up(store: Store) -> None:
    Upkeep.beside(store)
    settled(store)


def settled(store: Store) -> None:
    """Wait until nothing is done any more."""
    ended(Upkeep.beside(store))


def ended(upkeep: Upkeep) -> None:
    assert upkeep.job is not None
    assert upkeep.job.wait(SECONDS)


def test_a_store_without_anything_prepared_gets_its_rollup_as_soon_as_somebody_keeps_it_up(many: Company) -> None:
    kept_up(many.store)
    assert many.served("visits", "2026-01") == "rollup"


def test_after_an_import_the_touched_days_are_added_up_anew(many: Company) -> None:
    kept_up(many.store)
    (before,) = many.store.rollups()
    many.bring("visits", VISITS, visits((5, 3)))
    settled(many.store)
    (after,) = many.store.rollups()
    assert (after.id, after.touched, after.rows) == (before.id, frozenset(), before.rows - A_DAY + 3)
    assert many.actual("visits", "2026-01-05").value == 3


def test_after_a_change_of_the_definitions_there_is_what_they_want(many: Company) -> None:
    kept_up(many.store)
    many.define(document("sum(clicks)"))
    settled(many.store)
    assert many.served("kpi", "2026-01") == "rollup"


def test_a_change_that_comes_while_it_works_is_not_lost(many: Company) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait(_: Watch) -> None:
        begun.set()
        assert go_on.wait(SECONDS)

    upkeep = Upkeep.beside(many.store, wait)
    assert begun.wait(SECONDS)
    job = upkeep.job
    many.bring("visits", VISITS, visits((5, 3)))
    many.bring("visits", VISITS, visits((6, 3)))
    assert upkeep.job is job
    go_on.set()
    settled(many.store)
    assert many.store.rollups()[0].touched == frozenset()


def test_a_change_that_comes_after_its_last_look_begins_it_anew(many: Company) -> None:
    looked, go_on = threading.Event(), threading.Event()
    upkeep = Upkeep(many.store)
    jobs = Jobs.beside(many.store)

    def last_moment(watch: Watch) -> None:
        upkeep._work(watch)
        looked.set()
        assert go_on.wait(SECONDS)

    upkeep._working = upkeep._due = True
    upkeep.job = jobs.start("ends slowly", last_moment)
    assert looked.wait(SECONDS)
    assert upkeep.job.state is State.RUNNING
    many.bring("visits", VISITS, visits((5, 3)))
    upkeep.changed()
    ended(upkeep)
    go_on.set()
    assert many.store.rollups()[0].touched == frozenset()


def test_its_own_work_does_not_set_it_off_again(many: Company) -> None:
    rounds: list[int] = []
    upkeep = Upkeep.beside(many.store, lambda _: rounds.append(1))
    settled(many.store)
    many.bring("visits", VISITS, visits((5, 3)))
    settled(many.store)
    job = upkeep.job
    upkeep.changed()
    assert upkeep.job is job
    assert len(rounds) == 2
    assert [each.title for each in Jobs.beside(many.store).recent()] == ["Preparing sums by day"] * 2


def test_all_who_keep_a_store_up_share_one_upkeep(many: Company) -> None:
    kept = Upkeep.beside(many.store)
    assert Upkeep.beside(many.store, lambda _: None) is kept
    settled(many.store)


def test_stopped_work_begins_again_with_the_next_change(many: Company) -> None:
    def stopped(_: Watch) -> None:
        raise Cancelled("enough")

    upkeep = Upkeep.beside(many.store, stopped)
    ended(upkeep)
    assert upkeep.job is not None
    assert upkeep.job.state is State.CANCELLED
    many.bring("visits", VISITS, visits((5, 3)))
    ended(upkeep)
    assert many.store.rollups()[0].touched == frozenset()


def test_a_job_that_is_stopped_before_its_turn_does_not_stand_in_the_way(many: Company) -> None:
    go_on = threading.Event()
    jobs = Jobs.beside(many.store)
    others = [jobs.start("long work", lambda _: go_on.wait(SECONDS)) for _ in range(4)]
    upkeep = Upkeep.beside(many.store)
    assert upkeep.job is not None
    upkeep.job.cancel()
    many.bring("visits", VISITS, visits((5, 3)))
    go_on.set()
    assert all(each.wait(SECONDS) for each in others)
    settled(many.store)
    assert many.actual("visits", "2026-01-05").served == "rollup"


def test_closing_the_store_ends_it(tmp_path: Path) -> None:
    company = company_of(tmp_path, document(), many_visits())
    begun = threading.Event()

    def wait(watch: Watch) -> None:
        begun.set()
        while True:  # until the watcher raises
            watch(Progress(step="waiting"))

    upkeep = Upkeep.beside(company.store, wait)
    assert begun.wait(SECONDS)
    company.store.close()
    assert upkeep.job is not None
    assert upkeep.job.state is State.CANCELLED
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("bsc job")] == []


def test_few_rows_are_left_as_they_are(tmp_path: Path) -> None:
    company = Company(tmp_path, document())
    company.bring("visits", VISITS, visits((1, 50)))
    kept_up(company.store)
    assert company.store.rollups() == ()
    company.store.close()
