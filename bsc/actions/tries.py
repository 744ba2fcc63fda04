"""Guesses at a secret: whoever was wrong too often within a minute waits, and what they send is not looked at.

It is kept in the memory of the process. An address of version 6 counts with its whole network (/64), which one person
has for themselves.
"""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import Final

from bsc.errors import NotAllowed

WITHIN_S: Final = 60.0
FROM_ONE: Final = 10  # wrong tries of one address within that time
FROM_ALL: Final = 100  # of all addresses together: a secret is not guessed from many places at once either
REMEMBERED: Final = 10_000  # addresses and kinds; who was seen longest ago is forgotten first
TOO_MANY: Final = "too many tries – wait a minute, then try again"
_EVERYBODY: Final = ""
_NETWORK_OF_ONE = 64  # bits


class Tries:
    """The wrong tries of late, by kind of secret (and, where each is guessed by itself, its id) and by address."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Begin without any; *now* tells seconds."""
        self._now = now
        self._lock = Lock()
        self._wrong: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def refuse(self, kind: str, address: str) -> None:
        """Raise NotAllowed where too many tries were wrong: those of *address*, or of all addresses together."""
        with self._lock:
            self._refuse(kind, address)

    def failed(self, kind: str, address: str) -> None:
        """Take note of a wrong try."""
        with self._lock:
            self._count(kind, address)

    def attempt(self, kind: str, address: str) -> None:
        """Refuse as `refuse` does, else count the try as wrong at once; `passed` takes it back.

        So a thousand guesses that are sent in one moment are no better than ten: for a secret that a person chose.
        """
        with self._lock:
            self._refuse(kind, address)
            self._count(kind, address)

    def passed(self, kind: str, address: str) -> None:
        """Take the last try of *address* back: it was right."""
        with self._lock:
            for key in _keys(kind, address):
                if self._wrong.get(key):
                    self._wrong[key].pop()

    def _refuse(self, kind: str, address: str) -> None:
        for key, most in zip(_keys(kind, address), (FROM_ONE, FROM_ALL), strict=True):
            if len(self._late(key)) >= most:
                raise NotAllowed(TOO_MANY)

    def _count(self, kind: str, address: str) -> None:
        for key in _keys(kind, address):
            late = self._wrong.setdefault(key, deque(maxlen=FROM_ALL))
            late.append(self._now())
            self._wrong.move_to_end(key)
        while len(self._wrong) > REMEMBERED:
            self._wrong.popitem(last=False)

    def _late(self, key: tuple[str, str]) -> deque[float]:
        late = self._wrong.get(key, deque())
        while late and self._now() - late[0] >= WITHIN_S:
            late.popleft()
        return late


def _keys(kind: str, address: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (kind, _one(address)), (kind, _EVERYBODY)


def _one(address: str) -> str:
    """Return what of *address* stands for one person; what is no internet address stands for itself."""
    try:
        found = ip_address(address)
    except ValueError:
        return address or "unknown"
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return f"{int(found) >> _NETWORK_OF_ONE:x}/{_NETWORK_OF_ONE}"


TRIES: Final = Tries()  # of this process
