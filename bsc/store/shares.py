"""Share links as they are kept: what each shows, and of its secrets only hashes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import duckdb

from bsc.model.sharing import SharedView, ShareLink
from bsc.store.lines import Stamp
from bsc.store.statements import text

Rows = Callable[..., list[tuple[Any, ...]]]
_COLUMNS = (
    "id",
    "name",
    "note",
    "kind",
    "shown",
    "made_at",
    "made_by",
    "expires_at",
    "revoked_at",
    "opened",
    "last_opened",
    "as_of",
    "snapshot",
)


@dataclass(frozen=True)
class ShareLine:
    """A share link with what is kept of its secrets: the hash of its token, and that of its passphrase if it has one.

    Neither is ever part of what is printed. `figures` are the scores that a frozen one showed when it was made.
    """

    link: ShareLink
    hash: str = field(repr=False)
    passphrase: str | None = field(repr=False)
    figures: str | None = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class WrittenShare:
    """A share link as it is written down."""

    id: str
    name: str
    note: str
    kind: str
    shown: SharedView
    expires_at: datetime | None
    hash: str = field(repr=False)
    passphrase: str | None = field(repr=False)
    as_of: date | None = None
    snapshot: str | None = None
    figures: str | None = None


def shares(rows: Rows) -> tuple[ShareLine, ...]:
    """Return every share link, the newest first; expired and revoked ones as well."""
    return tuple(_line(row) for row in rows(text("shares")))


def insert_share(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, share: WrittenShare) -> None:
    """Keep a new share link."""
    kept = {**vars(share), "shown": share.shown.model_dump_json(), "at": stamp.at, "who": stamp.who}
    cursor.execute(text("insert_share"), kept)


def revoke_share(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, share: str) -> None:
    """Keep that the link was revoked."""
    cursor.execute(text("revoke_share"), {"id": share, "at": stamp.at})


def rotate_share(cursor: duckdb.DuckDBPyConnection, share: str, new_hash: str) -> None:
    """Give the link another secret."""
    cursor.execute(text("rotate_share"), {"id": share, "hash": new_hash})


def count_opened(cursor: duckdb.DuckDBPyConnection, share: str, times: int, last: datetime) -> None:
    """Keep that the link was opened so many *times* more, the last of them at the moment *last* (UTC)."""
    cursor.execute(text("opened_share"), {"id": share, "times": times, "at": last})


def _line(row: tuple[Any, ...]) -> ShareLine:
    *columns, kept_hash, passphrase, figures = row
    found = dict(zip(_COLUMNS, columns, strict=True))
    shown = SharedView.model_validate_json(found.pop("shown"))
    return ShareLine(ShareLink(**found, shown=shown, guarded=passphrase is not None), kept_hash, passphrase, figures)
