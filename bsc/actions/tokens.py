"""Tokens: what a scheduler or another system shows when it brings files in over HTTP."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from bsc.actions.reading import dataset_of
from bsc.actions.recording import changing
from bsc.errors import NotFound, Refused
from bsc.model.access import Role
from bsc.store import Stamp, Store
from bsc.store.tokens import (
    EVERY_DATASET,
    TokenLine,
    token_hash,
    token_lines,
    write_revoked,
    write_token,
    write_used,
)

PREFIX = "bsc"
ID_BYTES = 6
SECRET_BYTES = 32
_PARTS = 3
_USE_IS_KEPT_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class NewToken:
    """A token that was just made: `text` is what a program shows, and it is said only now."""

    line: TokenLine
    text: str


def tokens(store: Store) -> list[TokenLine]:
    """Return every token, the newest first, revoked ones as well."""
    return token_lines(store.read)


def make_token(store: Store, name: str, datasets: Collection[str], who: str) -> NewToken:
    """Return a new token for *datasets* (`*` for all of them, those to come included); only its hash is kept.

    Raises Refused without a name or a dataset, or for a name that an active token has; NotFound for an unknown dataset,
    NotAllowed where *store* is held by somebody who is no admin.
    """
    store.require(Role.ADMIN, "make tokens")
    token_id, secret = secrets.token_hex(ID_BYTES), secrets.token_urlsafe(SECRET_BYTES)
    kept = {"id": token_id, "name": name.strip(), "hash": _hash(secret), "datasets": sorted(set(datasets))}
    with changing(store, who) as recorder:
        _refuse_unnamed(store, name.strip(), datasets)
        for dataset in set(datasets) - {EVERY_DATASET}:
            dataset_of(store, dataset)
        write_token(recorder.cursor, recorder.stamp, kept)
        recorder.record("token", name.strip(), f"made for {_said(datasets)}")
    return NewToken(_line(store, token_id), f"{PREFIX}_{token_id}_{secret}")


def revoke_token(store: Store, token_id: str, who: str) -> TokenLine:
    """Return the token, which opens nothing any more; *token_id* may be its name as well.

    Raises NotFound, Refused when it was revoked before, or NotAllowed where *store* is held by somebody who is no
    admin.
    """
    store.require(Role.ADMIN, "revoke tokens")
    with changing(store, who) as recorder:
        line = _line(store, token_id)
        if not line.active:
            message = f"token {line.name} was revoked on {line.revoked_at:%Y-%m-%d %H:%M} already – nothing to revoke"
            raise Refused(message)
        write_revoked(recorder.cursor, recorder.stamp, line.id)
        recorder.record("token", line.name, "revoked")
    return _line(store, line.id)


def token_shown(store: Store, shown: str) -> TokenLine | None:
    """Return the token whose text is *shown*; None for one that was never made, or was revoked."""
    parts = shown.split("_", _PARTS - 1)
    if len(parts) != _PARTS or parts[0] != PREFIX:
        return None
    kept = token_hash(store.read, parts[1])
    if kept is None or not hmac.compare_digest(kept, _hash(parts[2])):
        return None
    return _line(store, parts[1])


def note_use(store: Store, token: TokenLine) -> None:
    """Keep that *token* was used now; waits for a running change. Uses within a minute are kept as one."""
    stamp = Stamp(token.name)
    if token.last_used is None or stamp.at - token.last_used > _USE_IS_KEPT_EVERY:
        with store.change() as cursor:
            write_used(cursor, stamp, token.id)


def _refuse_unnamed(store: Store, name: str, datasets: Collection[str]) -> None:
    if not name:
        raise Refused("a token without a name cannot be told from others – name it after the system that will use it")
    if not datasets:
        raise Refused("a token without a dataset opens nothing – name the datasets that it may bring files into")
    if any(line.active and line.name == name for line in tokens(store)):
        message = f"there is a token {name} already – choose another name, or revoke that one first"
        raise Refused(message)


def _line(store: Store, name: str) -> TokenLine:
    lines = tokens(store)
    found = [line for line in lines if line.id == name] or [line for line in lines if line.name == name]
    if not found:
        raise NotFound("token", name, [line.name for line in lines])
    return min(found, key=lambda line: not line.active)


def _hash(secret: str) -> str:
    """Return what is kept of *secret*: with its 256 random bits, nothing slower than SHA-256 is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _said(datasets: Collection[str]) -> str:
    return "every dataset" if EVERY_DATASET in datasets else ", ".join(sorted(set(datasets)))
