"""Looking at files, bringing them in one by one, and taking them out again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsc.actions.batches import Order, import_parts
from bsc.actions.reading import FileRead, Wanted, dataset_of, discard, incoming, read_file, said_about
from bsc.actions.receipts import Receipt
from bsc.actions.recording import Recorder, changing
from bsc.errors import NotFound, Question, Refused
from bsc.intake import Inspection, Table
from bsc.intake.parts import Part
from bsc.intake.progress import Watch, unwatched
from bsc.model.access import Role
from bsc.model.editing import number_of
from bsc.store import Effect, ImportLine, Store
from bsc.store.loading import effect, same_import, unload


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an import would see and do; nothing is stored.

    `effect` is None without a dataset, with open questions, or when the dataset cannot take the file: `refused` says
    why then. `same_as` is the import that brought the same bytes already: importing them again changes nothing.
    """

    inspection: Inspection
    table: Table
    dataset: str | None = None
    effect: Effect | None = None
    refused: str = ""
    same_as: int | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return what must be answered first."""
        return self.inspection.questions


def inspect_file(  # noqa: PLR0913 -- what a person can say about a file, each with a default
    store: Store,
    part: Part | Path,
    dataset_id: str | None = None,
    *,
    name: str = "",
    answers: Mapping[str, str] | None = None,
    rename: Mapping[str, str] | None = None,
    keep_personal: Collection[str] = (),
    table: str | int | None = None,
    watch: Watch = unwatched,
) -> Preview:
    """Return what an import of *part* (a file, or a part of one) would see, and what it would do to the dataset.

    It waits for nobody and holds nobody up. Raises IntakeRefused for what is no table of text, NotFound for an unknown
    dataset or table, and what *watch* raises to stop it.
    """
    store.require(Role.EDITOR, "bring in files")
    dataset = dataset_of(store, dataset_id) if dataset_id else None
    said = said_about(answers, rename, keep_personal)
    read = read_file(store, Wanted(part=part, name=name, dataset=dataset, said=said, table=table), watch=watch)
    try:
        return _preview(store, read)
    finally:
        discard(read.inspection)


def import_file(  # noqa: PLR0913 -- the same
    store: Store,
    part: Part | Path,
    dataset_id: str,
    *,
    who: str,
    name: str = "",
    answers: Mapping[str, str] | None = None,
    rename: Mapping[str, str] | None = None,
    keep_personal: Collection[str] = (),
    table: str | int | None = None,
    watch: Watch = unwatched,
) -> Receipt:
    """Return what the import of *part* into the dataset did; all of it, or nothing when it raises.

    Raises QuestionsOpen for a file that can be read in two ways, IntakeRefused, Refused or NotFound.
    """
    order = Order(
        part=part,
        dataset=dataset_id,
        name=name,
        answers=answers or {},
        rename=rename or {},
        keep_personal=keep_personal,
        table=table,
    )
    return import_parts(store, [order], who=who, watch=watch).receipts[0]


def undo_import(store: Store, import_id: int, who: str) -> ImportLine:
    """Return the import that was undone: its rows are out, and what they had replaced counts again.

    Raises NotFound, or Refused when it was undone before.
    """
    with changing(store, who) as recorder:
        line = store.import_line(import_id)
        if line.undone_at is not None:
            message = f"import {import_id} was undone on {line.undone_at:%Y-%m-%d %H:%M} already – nothing to undo"
            raise Refused(message)
        _take_out(recorder, [line], f"import {import_id} of {line.file}")
    return store.import_line(import_id)


def undo_action(store: Store, action: int, who: str) -> tuple[ImportLine, ...]:
    """Return the imports of the import action that were undone, all of those that still counted, oldest first.

    Raises NotFound, or Refused when all of them were undone before.
    """
    with changing(store, who) as recorder:
        imports = store.imports()
        lines = [line for line in reversed(imports) if line.action == action]
        if not lines:
            raise NotFound("import action", str(action), {str(line.action) for line in imports})
        active = [line for line in lines if line.active]
        if not active:
            message = (
                f"all {number_of(len(lines), 'file')} of import action {action} were undone already – nothing to undo"
            )
            raise Refused(message)
        what = f"import {active[0].id} of {active[0].file}" if len(lines) == 1 else f"import action {action}"
        _take_out(recorder, active, what)
    undone = {line.id for line in active}
    return tuple(line for line in reversed(store.imports()) if line.id in undone)


def _take_out(recorder: Recorder, lines: list[ImportLine], what: str) -> None:
    datasets = list(dict.fromkeys(line.dataset for line in lines))
    for dataset in datasets:
        numbers = [line.id for line in lines if line.dataset == dataset]
        unload(recorder.cursor, numbers, dataset, stamp=recorder.stamp)
    rows = number_of(sum(line.rows for line in lines), "row")
    files = f", {number_of(len(lines), 'file')}" if len(lines) > 1 else ""
    recorder.record("undo", ", ".join(datasets), f"{what}: {rows}{files} taken out")


def _preview(store: Store, read: FileRead) -> Preview:
    found: dict[str, Any] = {"inspection": read.inspection, "table": read.table}
    dataset = read.wanted.dataset
    if dataset is None:
        return Preview(**found)
    if read.inspection.questions:
        return Preview(**found, dataset=dataset.id)
    try:
        rows = incoming(read)
        with store.looking() as cursor:
            same = same_import(cursor, rows)
            return Preview(**found, dataset=dataset.id, effect=effect(cursor, rows), same_as=same)
    except Refused as error:
        return Preview(**found, dataset=dataset.id, refused=str(error))
