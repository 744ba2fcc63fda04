"""The postman: a quiet thread of the running app that sends what is due, and sleeps until something is."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from bsc.actions.subscriptions import due, next_look
from bsc.errors import BscError
from bsc.reports.sending import Post, send_due
from bsc.store import Store

LONGEST_SLEEP_S: Final = 600.0  # a clock can be set, and a machine can have slept
_SHORTEST_SLEEP_S: Final = 1.0
_LOG: Final = logging.getLogger(__name__)


class Postman:
    """What sends the digests of one store. It begins at once, looks again after every change, and ends with the store.

    *post* says where they go; it is asked anew each time something is due, so that a cure of settings counts at once.
    """

    def __init__(self, store: Store, post: Callable[[], Post]) -> None:
        """Begin to look after *store*."""
        self._store = store
        self._post = post
        self._wake = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="digests", daemon=True)
        store.after_change(self._wake.set)
        store.before_closing(self.end)
        self._thread.start()

    def end(self) -> None:
        """Send nothing more; returns when what is being sent has gone."""
        self._ended = True
        self._wake.set()
        if self._thread is not threading.current_thread():
            self._thread.join()

    def _work(self) -> None:
        while not self._ended:
            self._wake.clear()
            self._look()
            self._wake.wait(self._sleep())

    def _look(self) -> None:
        if not due(self._store):
            return
        try:
            done = send_due(self._store, self._post())
        except BscError:
            _LOG.exception("digests are due and cannot be sent")
            return
        for each in done:
            _LOG.info("digest %s to %s: %s", each.subscription, each.destination, each.outcome)

    def _sleep(self) -> float:
        following = next_look(self._store)
        if following is None:
            return LONGEST_SLEEP_S
        left = (following - datetime.now(UTC).replace(tzinfo=None)).total_seconds()
        return min(max(left, _SHORTEST_SLEEP_S), LONGEST_SLEEP_S)
