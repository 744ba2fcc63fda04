"""Reading a file for a dataset: with what the dataset's definition says, and what was said about such files before."""

import hashlib
import io
import json
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bsc.actions import remembering
from bsc.actions.remembering import Beforehand, headers_of
from bsc.errors import BscError, NotFound, Refused
from bsc.intake import Hints, Inspection, Table, inspect
from bsc.intake.inspecting import only_part
from bsc.intake.inspection import PERIOD_COLUMN
from bsc.intake.parts import Part
from bsc.intake.progress import Watch, unwatched
from bsc.model.definitions import Dataset
from bsc.model.shape import ColumnShape, column_name
from bsc.model.words import ColumnType
from bsc.store import DroppedLine, Incoming, RejectedCell, RememberedMapping, Store
from bsc.store.placing import Placing, unit

GLANCE = 2**18  # bytes from which the headers are read before a long file is read with what they are known to need


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A part of what was handed over (or a file that is one), where it is to go, and what a person says about it."""

    part: Part | Path
    name: str = ""
    dataset: Dataset | None = None
    said: RememberedMapping = field(default_factory=RememberedMapping)
    table: str | int | None = None

    @property
    def title(self) -> str:
        """Return the file's name as people see it."""
        return self.name or self.part.name


@dataclass(frozen=True, kw_only=True)
class FileRead:
    """A file as it was read: the inspection, its chosen table, and all that was said about it, now and before."""

    wanted: Wanted
    inspection: Inspection
    table: Table
    said: RememberedMapping

    @property
    def dataset(self) -> Dataset:
        """Return the dataset that the file is to go into."""
        if self.wanted.dataset is None:
            message = f"say which dataset {self.wanted.title} is to go into"
            raise Refused(message)
        return self.wanted.dataset

    def into(self, dataset: Dataset) -> "FileRead":
        """Return the same for *dataset*, whose definition may have changed since the file was read."""
        return replace(self, wanted=replace(self.wanted, dataset=dataset))

    @property
    def fingerprint(self) -> str:
        """Return what is the same for two files with the same headers."""
        return fingerprint(self.table)


def read_file(
    store: Store, wanted: Wanted, *, watch: Watch = unwatched, beforehand: Beforehand | None = None
) -> FileRead:
    """Return the file as it is read with its dataset's hints; what was once said about its headers still holds.

    *beforehand* carries what came up in files of the same action. Raises IntakeRefused for what is no table, Refused
    when it holds several tables and none was chosen, and what *watch* raises to stop it.
    """
    part = only_part(wanted.part, wanted.title) if isinstance(wanted.part, Path) else wanted.part
    return _Reading(store, wanted, part, beforehand or Beforehand(store)).file(watch)


@dataclass(frozen=True)
class _Reading:
    """One file on its way from its bytes to its typed rows."""

    store: Store
    wanted: Wanted
    part: Part
    beforehand: Beforehand

    def file(self, watch: Watch) -> FileRead:
        said = self._glanced()
        inspection, table = self._read(self.part, said, watch)
        if (known := self._with_known(table)) != said:
            discard(inspection)
            said = known
            inspection, table = self._read(self.part, said, watch)
        return FileRead(wanted=self.wanted, inspection=inspection, table=table, said=said)

    def _glanced(self) -> RememberedMapping:
        """Return what is said about a long file, and was said about its headers, from a glance at its beginning."""
        if self.wanted.dataset is None or (self.part.size is not None and self.part.size <= 2 * GLANCE):
            return self.wanted.said
        with self.part.open() as stream:
            head = stream.read(GLANCE)
        beginning = replace(self.part, opener=lambda: io.BytesIO(head), size=len(head), notes=tuple)
        try:
            inspection, table = self._read(beginning, self.wanted.said, unwatched)
        except BscError:
            return self.wanted.said  # it is cut off anywhere: the whole file is what counts
        discard(inspection)
        return self._with_known(table)

    def _with_known(self, table: Table) -> RememberedMapping:
        said = self.wanted.said
        if self.wanted.dataset is None:
            return said
        before = self.beforehand.mapping(headers_of(table), self.wanted.dataset.id)
        return RememberedMapping(
            {**before.rename, **said.rename},
            {**before.answers, **said.answers},
            before.keep_personal | said.keep_personal,
        )

    def _read(self, part: Part, said: RememberedMapping, watch: Watch) -> tuple[Inspection, Table]:
        hints = Hints(rename=said.rename, keep_personal=said.keep_personal)
        if self.wanted.dataset is not None:
            hints = self.beforehand.hints(self.wanted.dataset, said)
        inspection = inspect(
            part, name=self.wanted.title, hints=hints, answers=said.answers, spool=self.store.spool, watch=watch
        )
        try:
            return inspection, chosen_table(inspection, self.wanted)
        except BscError:
            discard(inspection)
            raise


def dataset_of(store: Store, dataset_id: str) -> Dataset:
    """Return the dataset that a file can go into; raises NotFound, or Refused for a derived one."""
    datasets = {dataset.id: dataset for dataset in store.scorecard().datasets}
    if dataset_id not in datasets:
        raise NotFound("dataset", dataset_id, datasets)
    if datasets[dataset_id].query is not None:
        message = f"dataset `{dataset_id}` is derived from others by its query – import into those instead"
        raise Refused(message)
    return datasets[dataset_id]


def chosen_table(inspection: Inspection, wanted: Wanted) -> Table:
    """Return the table that is meant: the chosen one, the only one, or the only one that fits the dataset."""
    tables = inspection.tables
    if wanted.table is not None:
        return _named(tables, str(wanted.table))
    if len(tables) == 1 or wanted.dataset is None:
        return tables[0]
    needed = unit(wanted.dataset).columns
    fitting = [table for table in tables if needed and all(table.column(name) for name in needed)]
    if len(fitting) == 1:
        return fitting[0]
    offered = ", ".join(f'{number} "{table.name}" ({table.rows} rows)' for number, table in enumerate(tables, start=1))
    message = f"{wanted.title} holds {len(tables)} tables: {offered} – say which one by its number or name"
    raise Refused(message)


def fingerprint(table: Table) -> str:
    """Return what is the same for two tables with the same headers, in whatever order."""
    return remembering.fingerprint(headers_of(table))


def incoming(read: FileRead) -> Incoming:
    """Return the rows of the file on their way into its dataset; raises Refused for none, or two for one column."""
    table, dataset = read.table, read.dataset
    _refuse_unusable(read)
    columns = [ColumnShape(c.stored, c.name, c.type) for c in table.columns if c.kept]
    sources = _dated(table, dataset)
    columns += [ColumnShape(name, dataset.time or name, ColumnType.DATE) for name in sources]
    kept = [column for column in table.columns if column.kept]
    return Incoming(
        dataset=dataset,
        typed=table.typed,
        columns=tuple(column for column in columns if column.name not in sources.values()),
        sources=sources,
        filled={**{column.stored: column.filled for column in kept}, **dict.fromkeys(sources, True)},
        scales={column.stored: column.scale for column in kept},
        period=table.period,
        covers=table.stated,
        file=read.inspection.name,
        table=str(read.inspection.tables.index(table) + 1),
        sha256=read.inspection.sha256,
        reading=_reading(table, columns, read.said.answers),
        dropped=[DroppedLine(each.line, each.reason, each.text) for each in table.dropped],
        rejects=[RejectedCell(each.line, each.column, each.text, each.reason) for each in table.rejects],
    )


def discard(inspection: Inspection) -> None:
    """Remove what the inspection has written into the spool."""
    for table in inspection.tables:
        if table.typed.is_dir():
            shutil.rmtree(table.typed, ignore_errors=True)
        else:
            table.typed.unlink(missing_ok=True)


def said_about(
    answers: Mapping[str, str] | None, rename: Mapping[str, str] | None, keep_personal: Collection[str]
) -> RememberedMapping:
    """Return what a person says about a file, as one value."""
    return RememberedMapping(dict(rename or {}), dict(answers or {}), frozenset(keep_personal))


def _refuse_unusable(read: FileRead) -> None:
    if not read.table.rows:
        message = f"{read.inspection.name} holds no row that can be kept – nothing to import"
        raise Refused(message)
    for header, name in read.said.rename.items():
        column = read.table.column(header)
        if column is not None and column.stored != column_name(name):
            message = (
                f'column "{header}" of {read.inspection.name} cannot become `{column_name(name)}`: the file has such a '
                "column already – name another, or leave it as it is"
            )
            raise Refused(message)


def _named(tables: tuple[Table, ...], name: str) -> Table:
    for number, table in enumerate(tables, start=1):
        if name in (table.name, str(number)):
            return table
    raise NotFound("table", name, [table.name for table in tables])


def _dated(table: Table, dataset: Dataset) -> dict[str, str]:
    """Return where the dataset's time comes from when a file's rows are values for a stated period: its first day."""
    placed_by = unit(dataset)
    if placed_by.placing is not Placing.DAY or table.column(placed_by.columns[0]) or not table.column(PERIOD_COLUMN):
        return {}
    return {placed_by.columns[0]: PERIOD_COLUMN}


def _reading(table: Table, columns: list[ColumnShape], answers: Mapping[str, str]) -> str:
    """Return what is the same when the same bytes are read in the same way; a file's name may state its period."""
    period = [str(day) for day in table.stated or ()]
    what = [[(c.name, c.label, str(c.type)) for c in columns], sorted(answers.items()), period]
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()
