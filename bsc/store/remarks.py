"""Notes and scenarios: what is thought about the scorecard beside what is defined."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb

from bsc.model.notes import Note
from bsc.model.scenario import Scenario
from bsc.store.lines import Stamp
from bsc.store.statements import text

Rows = Callable[..., list[tuple[Any, ...]]]


def notes(rows: Rows) -> tuple[Note, ...]:
    """Return every note that was not withdrawn, the oldest day first."""
    return tuple(
        Note(id=number, kpi=kpi, day=day, text=said, who=who, at=at)
        for number, kpi, day, said, who, at in rows(text("notes"))
    )


def scenarios(rows: Rows) -> tuple[Scenario, ...]:
    """Return every scenario, the oldest first."""
    return tuple(Scenario.model_validate(json.loads(document)) for (document,) in rows(text("scenarios")))


def insert_note(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, kpi: str, day: date, said: str) -> int:
    """Return the number of the new note."""
    note = {"kpi": kpi, "day": day, "text": said, "who": stamp.who, "at": stamp.at}
    ((number,),) = cursor.execute(text("insert_note"), note).fetchall()
    return int(number)


def withdraw_note(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, number: int) -> str | None:
    """Return what the note said that is withdrawn now; None when there is none with that *number*."""
    found = cursor.execute(text("withdraw_note"), {"id": number, "at": stamp.at, "who": stamp.who}).fetchall()
    return str(found[0][0]) if found else None


def put_scenario(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, scenario: Scenario) -> bool:
    """Keep *scenario* in the place of the one with its id; return whether it is a new one."""
    made = cursor.execute(text("forget_scenario"), {"id": scenario.id}).fetchall()
    document = json.dumps(scenario.plain(), ensure_ascii=False)
    kept = {"id": scenario.id, "document": document, "who": stamp.who, "at": made[0][0] if made else stamp.at}
    cursor.execute(text("insert_scenario"), kept)
    return not made


def forget_scenario(cursor: duckdb.DuckDBPyConnection, scenario: str) -> bool:
    """Take the scenario away; return whether there was one."""
    return bool(cursor.execute(text("forget_scenario"), {"id": scenario}).fetchall())
