"""Notes beside the numbers, and scenarios: drafts of targets and weights until they are published or dropped."""

from collections.abc import Sequence
from datetime import date

from pydantic import ValidationError

from bsc.actions.definitions import Change, Said, put
from bsc.actions.recording import Recorder, changing
from bsc.errors import BscError, DefinitionProblems, NotFound, Refused
from bsc.model.complaints import problems_of
from bsc.model.editing import Document
from bsc.model.reading import document_of
from bsc.model.scenario import Scenario, applied
from bsc.store import Store
from bsc.store.remarks import forget_scenario, insert_note, put_scenario
from bsc.store.remarks import withdraw_note as withdrawn

LONGEST = 2000  # characters of a note


def write_note(store: Store, kpi_id: str, day: date, text: str, who: str) -> int:
    """Return the number of the new note on the KPI and *day*; raises NotFound, BscError for one that says nothing."""
    said = text.strip()
    if not said or len(said) > LONGEST:
        message = f"a note has {len(said):,} characters – write between 1 and {LONGEST:,}"
        raise BscError(message)
    with changing(store, who) as recorder:
        known = [kpi.id for kpi in store.scorecard().kpis]
        if kpi_id not in known:
            raise NotFound("KPI", kpi_id, known)
        number = insert_note(recorder.cursor, recorder.stamp, kpi_id, day, said)
        recorder.record("write note", kpi_id, f"{day}: {said}")
    return number


def withdraw_note(store: Store, note_id: int, who: str) -> None:
    """Withdraw the note; raises NotFound."""
    with changing(store, who) as recorder:
        said = withdrawn(recorder.cursor, recorder.stamp, note_id)
        if said is None:
            raise NotFound("note", str(note_id), [str(note.id) for note in store.notes()])
        recorder.record("withdraw note", str(note_id), said)


def keep_scenario(store: Store, scenario: Scenario, who: str, *, known: Sequence[Scenario] | None = None) -> None:
    """Keep *scenario* in the place of the one with its id.

    With *known*, the scenarios that were looked at while it was made, raises Refused when the one with its id has
    become another since. Raises DefinitionProblems for what cannot be, as a target that its KPI cannot have.
    """
    with changing(store, who) as recorder:
        kept = _checked(scenario)
        if known is not None:
            _refuse_if_overtaken(store, kept.id, known)
        applied(store.scorecard(), kept)
        new = put_scenario(recorder.cursor, recorder.stamp, kept)
        recorder.record("make scenario" if new else "change scenario", scenario.id, scenario.name)


def drop_scenario(store: Store, scenario_id: str, who: str) -> None:
    """Take the scenario away; raises NotFound."""
    with changing(store, who) as recorder:
        scenario = _scenario(store, scenario_id)
        forget_scenario(recorder.cursor, scenario.id)
        recorder.record("drop scenario", scenario.id, scenario.name)


def publish_scenario(
    store: Store, scenario_id: str, who: str, reason: str, *, known: Sequence[Scenario] | None = None
) -> Change:
    """Return what changed when the scenario came into force; it is gone then.

    With *known*, raises Refused like `keep_scenario`; always for one that changes nothing. Raises NotFound,
    DefinitionProblems.
    """

    def in_force(_: Document) -> Document:
        if known is not None:
            _refuse_if_overtaken(store, scenario_id, known)
        before = store.scorecard()
        after = applied(before, _reasoned(_scenario(store, scenario_id), reason))
        if after == before:
            raise Refused("the scenario changes nothing that is in force – drop it, or add a draft")
        return document_of(after)

    def gone(recorder: Recorder) -> None:
        forget_scenario(recorder.cursor, scenario_id)

    return put(store, in_force, who, Said("publish scenario", reason, scenario_id), also=gone)


def _reasoned(scenario: Scenario, reason: str) -> Scenario:
    """Return *scenario* with *reason* as the note of every target that has none."""
    targets = tuple(
        draft
        if draft.target.note
        else draft.model_copy(update={"target": draft.target.model_copy(update={"note": reason})})
        for draft in scenario.targets
    )
    return scenario.model_copy(update={"targets": targets})


def _checked(scenario: Scenario) -> Scenario:
    """Return *scenario* as it is read back later: a copy with changes was not held against the rules yet."""
    try:
        return Scenario.model_validate(scenario.model_dump())
    except ValidationError as error:
        raise DefinitionProblems(tuple(problems_of("scenario", error))) from error


def _refuse_if_overtaken(store: Store, scenario_id: str, known: Sequence[Scenario]) -> None:
    looked_at = next((_checked(each) for each in known if each.id == scenario_id), None)
    now = next((each for each in store.scenarios() if each.id == scenario_id), None)
    if now != looked_at:
        happened = "dropped" if now is None else "changed" if looked_at else "made"
        name = (now or looked_at or _scenario(store, scenario_id)).name
        message = f'somebody else has {happened} the scenario "{name}" in the meantime – look at it, then repeat'
        raise Refused(message)


def _scenario(store: Store, scenario_id: str) -> Scenario:
    for scenario in store.scenarios():
        if scenario.id == scenario_id:
            return scenario
    raise NotFound("scenario", scenario_id, [scenario.id for scenario in store.scenarios()])
