"""The tokens that programs show: kept as hashes, each with the datasets that it may bring files into."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from bsc.store.lines import Stamp
from bsc.store.statements import text

EVERY_DATASET = "*"
Rows = Callable[..., list[tuple[Any, ...]]]


@dataclass(frozen=True, kw_only=True)
class TokenLine:
    """A token without its secret: what it is called, what it may reach, who made it, when it was last used (UTC)."""

    id: str
    name: str
    datasets: tuple[str, ...]
    made_at: datetime
    made_by: str
    last_used: datetime | None
    revoked_at: datetime | None

    @property
    def active(self) -> bool:
        """Return whether the token still opens anything."""
        return self.revoked_at is None

    def reaches(self, dataset: str) -> bool:
        """Return whether files may be brought into *dataset* with it."""
        return EVERY_DATASET in self.datasets or dataset in self.datasets


def token_lines(rows: Rows) -> list[TokenLine]:
    """Return every token, the newest first, revoked ones as well; *rows* is `Store.read`."""
    return [
        TokenLine(
            id=token_id,
            name=name,
            datasets=tuple(datasets),
            made_at=made_at,
            made_by=made_by,
            last_used=last_used,
            revoked_at=revoked_at,
        )
        for token_id, name, datasets, made_at, made_by, last_used, revoked_at in rows(text("tokens"))
    ]


def token_hash(rows: Rows, token_id: str) -> str | None:
    """Return the hash of the token *token_id*; None when there is none, or it was revoked."""
    return next((str(kept) for (kept,) in rows(text("token_hash"), [token_id])), None)


def write_token(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, token: Mapping[str, object]) -> None:
    """Keep a new *token*: its `id`, `name`, `hash` and `datasets`."""
    cursor.execute(text("insert_token"), {**token, "at": stamp.at, "who": stamp.who})


def write_revoked(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, token_id: str) -> None:
    """Keep that the token was revoked."""
    cursor.execute(text("revoke_token"), {"id": token_id, "at": stamp.at})


def write_used(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, token_id: str) -> None:
    """Keep when the token was last used."""
    cursor.execute(text("use_token"), {"id": token_id, "at": stamp.at})
