"""Long work in the background: how far it is, what came of it, stopping it, and what others see meanwhile."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bsc import actions
from bsc.actions.batches import Order, Report, import_parts
from bsc.actions.jobs import Job, Jobs, State
from bsc.errors import BscError, Cancelled, Refused
from bsc.intake.progress import Progress, Watch
from bsc.store import Store
from bsc.store.interrupting import watched

File = Callable[[str, str], Path]
SCORECARD = "version: 1\ndatasets:\n  - {id: ads, time: day}\n"
ROWS = 60_000
SEEN = 'select min(clicks), max(clicks), count(*) from "dataset"."ads"'


@pytest.fixture
def defined(store: Store) -> Store:
    actions.apply_definitions(store, SCORECARD, "ada")
    return store


@pytest.fixture
def january(file: File) -> Callable[[int], Path]:
    def written(clicks: int) -> Path:
        rows = "".join(f"2026-01-{number % 31 + 1:02},{clicks}\n" for number in range(ROWS))
        return file(f"{clicks}.csv", f"day,clicks\n{rows}")

    return written


def ended(job: Job) -> Job:
    assert job.wait(120)
    return job


def test_a_job_gives_back_what_its_work_returns_and_every_session_sees_it(store: Store) -> None:
    def adds_up(watch: Watch) -> int:
        watch(Progress(step="adding", rows=2))
        return 2 + 2

    job = Jobs.beside(store).start("add up", adds_up)
    assert ended(job).state is State.DONE
    assert (job.result, job.error, job.progress.step) == (4, None, "adding")
    assert Jobs.beside(store).get(job.id) is job
    assert Jobs.beside(store).recent() == [job]
    assert Jobs.beside(store).get("another") is None


def test_what_the_reader_can_fix_is_the_jobs_error_and_not_in_the_log(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    def refuses(_: Watch) -> None:
        raise Refused("the file is empty")

    job = ended(Jobs.beside(store).start("import", refuses))
    assert (job.state, str(job.error), job.result) == (State.FAILED, "the file is empty", None)
    assert caplog.records == []


def test_a_bug_is_the_jobs_error_and_in_the_log(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    job = ended(Jobs.beside(store).start("divide", lambda _: 1 // 0))
    assert isinstance(job.error, ZeroDivisionError)
    (record,) = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert record.getMessage().startswith("divide failed after")


def test_a_cancelled_job_stops_when_it_tells_how_far_it_is(store: Store) -> None:
    begun = threading.Event()

    def goes_on(watch: Watch) -> None:
        while True:
            begun.set()
            watch(Progress(step="going on"))

    job = Jobs.beside(store).start("for ever", goes_on)
    begun.wait(20)
    assert job.state == "running"
    job.cancel()
    assert ended(job).state is State.CANCELLED
    assert isinstance(job.error, Cancelled)


def test_a_job_that_waits_its_turn_can_be_cancelled(store: Store) -> None:
    free = threading.Event()
    jobs = [Jobs.beside(store).start(f"{n}", lambda _: free.wait(20)) for n in range(4)]
    waits = Jobs.beside(store).start("last", lambda _: "done")
    waits.cancel()
    assert ended(waits).state is State.CANCELLED
    free.set()
    assert {ended(job).state for job in jobs} == {State.DONE}


def test_closing_the_store_stops_what_runs_beside_it(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "closed.duckdb")
    begun = threading.Event()

    def goes_on(watch: Watch) -> None:
        while True:
            begun.set()
            watch(Progress(step="going on"))

    job = Jobs.beside(store).start("for ever", goes_on)
    begun.wait(20)
    store.close()
    assert job.state is State.CANCELLED


def test_an_import_in_a_job_is_one_that_others_can_follow(defined: Store, january: Callable[[int], Path]) -> None:
    orders = [Order(part=january(1), dataset="ads")]
    job = ended(
        Jobs.beside(defined).start("january", lambda watch: import_parts(defined, orders, who="ada", watch=watch))
    )
    assert isinstance(job.result, Report)
    assert job.result.receipts[0].rows == ROWS
    assert (job.progress.done, job.progress.total) == (orders[0].part.stat().st_size,) * 2  # type: ignore[union-attr]  # a file


def test_a_statement_that_runs_is_interrupted(defined: Store, january: Callable[[int], Path]) -> None:
    """Without an interrupt the load of a large file would go on to its end after Cancel."""
    actions.import_file(defined, january(1), "ads", who="ada")
    running = threading.Event()

    def look() -> None:
        running.set()
        raise Cancelled("enough")

    endless = 'select count(*) from "dataset"."ads" as a, "dataset"."ads" as b where a.clicks + b._line > 7'
    with pytest.raises(Cancelled), defined.change() as cursor, watched(cursor, look):
        cursor.execute(endless)
    assert running.is_set()
    assert defined.read(SEEN) == [(1, 1, ROWS)]


def test_a_stopped_import_that_was_waiting_for_another_change_gives_up(
    defined: Store, january: Callable[[int], Path]
) -> None:
    orders = [Order(part=january(1), dataset="ads")]
    jobs = Jobs.beside(defined)
    with defined.change():
        job = jobs.start("january", lambda watch: import_parts(defined, orders, who="ada", watch=watch))
        while not (job.progress.rows == ROWS and job.progress.done):
            assert job.state is State.RUNNING
        job.cancel()
        assert ended(job).state is State.CANCELLED
    assert defined.imports() == []


def test_readers_see_the_state_before_while_an_import_runs_and_a_preview_waits_for_nobody(
    defined: Store, january: Callable[[int], Path]
) -> None:
    actions.import_file(defined, january(1), "ads", who="ada")
    before = (defined.data_version(), defined.imports(), defined.shapes())
    seen: list[object] = []
    later = january(3)

    def look(progress: Progress) -> None:
        if progress.step.startswith("storing"):
            seen.append(defined.read(SEEN))
            seen.append((defined.data_version(), defined.imports(), defined.shapes()) == before)
            preview = actions.inspect_file(defined, later, "ads")
            assert preview.effect is not None
            seen.append(preview.effect.replaces[0].id)

    actions.import_file(defined, january(2), "ads", who="ada", watch=look)
    assert seen[:3] == [[(1, 1, ROWS)], True, 1]
    assert set(map(str, seen)) == {str([(1, 1, ROWS)]), "True", "1"}
    assert defined.read(SEEN) == [(2, 2, ROWS)]


def test_readers_in_other_threads_see_an_import_whole_or_not_at_all(
    defined: Store, january: Callable[[int], Path]
) -> None:
    actions.import_file(defined, january(1), "ads", who="ada")
    over = threading.Event()
    seen: set[tuple[int, int, int]] = set()
    failed: list[BscError] = []

    def look() -> None:
        try:
            while not over.is_set():
                seen.update(defined.read(SEEN))
                defined.imports()
        except BscError as error:
            failed.append(error)

    readers = [threading.Thread(target=look) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        actions.import_file(defined, january(2), "ads", who="ada")
        actions.undo_import(defined, 2, "ada")
    finally:
        over.set()
        for reader in readers:
            reader.join(60)
    assert failed == []
    assert (1, 1, ROWS) in seen
    assert seen <= {(1, 1, ROWS), (2, 2, ROWS)}
