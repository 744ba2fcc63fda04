"""Sessions of key mode: who showed the key is known by a signed cookie until it ends, or until they sign out.

What signs is made by the process at its start: a restart ends every session, and so does signing out, in every tab and
for every copy of the cookie.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Final

from bsc.actions.tries import TRIES
from bsc.errors import NotAllowed, Refused
from bsc.model.access import Person, Role
from bsc.model.entrance import Entrance
from bsc.ui.failures import one_line

COOKIE: Final = "bsc_session"
KIND: Final = "key"  # of tries
LONGEST_NAME: Final = 60  # characters
_SECRET: Final = secrets.token_bytes(32)
_ID_BYTES = 16
_ended: dict[str, float] = {}
_ending: Final = Lock()


@dataclass(frozen=True)
class Session:
    """A session: who it is of, its number, and the second (of the clock of the world) at which it ends."""

    person: Person
    id: str
    until: float


def signed_in(entrance: Entrance, name: str, key: str, address: str) -> Session:
    """Return the session of who calls themselves *name* and shows *key* from *address*.

    Raises NotAllowed for a wrong key or too many of them, Refused for a name that is none.
    """
    called = _name(name)
    TRIES.attempt(KIND, address)
    role = _role(entrance.keys, key)
    if role is None:
        raise NotAllowed("this is not the key – ask whoever started the app")
    TRIES.passed(KIND, address)
    person = Person(f"{called} ({role} key)", role)
    return Session(person, secrets.token_hex(_ID_BYTES), time.time() + entrance.hours * 3600)


def cookie_of(session: Session) -> str:
    """Return the text of the cookie that stands for *session*."""
    document = {
        "name": session.person.name,
        "role": session.person.role,
        "id": session.id,
        "until": session.until,
    }
    payload = base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")  # which cookies would quote
    return f"{payload}.{_signature(payload)}"


def session_by(cookie: str | None) -> Session | None:
    """Return the session that *cookie* stands for; None for what this process did not sign, or what has ended."""
    payload, _, signature = (cookie or "").partition(".")
    if not payload or not hmac.compare_digest(signature.encode(), _signature(payload).encode()):
        return None
    try:
        said = json.loads(base64.urlsafe_b64decode(f"{payload}=="))
    except (binascii.Error, ValueError):  # pragma: no cover -- signed by this process, so it can be read
        return None
    session = Session(Person(said["name"], Role(said["role"])), said["id"], said["until"])
    return None if session.until <= time.time() or session.id in _ended else session


def end(session: Session) -> None:
    """End *session* wherever its cookie is."""
    with _ending:
        for known in [number for number, until in _ended.items() if until <= time.time()]:
            del _ended[known]
        _ended[session.id] = session.until


def _signature(payload: str) -> str:
    return hmac.new(_SECRET, payload.encode(), hashlib.sha256).hexdigest()


def _role(keys: Mapping[Role, str], key: str) -> Role | None:
    """Return the role whose key *key* is; every key is compared, each in a time that tells nothing."""
    shown = hashlib.sha256(key.strip().encode()).digest()
    found = [
        role for role, known in keys.items() if hmac.compare_digest(hashlib.sha256(known.encode()).digest(), shown)
    ]
    return found[0] if found else None


def _name(name: str) -> str:
    called = " ".join("".join(sign if sign.isprintable() else " " for sign in one_line(name)).split())
    if not called or len(called) > LONGEST_NAME:
        raise Refused(f"the journal needs a name for what you change – give one of up to {LONGEST_NAME} characters")
    return called
