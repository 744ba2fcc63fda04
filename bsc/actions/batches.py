"""Bringing files in, one or hundreds, as one action: all of them or none, and one undo."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bsc.actions.distance import Distance
from bsc.actions.reading import FileRead, Wanted, dataset_of, discard, incoming, read_file, said_about
from bsc.actions.receipts import Receipt, Report, receipt
from bsc.actions.recording import Recorder, changing
from bsc.actions.remembering import Beforehand, headers_of, lasting
from bsc.errors import BscError, Cancelled, Question, QuestionsOpen, Refused
from bsc.intake.parts import Part
from bsc.intake.progress import Watch, unwatched
from bsc.model.access import Role
from bsc.model.editing import number_of
from bsc.store import Store
from bsc.store.interrupting import watched
from bsc.store.ledger import write_mapping
from bsc.store.loading import foreseen, import_of_same_bytes, load, same_import
from bsc.store.mappings import mapping
from bsc.store.shapes import rows_of

__all__ = ["Order", "Receipt", "Report", "bring_in", "bring_together", "import_parts"]

LISTED = 20  # sentences about refused files in one error


@dataclass(frozen=True, kw_only=True)
class Order:
    """A part of what was handed over (or a file that is one), its dataset, and what a person says about it."""

    part: Part | Path
    dataset: str
    name: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    rename: Mapping[str, str] = field(default_factory=dict)
    keep_personal: Collection[str] = ()
    table: str | int | None = None

    def wanted(self, store: Store) -> Wanted:
        """Return the same for the reader; raises NotFound, or Refused for a dataset that takes no file."""
        said = said_about(self.answers, self.rename, self.keep_personal)
        dataset = dataset_of(store, self.dataset)
        return Wanted(part=self.part, name=self.name, dataset=dataset, said=said, table=self.table)


@dataclass(frozen=True)
class Brought:
    """What became of a file in the transaction: its import, whether it had been there before, rows in and out."""

    number: int
    unchanged: bool
    rows: int = 0
    replaced: int = 0


def import_parts(  # noqa: PLR0913 -- of what, by whom, and three things with a default
    store: Store,
    orders: Sequence[Order],
    *,
    who: str,
    watch: Watch = unwatched,
    skip_refused: bool = False,
    remember_personal: bool = True,
) -> Report:
    """Return what the import of all *orders* did: one action, one transaction, one undo.

    Files are read first, without holding anybody up; of two with the same days or keys the later one counts. A file
    that cannot be brought in stops all of it, or is left out and reported with *skip_refused*. Personal columns that
    are kept hold for these files alone without *remember_personal*. Raises QuestionsOpen, IntakeRefused, Refused,
    NotFound, and what *watch* raises to stop it: nothing is left then.
    """
    store.require(Role.EDITOR, "bring in files")
    distance = Distance(watch, [order.part for order in orders])
    batch = _Batch(store, distance, skip_refused=skip_refused, remember_personal=remember_personal)
    try:
        wanted = [order.wanted(store) for order in orders]
        batch.read(wanted)
        with (
            changing(store, who, waiting=batch.distance.tell) as recorder,
            watched(recorder.cursor, batch.distance.tell),
        ):
            if batch.beforehand.overtaken():
                batch.read_again(wanted)
            brought = batch.bring(recorder)
    finally:
        batch.discard()
    if any(not each.unchanged for _, each in brought):
        store.checkpoint()
    return batch.report(brought)


def bring_in(recorder: Recorder, read: FileRead, *, action: int | None = None) -> tuple[int, bool]:
    """Return the number of the import that *read* has become, and whether it had been there already.

    With *action* it becomes a part of that import action, and is undone with it.
    """
    brought = _brought(recorder, read, action)
    if not brought.unchanged:
        _record(recorder, [(read, brought)], brought.number)
    return brought.number, brought.unchanged


def bring_together(recorder: Recorder, files: Iterable[FileRead]) -> list[tuple[int, bool]]:
    """Return the same for each of *files*, which become one import action."""
    found: list[tuple[int, bool]] = []
    for read in files:
        action = next((number for number, unchanged in found if not unchanged), None)
        found.append(bring_in(recorder, read, action=action))
    return found


@dataclass
class _Batch:
    """The files of one action: read first, then brought in together."""

    store: Store
    distance: Distance
    skip_refused: bool
    remember_personal: bool
    beforehand: Beforehand = field(init=False)
    files: list[FileRead] = field(default_factory=list)
    refused: list[tuple[str, BscError]] = field(default_factory=list)

    def read(self, wanted: Sequence[Wanted]) -> None:
        """Read all files; what came up in one is known when the next is read."""
        beforehand = self.beforehand = Beforehand(self.store)
        for each in wanted:
            self.distance.reads(each.title)
            try:
                file = read_file(self.store, each, watch=self.distance.reading, beforehand=beforehand)
            except Cancelled:
                raise
            except BscError as error:
                self.refused.append((each.title, error))
            else:
                self._take(file, beforehand)
            self.distance.has_read()
        if not self.skip_refused:
            _raise(self.refused, alone=len(wanted) == 1)

    def read_again(self, wanted: Sequence[Wanted]) -> None:
        """Read all files once more, in the transaction that brings them in, where no other import can come between.

        An import came in after they were read: what it holds may be in another unit, which has to be asked.
        """
        self.discard()
        self.files, self.refused = [], []
        self.distance.reads_again()
        self.read(wanted)

    def bring(self, recorder: Recorder) -> list[tuple[FileRead, Brought]]:
        """Bring all that could be read into their datasets."""
        found: list[tuple[FileRead, Brought]] = []
        action: int | None = None
        datasets = {file.dataset.id: dataset_of(self.store, file.dataset.id) for file in self.files}
        before = [_before(recorder, file.into(datasets[file.dataset.id])) for file in self.files]
        for place, file in enumerate(self.files, start=1):
            self.distance.stores(file.wanted.title, file.table.rows)
            followed_by = {number for number in before[place:] if number is not None}
            try:
                brought = _brought(
                    recorder,
                    file.into(datasets[file.dataset.id]),
                    action,
                    followed_by=followed_by,
                    remember_personal=self.remember_personal,
                )
            except Refused as error:
                if not self.skip_refused:
                    _raise([(file.wanted.title, error)], alone=len(self.files) == 1)
                self.refused.append((file.wanted.title, error))
            else:
                found.append((file, brought))
                action = action or (None if brought.unchanged else brought.number)
            discard(file.inspection)
            self.distance.has_stored()
        if new := [(file, brought) for file, brought in found if not brought.unchanged]:
            _record(recorder, new, new[0][1].number)
        return found

    def report(self, brought: Sequence[tuple[FileRead, Brought]]) -> Report:
        """Return the report of what was brought in."""
        lines = {line.id: line for line in self.store.imports()}
        receipts = [receipt(lines[b.number], f.inspection.name, unchanged=b.unchanged) for f, b in brought]
        action = next((each.number for _, each in brought if not each.unchanged), None)
        refused = [(name, str(error)) for name, error in self.refused]
        return Report(action=action, receipts=tuple(receipts), refused=tuple(refused))

    def discard(self) -> None:
        """Remove what the reading has written into the spool."""
        for file in self.files:
            discard(file.inspection)

    def _take(self, file: FileRead, beforehand: Beforehand) -> None:
        self.files.append(file)
        if file.inspection.questions:
            discard(self.files.pop().inspection)
            self.refused.append((file.wanted.title, QuestionsOpen(file.inspection.questions)))
            return
        beforehand.learn(file.table, file.dataset.id, file.said)


def _before(recorder: Recorder, read: FileRead) -> int | None:
    """Return the import that *read* has become before; None for none, and for what is refused when its turn comes."""
    try:
        return import_of_same_bytes(recorder.cursor, incoming(read))
    except Refused:
        return None


def _brought(
    recorder: Recorder,
    read: FileRead,
    action: int | None,
    *,
    followed_by: Collection[int] = (),
    remember_personal: bool = True,
) -> Brought:
    rows = incoming(read)
    if (same := same_import(recorder.cursor, rows, followed_by)) is not None:
        return Brought(same, unchanged=True)
    file = foreseen(recorder.cursor, rows)
    number = load(recorder.cursor, file, recorder.stamp, action=action)
    place, headers = (read.fingerprint, read.dataset.id), headers_of(read.table)
    said = lasting(read.said)
    if not remember_personal:
        said = replace(said, keep_personal=mapping(rows_of(recorder.cursor), *place, headers).keep_personal)
    write_mapping(recorder.cursor, recorder.stamp, place, said, headers)
    return Brought(number, unchanged=False, rows=file.effect.rows, replaced=file.effect.replaced)


def _record(recorder: Recorder, brought: Sequence[tuple[FileRead, Brought]], action: int) -> None:
    """Write the journal's line about what was brought in."""
    counts = (
        f"{number_of(sum(each.rows for _, each in brought), 'row')}, "
        f"{sum(each.replaced for _, each in brought):,} replaced"
    )
    files = [file for file, _ in brought]
    what = (
        f"import {action} of {files[0].inspection.name}"
        if len(files) == 1
        else f"import action {action} of {number_of(len(files), 'file')}"
    )
    recorder.record("import", ", ".join(dict.fromkeys(file.dataset.id for file in files)), f"{what}: {counts}")


def _raise(refused: Sequence[tuple[str, BscError]], *, alone: bool = True) -> None:
    """Raise what is wrong with the files, all of it at once; the only one's error as it is."""
    if not refused:
        return
    if len(refused) == 1 and alone:
        raise refused[0][1]
    questions: list[Question] = []
    for _, error in refused:
        if not isinstance(error, QuestionsOpen):
            break
        questions += error.questions
    else:
        raise QuestionsOpen(list(dict.fromkeys(questions)))
    sentences = [_named(name, str(error)) for name, error in refused]
    more = [f"and {number_of(len(refused) - LISTED, 'more file')}"] if len(refused) > LISTED else []
    raise Refused("\n".join([*sentences[:LISTED], *more]))


def _named(name: str, sentence: str) -> str:
    return sentence if name in sentence else f"{name}: {sentence}"
