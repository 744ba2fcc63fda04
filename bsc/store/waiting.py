"""Waiting for one of few seats, with a look now and then at whether it is still wanted."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LOOK_EVERY_S = 0.2


@contextmanager
def seat(seats: threading.Semaphore, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold one of *seats* while the block runs; *waiting* is called while all are taken, and may raise to give up."""
    while not seats.acquire(timeout=LOOK_EVERY_S if waiting else None):
        if waiting:
            waiting()
    try:
        yield
    finally:
        seats.release()
