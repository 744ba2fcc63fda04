"""Taking a proposal up: its dataset, the KPIs chosen from it and the rows of its files, in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bsc.actions.batches import Receipt, bring_together
from bsc.actions.checking import checked
from bsc.actions.definitions import Change
from bsc.actions.distance import Distance
from bsc.actions.proposing import Proposal, ProposedKpi
from bsc.actions.reading import FileRead, Wanted, discard, incoming, read_file
from bsc.actions.receipts import receipt
from bsc.actions.recording import Recorder, changing
from bsc.actions.remembering import Beforehand
from bsc.actions.suggesting import Place, Places, with_kpi, with_stages
from bsc.errors import NotFound, QuestionsOpen, Refused
from bsc.intake.progress import Watch, unwatched
from bsc.model.comparison import differences, summary
from bsc.model.definitions import Kpi, Objective, Scorecard
from bsc.model.editing import Document, with_item
from bsc.model.reading import document_of
from bsc.model.shape import ColumnShape, DatasetShape
from bsc.store import RememberedMapping, Store
from bsc.store.interrupting import watched
from bsc.store.ledger import write_definitions


@dataclass(frozen=True)
class Choice:
    """A proposed KPI that is wanted: in its suggested place, or in another *objective*, or in another *stage*.

    In another stage it goes to the objective of its perspective, which is made where there is none.
    """

    kpi: str
    objective: str = ""
    stage: str = ""


@dataclass(frozen=True, kw_only=True)
class Adopted:
    """What taking a proposal up did: the change of the definitions, and a receipt for each file."""

    change: Change
    receipts: tuple[Receipt, ...]

    @property
    def action(self) -> int | None:
        """Return the number of the import action, to undo the rows with; None when all of them were there before."""
        return next((each.id for each in self.receipts if not each.unchanged), None)

    def __str__(self) -> str:
        """Return what was done, a line each."""
        return "\n".join(map(str, (self.change, *self.receipts)))


def adopt(  # noqa: PLR0913 -- what is proposed, of which files, by whom, and two things with a default
    store: Store,
    proposal: Proposal,
    files: Sequence[Wanted],
    who: str,
    *,
    choices: Sequence[Choice] | None = None,
    watch: Watch = unwatched,
) -> Adopted:
    """Return what changed when the proposal's dataset, the chosen KPIs and the rows of *files* came in together.

    Without *choices* every proposed KPI comes, each to its suggested place. All of it or nothing: raises QuestionsOpen,
    IntakeRefused, Refused, NotFound for a choice of what is not there, DefinitionProblems, and what *watch* raises.
    """
    distance = Distance(watch, [each.part for each in files])
    read: list[FileRead] = []
    try:
        beforehand = Beforehand(store)
        read.extend(_read(beforehand, store, [_into(each, proposal) for each in files], distance))
        if questions := [question for each in read for question in each.inspection.questions]:
            raise QuestionsOpen(list(dict.fromkeys(questions)))
        with changing(store, who, waiting=distance.tell) as recorder, watched(recorder.cursor, distance.tell):
            _refuse_overtaken(beforehand)
            change = _define(recorder, store, proposal, choices, read)
            brought = bring_together(recorder, _stored(read, distance))
    finally:
        for each_read in read:
            discard(each_read.inspection)
    store.checkpoint()
    receipts = [
        receipt(store.import_line(number), each.inspection.name, unchanged=unchanged)
        for (number, unchanged), each in zip(brought, read, strict=True)
    ]
    return Adopted(change=change, receipts=tuple(receipts))


def _refuse_overtaken(beforehand: Beforehand) -> None:
    """Refuse what was read before another import came in: its values may be in another unit, which has to be asked."""
    if overtaken := beforehand.overtaken():
        message = f"an import into `{overtaken[0]}` came in between – look at the file again, then repeat your choice"
        raise Refused(message)


def _read(beforehand: Beforehand, store: Store, wanted: Sequence[Wanted], distance: Distance) -> Iterator[FileRead]:
    """Yield the files as they are read; what came up in one is known when the next is read."""
    for each in wanted:
        distance.reads(each.title)
        file = read_file(store, each, watch=distance.reading, beforehand=beforehand)
        yield file
        if file.wanted.dataset is not None and not file.inspection.questions:
            beforehand.learn(file.table, file.wanted.dataset.id, file.said)
        distance.has_read()


def _stored(read: Sequence[FileRead], distance: Distance) -> Iterator[FileRead]:
    """Yield the files one after the other as they are stored."""
    for each in read:
        distance.stores(each.wanted.title, each.table.rows)
        yield each
        distance.has_stored()


def _into(wanted: Wanted, proposal: Proposal) -> Wanted:
    """Return the file on its way into the proposal's dataset, under the names that the catalogue gives its columns."""
    said = wanted.said
    renamed = RememberedMapping({**proposal.rename, **said.rename}, said.answers, said.keep_personal)
    return replace(wanted, dataset=proposal.dataset, said=renamed)


def _define(
    recorder: Recorder,
    store: Store,
    proposal: Proposal,
    choices: Sequence[Choice] | None,
    read: Sequence[FileRead],
) -> Change:
    before = store.scorecard()
    document = _with_proposal(before, proposal, _chosen(before, proposal, choices))
    after = checked(document, before, _with_columns(store.shapes(), read))
    if after == before:
        return Change(store.definitions_version(), nothing=True)
    found = differences(before, after)
    title = proposal.recognition.title
    version = write_definitions(recorder.cursor, recorder.stamp, after, title)
    recorder.record("adopt", proposal.dataset.id, f"{title}: {summary(found)}")
    return Change(version, found)


def _chosen(
    scorecard: Scorecard, proposal: Proposal, choices: Sequence[Choice] | None
) -> list[tuple[ProposedKpi, Place]]:
    if choices is None:
        return [(each, each.place) for each in proposal.kpis]
    offered = {each.id: each for each in proposal.kpis}
    places = Places(scorecard, scorecard.stages or proposal.stages)
    for each in proposal.kpis:
        places.know(each.place)
    chosen = []
    for choice in choices:
        if choice.kpi not in offered:
            raise NotFound("proposed KPI", choice.kpi, offered)
        proposed = offered[choice.kpi]
        chosen.append((proposed, places.chosen(proposed.place, stage=choice.stage, objective=choice.objective)))
    return chosen


def _with_proposal(
    scorecard: Scorecard, proposal: Proposal, chosen: Sequence[tuple[ProposedKpi, Place]]
) -> Mapping[str, Any]:
    document: Document = document_of(scorecard)
    _refuse_another_dataset(scorecard, proposal)
    if chosen:
        document = with_stages(document, proposal.stages)
    if proposal.is_new:
        document = with_item(document, "datasets", proposal.dataset.plain())
    for proposed, place in chosen:
        if place.is_new:
            _refuse_a_taken_id("an objective", place.objective, scorecard.objectives)
        _refuse_a_taken_id("a KPI", proposed.id, scorecard.kpis)
        document = with_kpi(document, proposed.kpi, place)
    return document


def _refuse_another_dataset(scorecard: Scorecard, proposal: Proposal) -> None:
    """Refuse where somebody has defined, changed or removed the dataset since the file was looked at."""
    dataset = proposal.dataset
    there = next((each for each in scorecard.datasets if each.id == dataset.id), None)
    if there == dataset or (there is None and proposal.is_new):
        return
    seen = "there is a dataset `{}` by now" if proposal.is_new else "dataset `{}` was changed or removed meanwhile"
    message = f"{seen.format(dataset.id)} – look at the file again, then repeat your choice"
    raise Refused(message)


def _refuse_a_taken_id(what: str, identity: str, there: Sequence[Kpi | Objective]) -> None:
    if any(each.id == identity for each in there):
        message = f"there is {what} `{identity}` by now – look at the file again, then repeat your choice"
        raise Refused(message)


def _with_columns(shapes: Mapping[str, DatasetShape], read: Sequence[FileRead]) -> dict[str, DatasetShape]:
    """Return the shapes as they will be with the files' columns, so that every formula is checked against them."""
    found = dict(shapes)
    for each in read:
        rows, held = incoming(each), found.get(each.dataset.id)
        columns: dict[str, ColumnShape] = {column.name: column for column in rows.columns}
        columns |= {column.name: column for column in (held.columns if held else ())}
        found[each.dataset.id] = replace(
            held or DatasetShape(each.dataset.id, ()), columns=tuple(columns.values()), rows=max(each.table.rows, 1)
        )
    return found
