"""What is kept, what is undone, and what readers see meanwhile."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import duckdb
import pytest

from bsc.errors import BscError
from bsc.store import Store
from tests.store.bench import Bench

SETTING = "insert into ledger.settings values ('colour', ?)"


def test_a_change_is_kept_whole(store: Store) -> None:
    with store.change() as cursor:
        cursor.execute(SETTING, ["green"])
    assert store.setting("colour") == "green"


def test_an_error_in_a_change_undoes_all_of_it(store: Store) -> None:
    def fails() -> None:
        with store.change() as cursor:
            cursor.execute(SETTING, ["green"])
            message = "no"
            raise BscError(message)

    with pytest.raises(BscError, match="no"):
        fails()
    assert store.setting("colour") is None
    with store.change() as cursor:
        cursor.execute(SETTING, ["blue"])
    assert store.setting("colour") == "blue"


def test_a_database_error_that_was_caught_inside_still_fails_the_change(store: Store) -> None:
    """DuckDB answers OK to the COMMIT that follows, and keeps nothing."""

    def catches() -> None:
        with store.change() as cursor:
            cursor.execute(SETTING, ["green"])
            with pytest.raises(duckdb.CatalogException):
                cursor.execute("select * from nowhere")

    with pytest.raises(duckdb.TransactionException):
        catches()
    assert store.setting("colour") is None


def test_a_look_keeps_nothing(store: Store) -> None:
    with store.looking() as cursor:
        cursor.execute(SETTING, ["green"])
        assert cursor.execute("select value from ledger.settings").fetchall() == [("green",)]
    assert store.setting("colour") is None


def test_readers_see_all_of_a_change_or_nothing_of_it(bench: Bench) -> None:
    """Eight readers and a writer for two seconds: every file holds two rows that add up to nothing."""
    dataset = {"id": "ads", "time": "day"}
    types = {"day": "date", "amount": "integer"}
    files = [bench.incoming(dataset, types, [(date(2026, 1, 1), n), (date(2026, 1, 1), -n)]) for n in range(1, 12)]
    bench.bring(files[0])
    over = threading.Event()
    seen: set[tuple[int, int]] = set()
    errors: list[BaseException] = []

    def look() -> None:
        try:
            while not over.is_set():
                seen.update(bench.store.read('select sum(amount)::bigint, count(*) from "dataset"."ads"'))
                bench.store.imports()
                bench.store.shapes()
        except BaseException as error:
            errors.append(error)
            raise

    readers = [threading.Thread(target=look) for _ in range(8)]
    for reader in readers:
        reader.start()
    end = time.monotonic() + 2
    brought = 1
    try:
        while time.monotonic() < end and brought < len(files):
            bench.bring(files[brought])
            bench.store.checkpoint()
            bench.undo(brought, "ads")
            brought += 1
    finally:
        over.set()
        for reader in readers:
            reader.join(timeout=20)
    assert errors == []
    assert brought > 1
    assert seen == {(0, 2)}


def test_changes_of_many_threads_come_one_after_the_other(store: Store) -> None:
    with store.change() as cursor:
        cursor.execute("insert into ledger.settings values ('n', '0')")

    def add() -> None:
        for _ in range(5):
            with store.change() as cursor:
                ((n,),) = cursor.execute("select value::int from ledger.settings").fetchall()
                cursor.execute("update ledger.settings set value = ?", [str(n + 1)])

    threads = [threading.Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.setting("n") == "30"


WRITER = """
import sys
from bsc.store import Store
from tests.store.bench import Bench
store = Store.open(sys.argv[1])
for number in range(100_000):
    with store.change() as cursor:
        cursor.execute("insert into ledger.settings values ('a', ?)", [str(number)])
        cursor.execute("insert into ledger.settings values ('b', ?)", [str(number)])
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [3, 17])
def test_a_killed_writer_leaves_every_change_whole_that_it_had_acknowledged(tmp_path: Path, after: int) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "bsc.duckdb")], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    acknowledged = [int(writer.stdout.readline()) for _ in range(after)][-1]
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate(timeout=20)
    store = Store.open(tmp_path / "bsc.duckdb")
    rows = store.read("select name, max(value::int), count(*) from ledger.settings group by name order by name")
    (_, last_a, count_a), (_, last_b, count_b) = rows
    assert (last_a, count_a) == (last_b, count_b)
    assert last_a >= acknowledged
    assert count_a == last_a + 1
    store.close()


def test_a_read_that_goes_on_once_turned_a_finished_import_into_an_error(bench: Bench) -> None:
    dataset, types = {"id": "ads", "time": "day"}, {"day": "date", "amount": "integer"}
    bench.bring(bench.incoming(dataset, types, [(date(2026, 1, 1), 1)]))
    with bench.store._lender.lent() as reader:
        reader.execute("begin")
        reader.execute('select count(*) from "dataset"."ads"').fetchall()
        bench.bring(bench.incoming(dataset, types, [(date(2026, 1, 1), 2)]))
        done = threading.Timer(0.3, reader.execute, ["commit"])
        done.start()
        bench.store.checkpoint()
        done.join()
    assert bench.store.read('select amount from "dataset"."ads"') == [(2,)]
