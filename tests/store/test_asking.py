"""Questions to the store: columns as arrays, long ones that can be stopped, and large ones two at a time."""

import threading
import time
from datetime import datetime

import numpy as np
import pytest

from bsc.errors import Cancelled
from bsc.store import Store

LONG = "select count(*) from range(1_000_000) as a, range(1_000_000) as b where hash(a.range, b.range) = 1"


def _gives_up() -> None:
    raise Cancelled("stopped")


def _until(condition: threading.Event) -> None:
    assert condition.wait(20)


def test_the_columns_of_a_query_are_arrays_and_missing_values_are_masked(store: Store) -> None:
    found = store.arrays("select * from (values (1, 1.5::double, ?), (2, null, 'b')) as t(n, cost, name)", ["a"])
    assert found["n"].tolist() == [1, 2]
    assert not isinstance(found["n"], np.ma.MaskedArray)
    assert found["cost"].tolist() == [1.5, None]
    assert isinstance(found["cost"], np.ma.MaskedArray)
    assert found["name"].tolist() == ["a", "b"]


def test_days_are_moments_in_an_array(store: Store) -> None:
    found = store.arrays("select date '2026-01-31' as day")["day"]
    assert found.dtype == np.dtype("datetime64[us]")
    assert found.tolist() == [datetime(2026, 1, 31)]  # noqa: DTZ001 -- the store keeps no zones


def test_every_question_is_counted(store: Store) -> None:
    before = store.queries
    store.read("select 1")
    store.arrays("select 1 as n", large=True)
    assert store.queries == before + 2


@pytest.mark.parametrize("large", [False, True])
def test_a_long_question_ends_when_nobody_waits_for_it_any_more(store: Store, large: bool) -> None:
    began = time.monotonic()
    with pytest.raises(Cancelled, match="stopped"):
        store.read(LONG, watch=_gives_up, large=large)
    with pytest.raises(Cancelled, match="stopped"):
        store.arrays(LONG, watch=_gives_up, large=large)
    assert time.monotonic() - began < 20
    assert store.read("select 1", watch=lambda: None, large=large) == [(1,)]


def test_large_questions_run_two_at_a_time_and_small_ones_pass_them(store: Store) -> None:
    stop = threading.Event()
    running = [threading.Event() for _ in range(2)]

    def scan(runs: threading.Event) -> None:
        def look() -> None:
            runs.set()
            if stop.is_set():
                _gives_up()

        with pytest.raises(Cancelled):
            store.read(LONG, watch=look, large=True)

    threads = [threading.Thread(target=scan, args=(each,)) for each in running]
    for thread in threads:
        thread.start()
    for each in running:
        _until(each)
    with pytest.raises(Cancelled):
        store.read("select 1", watch=_gives_up, large=True)
    assert store.read("select 1") == [(1,)]
    stop.set()
    for thread in threads:
        thread.join()
    assert store.read("select 1", large=True) == [(1,)]
