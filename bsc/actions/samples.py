"""Ready-made beginnings: a template's definitions, and the sample company with its exports, initiatives and records."""

from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from bsc import templates
from bsc.actions.batches import bring_in
from bsc.actions.checking import checked
from bsc.actions.definitions import Change, apply_definitions
from bsc.actions.reading import Wanted, discard, read_file
from bsc.actions.recording import Recorder, changing
from bsc.errors import QuestionsOpen, Refused
from bsc.model.comparison import differences
from bsc.model.definitions import Scorecard
from bsc.model.review import Review
from bsc.model.subject import Subject
from bsc.model.tag import Tag
from bsc.store import Stamp, Store
from bsc.store.history import AS_OF
from bsc.store.ledger import write_definitions, write_setting
from bsc.store.remarks import insert_note, put_review, put_tag
from bsc.store.yaml_text import document_from_yaml

_NOTE = "the sample company"


def load_template(store: Store, template_id: str, who: str, *, rows: bool = False) -> Change:
    """Return what changed when the template took the place of the definitions; raises NotFound.

    With *rows* the sample company's exports come along, as many as the template has datasets for, and so do its notes,
    its initiatives and its today: all of it or nothing. Raises Refused when there are rows already.
    """
    if rows:
        return _loaded(store, template_id, who, _refuse_rows)
    title = templates.template(template_id).title
    return apply_definitions(store, templates.text(template_id), who, note=f"template {title}")


def load_demo(store: Store, who: str, template_id: str = templates.SAMPLE) -> Change:
    """Return what changed when the sample company came into an empty store: definitions, exports, notes, its own today.

    All of it or nothing, seen through the template; raises Refused when the store is not empty, NotFound.
    """
    return _loaded(store, template_id, who, _refuse_unless_empty)


def _loaded(store: Store, template_id: str, who: str, refuse: Callable[[Store], None]) -> Change:
    plans: Any = document_from_yaml(templates.sample_plans(template_id))
    template: Any = document_from_yaml(templates.text(template_id))
    with changing(store, who) as recorder:
        refuse(store)
        before = store.scorecard()
        touchpoints = _looked_at(template, plans.get("evidence_on", {}))
        document = {**template, "touchpoints": touchpoints, "initiatives": plans["initiatives"]}
        scorecard = checked(document, Scorecard(), {})
        version = write_definitions(recorder.cursor, recorder.stamp, scorecard, _NOTE)
        write_setting(recorder.cursor, AS_OF, templates.AS_OF.isoformat())
        recorder.record("demo", "scorecard", f"{_NOTE}, whose today is {templates.AS_OF}")
        for wanted in sample_parts(scorecard):
            _bring_in(recorder, store, wanted)
        reviews: Any = document_from_yaml(templates.sample_reviews(template_id))
        _keep_records(recorder, {**plans, **reviews})
    store.checkpoint()
    return Change(version, differences(before, scorecard))


def _looked_at(template: Any, days: Mapping[str, str]) -> list[Any]:  # noqa: ANN401 -- the plain document of a file
    """Return the touchpoints of *template*, those in *days* with the day on which their evidence was looked at."""
    return [
        {**each, "evidence_on": days[each["id"]]} if each["id"] in days else each
        for each in template.get("touchpoints", ())
    ]


def _keep_records(recorder: Recorder, plans: Any) -> None:  # noqa: ANN401 -- the plain document of a file
    """Keep the notes, reviews and tags of *plans*: a note was written in the morning of its day."""
    for note in plans["notes"]:
        written = Stamp(note.get("who", recorder.stamp.who), datetime.fromisoformat(f"{note['day']}T08:00:00"))
        about = Subject.model_validate(note["about"])
        insert_note(recorder.cursor, written, about, written.at.date(), note["text"])
    for review in plans.get("reviews", ()):
        put_review(recorder.cursor, recorder.stamp, Review.model_validate(review))
    for tag in plans.get("tags", ()):
        digest = sha256(tag["text"].encode()).hexdigest()
        put_tag(
            recorder.cursor, recorder.stamp, Tag(dataset=tag["dataset"], comment=digest, touchpoint=tag["touchpoint"])
        )


def sample_parts(scorecard: Scorecard) -> list[Wanted]:
    """Return the sample company's exports that *scorecard* has a dataset for, in the order of import."""
    datasets = {dataset.id: dataset for dataset in scorecard.datasets}
    files = templates.sample_files()
    return [Wanted(part=path, dataset=datasets[name]) for path, name in files.items() if name in datasets]


def _bring_in(recorder: Recorder, store: Store, wanted: Wanted) -> None:
    read = read_file(store, wanted)
    try:
        if read.inspection.questions:
            raise QuestionsOpen(read.inspection.questions)
        bring_in(recorder, read)
    finally:
        discard(read.inspection)


def _refuse_rows(store: Store) -> None:
    if store.imports():
        message = (
            f"{store.path} holds rows already – the sample company's would be mixed with them: take the template "
            "without sample data, or name another file with --database or BSC_DATABASE"
        )
        raise Refused(message)


def _refuse_unless_empty(store: Store) -> None:
    if store.definitions_version() or store.imports():
        message = (
            f"{store.path} is not empty – the sample company goes into an empty database only: "
            "name another file with --database or BSC_DATABASE"
        )
        raise Refused(message)
