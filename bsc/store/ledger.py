"""Writing into the ledger, inside a transaction that the caller holds."""

import json
from collections.abc import Sequence

import duckdb

from bsc.model.definitions import Scorecard
from bsc.model.reading import document_of
from bsc.store.lines import RememberedMapping, Stamp
from bsc.store.statements import text


def write_journal(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, action: str, subject: str, note: str) -> int:
    """Return the number of the new line of the journal."""
    line = {"at": stamp.at, "who": stamp.who, "action": action, "subject": subject, "note": note}
    ((number,),) = cursor.execute(text("insert_journal"), line).fetchall()
    return int(number)


def write_definitions(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, scorecard: Scorecard, note: str) -> int:
    """Return the number of the new version of the definitions."""
    document = json.dumps(document_of(scorecard), ensure_ascii=False, default=str)
    version = {"at": stamp.at, "who": stamp.who, "note": note, "document": document}
    ((number,),) = cursor.execute(text("insert_definitions"), version).fetchall()
    return int(number)


def write_mapping(
    cursor: duckdb.DuckDBPyConnection,
    stamp: Stamp,
    place: tuple[str, str],
    mapping: RememberedMapping,
    headers: Sequence[str] = (),
) -> None:
    """Keep *mapping* for *place*, a fingerprint of *headers* and a dataset, in the place of what was kept before."""
    where = {"fingerprint": place[0], "dataset": place[1]}
    cursor.execute(text("forget_mapping"), where)
    said = {
        "rename": json.dumps(dict(mapping.rename)),
        "answers": json.dumps(dict(mapping.answers)),
        "keep_personal": json.dumps(sorted(mapping.keep_personal)),
    }
    cursor.execute(
        text("insert_mapping"), {**where, **said, "at": stamp.at, "who": stamp.who, "headers": list(headers)}
    )


def write_setting(cursor: duckdb.DuckDBPyConnection, name: str, value: str) -> None:
    """Keep the setting *name* with *value* in the place of what it was."""
    cursor.execute(text("forget_setting"), {"name": name})
    cursor.execute(text("insert_setting"), {"name": name, "value": value})
