"""Guesses at a secret: ten wrong ones from one address, or a hundred from anywhere, and there is a minute's wait."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from bsc.actions.tries import FROM_ALL, FROM_ONE, REMEMBERED, Tries
from bsc.errors import NotAllowed


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def _wrong(tries: Tries, times: int, address: str = "203.0.113.7", kind: str = "key") -> None:
    for _ in range(times):
        tries.failed(kind, address)


def _is_refused(tries: Tries, address: str = "203.0.113.7", kind: str = "key") -> bool:
    try:
        tries.refuse(kind, address)
    except NotAllowed as refused:
        assert str(refused) == "too many tries – wait a minute, then try again"  # noqa: PT017 -- its sentence
        return True
    return False


def test_the_tenth_wrong_try_is_the_last_for_a_minute() -> None:
    clock = Clock()
    tries = Tries(clock)
    _wrong(tries, FROM_ONE - 1)
    assert not _is_refused(tries)
    clock.now += 20
    _wrong(tries, 1)
    assert _is_refused(tries)
    clock.now += 39.9  # the first nine are 59.9 s old
    assert _is_refused(tries)
    clock.now += 0.2
    assert not _is_refused(tries)


def test_one_address_does_not_shut_another_out_nor_one_secret_another() -> None:
    tries = Tries(Clock())
    _wrong(tries, FROM_ONE)
    assert not _is_refused(tries, "203.0.113.8")
    assert not _is_refused(tries, kind="passphrase 12ab")


def test_a_hundred_wrong_tries_from_anywhere_shut_everybody_out() -> None:
    clock = Clock()
    tries = Tries(clock)
    for number in range(FROM_ALL):
        tries.failed("key", f"198.51.100.{number}")
    assert _is_refused(tries, "203.0.113.8")
    assert not _is_refused(tries, "203.0.113.8", kind="token")
    clock.now += 61
    assert not _is_refused(tries, "203.0.113.8")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("", "", True),
        ("unix socket", "", False),
    ],
)
def test_a_network_that_one_person_has_counts_as_one_address(one: str, other: str, *, same: bool) -> None:
    tries = Tries(Clock())
    _wrong(tries, FROM_ONE, one)
    assert _is_refused(tries, other) is same


def test_a_right_try_takes_itself_back_and_not_the_wrong_ones_before() -> None:
    tries = Tries(Clock())
    for _ in range(FROM_ONE + 5):
        tries.attempt("passphrase", "203.0.113.7")
        tries.passed("passphrase", "203.0.113.7")
    _wrong(tries, FROM_ONE - 1, kind="passphrase")
    tries.attempt("passphrase", "203.0.113.7")
    assert _is_refused(tries, kind="passphrase")


def test_guesses_that_are_sent_in_one_moment_are_no_better_than_ten() -> None:
    tries = Tries(Clock())
    begin = threading.Barrier(16)

    def guessed(_: int) -> int:
        begin.wait()
        looked_at = 0
        for _ in range(5):
            try:
                tries.attempt("passphrase", "203.0.113.7")
            except NotAllowed:
                continue
            looked_at += 1
        return looked_at

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(guessed, range(16))) == FROM_ONE


def test_many_addresses_fill_no_memory() -> None:
    tries = Tries(Clock())
    for number in range(REMEMBERED + 50):
        tries.failed(f"kind {number}", "203.0.113.7")
    assert len(tries._wrong) <= REMEMBERED
