"""Notes beside the numbers, and scenarios: drafts of targets and weights until they are published or dropped."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from pydantic import ValidationError

from bsc.actions.definitions import Change, Said, put
from bsc.actions.recording import Recorder, changing
from bsc.errors import BscError, DefinitionProblems, NotFound, Refused
from bsc.model.access import Role
from bsc.model.complaints import problems_of
from bsc.model.editing import Document
from bsc.model.notes import Note
from bsc.model.reading import document_of
from bsc.model.scenario import Scenario, applied
from bsc.model.subject import Subject, SubjectKind
from bsc.model.words import Perspective
from bsc.store import Store
from bsc.store.remarks import change_note as changed
from bsc.store.remarks import forget_scenario, insert_note, put_scenario
from bsc.store.remarks import withdraw_note as withdrawn

LONGEST = 2000  # characters of a note
_LISTS: Final[Mapping[SubjectKind, tuple[str, ...]]] = {
    SubjectKind.JOURNEY: (),
    SubjectKind.CELL: ("stage", "perspective"),
    SubjectKind.ARROW: ("objective", "objective"),
    **{
        kind: (kind.value,)
        for kind in (
            SubjectKind.STAGE,
            SubjectKind.PERSONA,
            SubjectKind.OBJECTIVE,
            SubjectKind.KPI,
            SubjectKind.TOUCHPOINT,
            SubjectKind.DATASET,
            SubjectKind.INITIATIVE,
        )
    },
}


def write_note(store: Store, about: Subject | str, day: date, text: str, who: str) -> int:
    """Return the number of the new note on *about* (a KPI by its id) and *day*.

    Raises NotFound for what there is not, BscError for a note that says nothing.
    """
    subject = Subject.of(SubjectKind.KPI, about) if isinstance(about, str) else about
    said = _said(text)
    with changing(store, who) as recorder:
        refuse_unknown(store, subject)
        number = insert_note(recorder.cursor, recorder.stamp, subject, day, said)
        recorder.record("write note", subject.id or subject.kind, f"{day}: {said}")
    return number


def change_note(store: Store, note_id: int, text: str, who: str, *, known: str | None = None) -> None:
    """Let the note say *text* from now on; what it said is kept.

    Only who wrote it may, or an admin. With *known*, what it said when it was looked at, raises Refused where it says
    something else by now. Raises NotFound, BscError and NotAllowed like `write_note`.
    """
    said = _said(text)
    note = _own(store, note_id, who, "change what somebody else wrote")
    if known is not None and note.text != known:
        raise Refused("somebody has changed the note in the meantime – look at it, then repeat")
    with changing(store, who) as recorder:
        if changed(recorder.cursor, recorder.stamp, note_id, said) is None:
            raise _no_note(store, note_id)
        recorder.record("change note", str(note_id), said)


def withdraw_note(store: Store, note_id: int, who: str) -> None:
    """Withdraw the note: only who wrote it may, or an admin. Raises NotFound, NotAllowed."""
    _own(store, note_id, who, "withdraw what somebody else wrote")
    with changing(store, who) as recorder:
        said = withdrawn(recorder.cursor, recorder.stamp, note_id)
        if said is None:
            raise _no_note(store, note_id)
        recorder.record("withdraw note", str(note_id), said)


def writer(note: Note) -> str:
    """Return who wrote the note at first: whose it is."""
    return note.before[0].who if note.before else note.who


def _own(store: Store, note_id: int, who: str, what: str) -> Note:
    """Return the note; raises NotFound, and NotAllowed where it is another's and who asks is no admin."""
    store.require(Role.EDITOR, what)
    note = next((each for each in store.notes() if each.id == note_id), None)
    if note is None:
        raise _no_note(store, note_id)
    if writer(note) != who:
        store.require(Role.ADMIN, what)
    return note


def refuse_unknown(store: Store, subject: Subject) -> None:
    """Raise NotFound where the scorecard has nothing that is called as *subject* says."""
    for noun, each, known in _named(store, subject):
        if each not in known:
            raise NotFound(noun, each, known)


def _named(store: Store, subject: Subject) -> Iterator[tuple[str, str, list[str]]]:
    """Yield each id of *subject* with what it is called and what there is."""
    if subject.kind is SubjectKind.REVIEW:
        yield "review", subject.id, [each.id for each in store.reviews()]
        return
    lists = _LISTS[subject.kind]
    for noun, each in zip(lists, subject.ids, strict=True):
        known = list(Perspective) if noun == "perspective" else [x.id for x in getattr(store.scorecard(), f"{noun}s")]
        yield noun.replace("kpi", "KPI"), each, [str(one) for one in known]


def _said(text: str) -> str:
    said = text.strip()
    if not said or len(said) > LONGEST:
        message = f"a note has {len(said):,} characters – write between 1 and {LONGEST:,}"
        raise BscError(message)
    return said


def _no_note(store: Store, note_id: int) -> NotFound:
    return NotFound("note", str(note_id), [str(note.id) for note in store.notes()])


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
