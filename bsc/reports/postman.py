"""The postman: a quiet thread of the running app that sends what is due, and sleeps until something is."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Final

from bsc.actions.notifications import next_telling
from bsc.actions.subscriptions import due, next_look
from bsc.reports.notification_rounds import tell_due
from bsc.reports.rounds import each_by_itself
from bsc.reports.sending import Post, send_due
from bsc.store import Store

LONGEST_SLEEP_S: Final = 600.0  # a clock can be set, and a machine can have slept
_SHORTEST_SLEEP_S: Final = 1.0
_AFTER_AN_ERROR_S: Final = 60.0
_LOG: Final = logging.getLogger(__name__)


class Postman:
    """What sends the digests and notifications of one store.

    It begins at once, looks again after every change, and ends with the store. *post* says where they go; it is asked
    anew each time something is due, so that a cure of settings counts at once.
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
            with ThreadPoolExecutor(1, "digest") as beside:  # whatever goes wrong with one digest ends no other
                looked = beside.submit(self._look)
            if error := looked.exception():
                _LOG.error("what is due could not be sent", exc_info=error)
            self._wake.wait(_AFTER_AN_ERROR_S if error else looked.result())

    def _look(self) -> float:
        """Send what is due; return for how many seconds there is nothing to do."""
        each_by_itself((self._send, self._tell), lambda work: work())
        return self._sleep()

    def _send(self) -> None:
        if due(self._store):
            for each in send_due(self._store, self._post(), going=lambda: not self._ended):
                _LOG.info("digest %s to %s: %s", each.subscription, each.destination, each.outcome)

    def _tell(self) -> None:
        for told in tell_due(self._store, self._post, going=lambda: not self._ended):
            _LOG.info("notification %s to %s: %s", told.notification, told.destination, told.outcome)

    def _sleep(self) -> float:
        moments = [each for each in (next_look(self._store), next_telling(self._store)) if each is not None]
        if not moments:
            return LONGEST_SLEEP_S
        left = (min(moments) - datetime.now(UTC).replace(tzinfo=None)).total_seconds()
        return min(max(left, _SHORTEST_SLEEP_S), LONGEST_SLEEP_S)
