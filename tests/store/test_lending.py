"""Files that are open on demand: few at a time, never closed under a reader."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from bsc.errors import StoreUnusable
from bsc.store.lending import IDLE_S, Among, OnDemand


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def files(tmp_path: Path) -> Callable[[Among, int], list[OnDemand]]:
    def made(among: Among, count: int) -> list[OnDemand]:
        for number in range(count):
            with duckdb.connect(str(tmp_path / f"{number}.duckdb")) as connection:
                connection.execute("create table number as select ? as number", [number])
        return [OnDemand(tmp_path / f"{number}.duckdb", _opened, among) for number in range(count)]

    return made


def _opened(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True)


def _read(file: OnDemand) -> int:
    with file.lent() as cursor:
        ((number,),) = cursor.execute("select number from number").fetchall()
    return int(number)


def test_of_the_files_without_a_reader_the_one_used_longest_ago_is_closed_for_the_next(
    files: Callable[[Among, int], list[OnDemand]],
) -> None:
    among = Among(2)
    one, other, third = files(among, 3)
    assert [_read(one), _read(other), _read(one), _read(third)] == [0, 1, 0, 2]
    assert [each.connection is not None for each in (one, other, third)] == [True, False, True]
    assert _read(other) == 1  # and is opened again


def test_a_file_with_a_reader_in_it_stays_open_and_the_next_one_waits(
    files: Callable[[Among, int], list[OnDemand]],
) -> None:
    among = Among(1)
    one, other = files(among, 2)
    with ThreadPoolExecutor(1) as pool:
        with one.lent() as cursor:
            waiting = pool.submit(_read, other)
            threading.Event().wait(0.2)
            assert not waiting.done()
            assert cursor.execute("select number from number").fetchall() == [(0,)]
        assert waiting.result(10) == 1
    assert among.open == 1


def test_what_nobody_has_used_for_ten_minutes_is_closed(files: Callable[[Among, int], list[OnDemand]]) -> None:
    clock = Clock()
    among = Among(4, clock)
    one, other = files(among, 2)
    _read(one)
    clock.now += IDLE_S - 1
    _read(other)
    assert among.open == 2
    clock.now += 1
    _read(other)
    assert (among.open, one.connection) == (1, None)


def test_a_file_that_ends_is_closed_when_its_last_reader_has_left(
    files: Callable[[Among, int], list[OnDemand]],
) -> None:
    among = Among()
    [one] = files(among, 1)
    with one.lent() as cursor:
        one.close()
        assert cursor.execute("select number from number").fetchall() == [(0,)]
    assert (among.open, one.connection) == (0, None)
    with pytest.raises(StoreUnusable, match="not here any more – open the link again"):
        _read(one)


def test_a_file_that_cannot_be_opened_takes_no_place(tmp_path: Path) -> None:
    among = Among(1)
    for _ in range(2):
        with pytest.raises(duckdb.Error):
            _read(OnDemand(tmp_path / "missing.duckdb", _opened, among))
    assert among.open == 0


def test_many_readers_of_many_files_each_read_their_own(files: Callable[[Among, int], list[OnDemand]]) -> None:
    among = Among(2)
    every = files(among, 5)
    most = []

    def read(turn: int) -> bool:
        right = _read(every[turn % 5]) == turn % 5
        most.append(among.open)
        return right

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(read, range(200)))
    assert max(most) == 2
