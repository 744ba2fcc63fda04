"""Bringing files in and taking them out again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bsc.actions.reading import FileRead, Wanted, dataset_of, discard, incoming, read_file, said_about
from bsc.actions.recording import Recorder, changing
from bsc.errors import Question, QuestionsOpen, Refused
from bsc.intake import Inspection, Table
from bsc.store import Effect, ImportLine, Store
from bsc.store.ledger import write_mapping
from bsc.store.loading import effect, load, same_import, unload


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


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What an import did: rows that count, earlier rows replaced, lines set apart, cells and lines rejected.

    `unchanged` says that the same bytes had been imported already (as import `id`), and nothing was stored.
    """

    id: int
    dataset: str
    file: str
    rows: int
    replaced: int
    dropped: int
    rejects: int
    period: tuple[date, date] | None
    unchanged: bool = False

    def document(self) -> dict[str, Any]:
        """Return the receipt in the stable machine format of `bsc import`."""
        return {
            "import": self.id,
            "dataset": self.dataset,
            "file": self.file,
            "rows": self.rows,
            "replaced": self.replaced,
            "dropped": self.dropped,
            "rejects": self.rejects,
            "period": [day.isoformat() for day in self.period] if self.period else None,
            "unchanged": self.unchanged,
        }

    def __str__(self) -> str:
        """Return the receipt as one sentence."""
        if self.unchanged:
            return f"{self.file}: the same bytes are import {self.id} of `{self.dataset}` already; nothing was changed"
        counts = f"{_counted(self.rows, 'row')}, {self.replaced:,} replaced, {_counted(self.dropped, 'line')} set apart"
        return f"{self.file}: import {self.id} of `{self.dataset}`, {counts}, {_counted(self.rejects, 'reject')}"


def inspect_file(  # noqa: PLR0913 -- what a person can say about a file, each with a default
    store: Store,
    path: Path,
    dataset_id: str | None = None,
    *,
    name: str | None = None,
    answers: Mapping[str, str] | None = None,
    rename: Mapping[str, str] | None = None,
    keep_personal: Collection[str] = (),
    table: str | int | None = None,
) -> Preview:
    """Return what an import of the file at *path* would see, and what it would do to the dataset.

    Raises IntakeRefused for what is no table of text, NotFound for an unknown dataset or table.
    """
    dataset = dataset_of(store, dataset_id) if dataset_id else None
    said = said_about(answers, rename, keep_personal)
    read = read_file(store, Wanted(path=path, name=name or path.name, dataset=dataset, said=said, table=table))
    try:
        return _preview(store, read)
    finally:
        discard(read.inspection)


def import_file(  # noqa: PLR0913 -- the same
    store: Store,
    path: Path,
    dataset_id: str,
    *,
    who: str,
    name: str | None = None,
    answers: Mapping[str, str] | None = None,
    rename: Mapping[str, str] | None = None,
    keep_personal: Collection[str] = (),
    table: str | int | None = None,
) -> Receipt:
    """Return what the import of the file at *path* into the dataset did; all of it, or nothing when it raises.

    Raises QuestionsOpen for a file that can be read in two ways, IntakeRefused, Refused or NotFound.
    """
    dataset = dataset_of(store, dataset_id)
    said = said_about(answers, rename, keep_personal)
    read = read_file(store, Wanted(path=path, name=name or path.name, dataset=dataset, said=said, table=table))
    try:
        if read.inspection.questions:
            raise QuestionsOpen(read.inspection.questions)
        with changing(store, who) as recorder:
            number, unchanged = bring_in(recorder, read.into(dataset_of(store, dataset_id)))
    finally:
        discard(read.inspection)
    store.checkpoint()
    return _receipt(store.import_line(number), read, unchanged=unchanged)


def bring_in(recorder: Recorder, read: FileRead) -> tuple[int, bool]:
    """Return the number of the import that *read* has become, and whether it had been there already."""
    dataset = read.dataset
    rows = incoming(read)
    if (same := same_import(recorder.cursor, rows)) is not None:
        return same, True
    foreseen = effect(recorder.cursor, rows)
    number = load(recorder.cursor, rows, foreseen, stamp=recorder.stamp)
    write_mapping(recorder.cursor, recorder.stamp, (read.fingerprint, dataset.id), read.said)
    note = f"import {number} of {rows.file}: {_counted(foreseen.rows, 'row')}, {foreseen.replaced:,} replaced"
    recorder.record("import", dataset.id, note)
    return number, False


def undo_import(store: Store, import_id: int, who: str) -> ImportLine:
    """Return the import that was undone: its rows are out, and what they had replaced counts again.

    Raises NotFound, or Refused when it was undone before.
    """
    with changing(store, who) as recorder:
        line = store.import_line(import_id)
        if line.undone_at is not None:
            message = f"import {import_id} was undone on {line.undone_at:%Y-%m-%d %H:%M} already – nothing to undo"
            raise Refused(message)
        unload(recorder.cursor, [import_id], line.dataset, stamp=recorder.stamp)
        recorder.record(
            "undo", line.dataset, f"import {import_id} of {line.file}: {_counted(line.rows, 'row')} taken out"
        )
    store.checkpoint()
    return store.import_line(import_id)


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


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _receipt(line: ImportLine, read: FileRead, *, unchanged: bool) -> Receipt:
    return Receipt(
        id=line.id,
        dataset=line.dataset,
        file=read.inspection.name,
        rows=0 if unchanged else line.rows,
        replaced=0 if unchanged else line.replaced,
        dropped=0 if unchanged else line.dropped,
        rejects=0 if unchanged else line.rejects,
        period=line.period,
        unchanged=unchanged,
    )
