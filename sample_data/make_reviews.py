"""Write the reviews of the sample company: what was said, with the agenda and figures that the product computes.

Each is opened as on its day: with the initiatives of that day, and with what had become of the decisions by then.
`python sample_data/make_reviews.py` writes them beside what was said, `plans/reviews_held.yaml`.
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:
    sys.path.insert(0, str(HERE.parent))  # so that it runs as a script from any directory

from bsc import actions  # noqa: E402 -- see above
from bsc.actions.recording import changing  # noqa: E402 -- see above
from bsc.model.periods import Grain  # noqa: E402 -- see above
from bsc.model.reading import document_of, plain  # noqa: E402 -- see above
from bsc.model.review import DecisionState, Review  # noqa: E402 -- see above
from bsc.model.view import View  # noqa: E402 -- see above
from bsc.model.words import InitiativeState  # noqa: E402 -- see above
from bsc.store import Store  # noqa: E402 -- see above
from bsc.store.remarks import put_review  # noqa: E402 -- see above
from bsc.store.yaml_text import document_from_yaml, json_from_document  # noqa: E402 -- see above
from bsc.views.reviews import begun  # noqa: E402 -- see above
from bsc.views.workspace import Workspace  # noqa: E402 -- see above

HELD = HERE / "plans" / "reviews_held.yaml"
WRITTEN = HERE / "plans" / "full_journey_reviews.json"
_FIRST_VERSION = 1  # of the definitions, with which the sample company begins
_OPENED, _CLOSED = time(9), time(10, 30)


def reviews() -> list[Review]:
    """Return every review as it was closed, the oldest first; of its decisions, what had become of them until today."""
    document: Any = document_from_yaml(HELD.read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "sample.duckdb")
        try:
            actions.load_demo(store, "sample")
            _keep(store, [])
            return list(_held(store, document["reviews"]))
        finally:
            store.close()


def _held(store: Store, said: list[Mapping[str, Any]]) -> Iterator[Review]:
    whole = store.scorecard().initiatives
    earlier: list[Review] = []
    for each in said:
        day = date.fromisoformat(each["held"])
        states = [plain(one.model_dump(mode="python", exclude_defaults=True)) for one in whole if one.start <= day]
        cut = [_as_of(one, day) for one in states]
        actions.apply_definitions(store, {**document_of(store.scorecard()), "initiatives": cut}, "sample")
        _keep(store, [_known_on(review, day) for review in earlier])
        review = _review(Workspace(store, day), each, day)
        earlier.append(review)
        yield review


def _review(workspace: Workspace, said: Mapping[str, Any], day: date) -> Review:
    opened = begun(workspace, View(period=said["period"], grain=Grain.QUARTER), held=day)
    moment = datetime.combine(day, _OPENED)
    seen = opened.seen.model_copy(
        update={"at": moment, "as_of": day - timedelta(days=1), "definitions": _FIRST_VERSION}
    )
    fields = {
        **opened.model_dump(),
        **said,
        "agenda": [item.model_copy(update={"done": True}).model_dump() for item in opened.agenda],
        "seen": seen.model_dump(),
        "opened_by": said["attendees"][0],
        "opened_at": moment,
        "closed_by": said["attendees"][0],
        "closed_at": datetime.combine(day, _CLOSED),
    }
    return Review.model_validate(fields)


def _as_of(initiative: dict[str, Any], day: date) -> dict[str, Any]:
    """Return *initiative* as it stood on *day*: what was over only later was running."""
    due = initiative.get("due")
    over = initiative.get("state") in (InitiativeState.DONE, InitiativeState.DROPPED)
    if over and due is not None and due > day:
        return {**initiative, "state": str(InitiativeState.RUNNING)}
    return initiative


def _known_on(review: Review, day: date) -> Review:
    """Return *review* with what had become of its decisions by *day*."""
    decisions = tuple(
        each
        if each.settled is None or each.settled <= day
        else each.model_copy(update={"state": DecisionState.OPEN, "outcome": "", "settled": None})
        for each in review.decisions
    )
    return review.model_copy(update={"decisions": decisions})


def _keep(store: Store, wanted: list[Review]) -> None:
    """Let *wanted* be the reviews of *store*."""
    with changing(store, "sample") as recorder:
        recorder.cursor.execute("delete from ledger.reviews")  # nobody may do so but who makes the sample
        for review in wanted:
            put_review(recorder.cursor, recorder.stamp, review)


if __name__ == "__main__":
    documents = [review.plain() for review in reviews()]
    WRITTEN.write_text(json_from_document({"reviews": documents}), encoding="utf-8")
    print(f"{WRITTEN.stat().st_size:>10,}  {WRITTEN.name}")
