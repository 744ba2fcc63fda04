"""Ready-made beginnings: a template's definitions, and the sample company with its exports, initiatives and notes."""

from datetime import date
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
from bsc.store import Store
from bsc.store.history import AS_OF
from bsc.store.ledger import write_definitions, write_setting
from bsc.store.remarks import insert_note
from bsc.store.yaml_text import document_from_yaml

_SAMPLE = "full_journey"
_NOTE = "the sample company"


def load_template(store: Store, template_id: str, who: str) -> Change:
    """Return what changed when the template took the place of the definitions; raises NotFound."""
    title = templates.template(template_id).title
    return apply_definitions(store, templates.text(template_id), who, note=f"template {title}")


def load_demo(store: Store, who: str) -> Change:
    """Return what changed when the sample company came into an empty store: definitions, exports, notes, its own today.

    All of it or nothing; raises Refused when the store is not empty.
    """
    plans: Any = document_from_yaml(templates.sample_plans())
    template: Any = document_from_yaml(templates.text(_SAMPLE))
    document = {**template, "initiatives": plans["initiatives"]}
    scorecard = checked(document, Scorecard(), {})
    datasets = {dataset.id: dataset for dataset in scorecard.datasets}
    with changing(store, who) as recorder:
        _refuse_unless_empty(store)
        version = write_definitions(recorder.cursor, recorder.stamp, scorecard, _NOTE)
        write_setting(recorder.cursor, AS_OF, templates.AS_OF.isoformat())
        recorder.record("demo", "scorecard", f"{_NOTE}, whose today is {templates.AS_OF}")
        for path, dataset in templates.sample_files().items():
            _bring_in(recorder, store, Wanted(part=path, dataset=datasets[dataset]))
        for note in plans["notes"]:
            insert_note(recorder.cursor, recorder.stamp, note["kpi"], date.fromisoformat(note["day"]), note["text"])
    store.checkpoint()
    return Change(version, differences(Scorecard(), scorecard))


def _bring_in(recorder: Recorder, store: Store, wanted: Wanted) -> None:
    read = read_file(store, wanted)
    try:
        if read.inspection.questions:
            raise QuestionsOpen(read.inspection.questions)
        bring_in(recorder, read)
    finally:
        discard(read.inspection)


def _refuse_unless_empty(store: Store) -> None:
    if store.definitions_version() or store.imports():
        message = (
            f"{store.path} is not empty – the sample company goes into an empty database only: "
            "name another file with --database or BSC_DATABASE"
        )
        raise Refused(message)
