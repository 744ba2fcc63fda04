"""Records as a file carries them, written as they were: under their own names and moments."""

from collections.abc import Callable
from typing import Any

import duckdb

from bsc.model.records import NoteRecord
from bsc.store.statements import text

Rows = Callable[..., list[tuple[Any, ...]]]


def withdrawn_notes(rows: Rows) -> frozenset[str]:
    """Return the uid of every note that was withdrawn."""
    return frozenset(str(uid) for (uid,) in rows(text("withdrawn_notes")))


def restore_note(cursor: duckdb.DuckDBPyConnection, note: NoteRecord) -> None:
    """Keep *note* with its wordings, in the place of the one with its uid."""
    kept = {
        "uid": note.uid,
        "kind": note.about.kind.value,
        "subject": note.about.id,
        "day": note.day,
        "text": note.text,
        "who": note.who,
        "at": note.at,
    }
    found = (
        cursor.execute(text("rewrite_note"), kept).fetchall() or cursor.execute(text("insert_note"), kept).fetchall()
    )
    number = int(found[0][0])
    cursor.execute(text("forget_wordings"), {"note": number})
    for wording in note.before:
        before = {"note": number, "text": wording.text, "who": wording.who, "at": wording.at}
        cursor.execute(text("keep_wording"), before)
