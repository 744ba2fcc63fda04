"""Notes, scenarios, reviews and tags: what is thought about the scorecard beside what is defined."""

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import duckdb

from bsc.errors import Refused
from bsc.model.notes import Note, Wording
from bsc.model.review import Review
from bsc.model.scenario import Scenario
from bsc.model.subject import Subject, SubjectKind
from bsc.model.tag import Tag
from bsc.store.lines import Stamp
from bsc.store.statements import text

Rows = Callable[..., list[tuple[Any, ...]]]


def notes(rows: Rows) -> tuple[Note, ...]:
    """Return every note that was not withdrawn, the oldest day first."""
    before: defaultdict[int, list[Wording]] = defaultdict(list)
    for number, said, who, at in rows(text("wordings")):
        before[number].append(Wording(text=said, who=who, at=at))
    return tuple(
        Note(
            id=number,
            uid=uid,
            about=Subject(kind=SubjectKind(kind), id=subject),
            day=day,
            text=said,
            who=who,
            at=at,
            before=tuple(before[number]),
        )
        for number, uid, kind, subject, day, said, who, at in rows(text("notes"))
    )


def scenarios(rows: Rows) -> tuple[Scenario, ...]:
    """Return every scenario, the oldest first."""
    return tuple(Scenario.model_validate(json.loads(document)) for (document,) in rows(text("scenarios")))


def reviews(rows: Rows, before: Mapping[str, Review] | None = None) -> dict[str, Review]:
    """Return every review by the document that it is kept as; the day it was held decides: the oldest first.

    A document that was known *before* says what it said, wherever it stands now: it is not taken apart again.
    """
    known = before or {}
    kept = {
        document: known.get(document) or Review.model_validate_json(document) for (document,) in rows(text("reviews"))
    }
    return dict(sorted(kept.items(), key=lambda each: each[1].held))


def tags(rows: Rows) -> tuple[Tag, ...]:
    """Return every comment that was put to a touchpoint, the oldest first."""
    return tuple(
        Tag(dataset=dataset, comment=comment, day=day, touchpoint=touchpoint)
        for dataset, comment, day, touchpoint in rows(text("tags"))
    )


def insert_note(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, about: Subject, day: date, said: str) -> int:
    """Return the number of the new note."""
    note = {
        "uid": uuid.uuid4().hex,
        "kind": about.kind.value,
        "subject": about.id,
        "day": day,
        "text": said,
        "who": stamp.who,
        "at": stamp.at,
    }
    ((number,),) = cursor.execute(text("insert_note"), note).fetchall()
    return int(number)


def change_note(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, number: int, said: str) -> str | None:
    """Return what the note said until now, which is kept; None when there is none with that *number*."""
    found = cursor.execute(text("insert_wording"), {"id": number}).fetchall()
    if found:
        cursor.execute(text("change_note"), {"id": number, "text": said, "who": stamp.who, "at": stamp.at})
    return str(found[0][0]) if found else None


def withdraw_note(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, number: int) -> str | None:
    """Return what the note said that is withdrawn now; None when there is none with that *number*."""
    found = cursor.execute(text("withdraw_note"), {"id": number, "at": stamp.at, "who": stamp.who}).fetchall()
    return str(found[0][0]) if found else None


def put_scenario(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, scenario: Scenario) -> bool:
    """Keep *scenario* in the place of the one with its id; return whether it is a new one."""
    document = json.dumps(scenario.plain(), ensure_ascii=False)
    return _put(cursor, stamp, "scenario", scenario.id, document)


def forget_scenario(cursor: duckdb.DuckDBPyConnection, scenario: str) -> bool:
    """Take the scenario away; return whether there was one."""
    return bool(cursor.execute(text("forget_scenario"), {"id": scenario}).fetchall())


def put_review(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, review: Review) -> bool:
    """Keep *review* in the place of the one with its id; return whether it is a new one.

    Raises Refused where that one is closed and says otherwise, but for what became of its decisions.
    """
    kept = _kept_review(cursor, review.id)
    if kept is not None and not kept.open and kept.said != review.said:
        raise _closed(kept)
    return _put(cursor, stamp, "review", review.id, review.model_dump_json(exclude_defaults=True))


def forget_review(cursor: duckdb.DuckDBPyConnection, review: str) -> bool:
    """Take the review away; return whether there was one. Raises Refused for a closed one."""
    kept = _kept_review(cursor, review)
    if kept is not None and not kept.open:
        raise _closed(kept)
    return bool(cursor.execute(text("forget_review"), {"id": review}).fetchall())


def _kept_review(cursor: duckdb.DuckDBPyConnection, review: str) -> Review | None:
    found = cursor.execute(text("review"), {"id": review}).fetchone()
    return Review.model_validate_json(found[0]) if found else None


def _closed(review: Review) -> Refused:
    message = f"the review {review.name} is closed – nobody changes what it says; open the next one"
    return Refused(message)


def put_tag(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, tag: Tag) -> bool:
    """Put the comment to the touchpoint; return whether it was not there before."""
    new = not forget_tag(cursor, tag)
    cursor.execute(text("insert_tag"), {**tag.model_dump(), "who": stamp.who, "at": stamp.at})
    return new


def forget_tag(cursor: duckdb.DuckDBPyConnection, tag: Tag) -> bool:
    """Take the comment from the touchpoint; return whether it was there."""
    return bool(cursor.execute(text("forget_tag"), tag.model_dump(exclude={"day"})).fetchall())


def _put(cursor: duckdb.DuckDBPyConnection, stamp: Stamp, kind: str, identity: str, document: str) -> bool:
    """Keep *document* in the place of the one of its kind with its id; return whether it is a new one."""
    made = cursor.execute(text(f"forget_{kind}"), {"id": identity}).fetchall()
    kept = {"id": identity, "document": document, "who": stamp.who, "at": made[0][0] if made else stamp.at}
    cursor.execute(text(f"insert_{kind}"), kept)
    return not made
