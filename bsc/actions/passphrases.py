"""Passphrases: what a person chose is kept so that trying every likely one takes years, also for whoever has the file.

Source: RFC 7914 (scrypt); N = 2^14, r = 8, p = 5 of the OWASP Password Storage Cheat Sheet: 16 MiB a try.
"""

import hashlib
import hmac
import secrets
import threading
import unicodedata
from typing import Final

from bsc.errors import Refused

SHORTEST: Final = 8  # characters
LONGEST: Final = 200
COST: Final = (2**14, 8, 5)  # N, r, p
_SALT_BYTES = 16
_MEMORY: Final = 64 * 2**20  # bytes that one try may take; OpenSSL refuses more than 32 MiB by itself
_SCHEME = "scrypt"
_one_at_a_time: Final = threading.Semaphore(2)  # tries that are sent at once take no more memory and no more cores


def sealed(passphrase: str) -> str:
    """Return what is kept of *passphrase*: the scheme, its cost, a salt of its own and the hash.

    Raises Refused for one that is too short to be worth the name, or longer than anybody types.
    """
    said = _normal(passphrase)
    if not SHORTEST <= len(said) <= LONGEST:
        message = (
            f"the passphrase has {len(said)} characters – choose one with {SHORTEST} to {LONGEST}, like four words"
        )
        raise Refused(message)
    salt = secrets.token_bytes(_SALT_BYTES)
    return "$".join((_SCHEME, *map(str, COST), salt.hex(), _hash(said, salt, COST).hex()))


def opens(kept: str, passphrase: str) -> bool:
    """Return whether *passphrase* is the one that *kept* was made of, in the same time whatever it is."""
    _, n, r, p, salt, known = kept.split("$")
    shown = _hash(_normal(passphrase), bytes.fromhex(salt), (int(n), int(r), int(p)))
    return hmac.compare_digest(shown, bytes.fromhex(known))


def _normal(passphrase: str) -> str:
    """Return *passphrase* as it is on every keyboard: ü is one letter, however it was composed."""
    return unicodedata.normalize("NFKC", passphrase[: 2 * LONGEST]).strip()


def _hash(said: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    with _one_at_a_time:
        return hashlib.scrypt(said.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY)
