"""Reading a file for a dataset: with what the dataset's definition says, and what was said about such files before."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bsc.errors import NotFound, Refused
from bsc.intake import Hints, Inspection, Table, inspect
from bsc.intake.inspection import PERIOD_COLUMN
from bsc.model.definitions import Dataset
from bsc.model.shape import ColumnShape, column_name
from bsc.model.words import ColumnType
from bsc.store import DroppedLine, Incoming, RejectedCell, RememberedMapping, Store
from bsc.store.placing import Placing, lookup_of_time, unit


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A file, where it is to go, and what a person says about it."""

    path: Path
    name: str
    dataset: Dataset | None = None
    said: RememberedMapping = field(default_factory=RememberedMapping)
    table: str | int | None = None


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
            message = f"say which dataset {self.wanted.name} is to go into"
            raise Refused(message)
        return self.wanted.dataset

    def into(self, dataset: Dataset) -> "FileRead":
        """Return the same for *dataset*, whose definition may have changed since the file was read."""
        return replace(self, wanted=replace(self.wanted, dataset=dataset))

    @property
    def fingerprint(self) -> str:
        """Return what is the same for two files with the same headers."""
        return fingerprint(self.table)


def read_file(store: Store, wanted: Wanted) -> FileRead:
    """Return the file as it is read with its dataset's hints; what was once said about its headers still holds.

    Raises IntakeRefused for what is no table, Refused when it holds several tables and none was chosen.
    """
    inspection = _inspection(store, wanted, wanted.said)
    table = chosen_table(inspection, wanted)
    if wanted.dataset is None:
        return FileRead(wanted=wanted, inspection=inspection, table=table, said=wanted.said)
    before = store.mapping(fingerprint(table), wanted.dataset.id)
    said = RememberedMapping(
        {**before.rename, **wanted.said.rename},
        {**before.answers, **wanted.said.answers},
        before.keep_personal | wanted.said.keep_personal,
    )
    if said != wanted.said:
        discard(inspection)
        inspection = _inspection(store, wanted, said)
        table = chosen_table(inspection, wanted)
    return FileRead(wanted=wanted, inspection=inspection, table=table, said=said)


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
    message = f"{wanted.name} holds {len(tables)} tables: {offered} – say which one by its number or name"
    raise Refused(message)


def fingerprint(table: Table) -> str:
    """Return what is the same for two tables with the same headers, in whatever order."""
    headers = "\n".join(sorted(column.name for column in table.columns))
    return hashlib.sha256(headers.encode()).hexdigest()


def incoming(read: FileRead) -> Incoming:
    """Return the rows of the file on their way into its dataset; raises Refused for none, or two for one column."""
    table, dataset = read.table, read.dataset
    _refuse_unusable(read)
    columns = [ColumnShape(c.stored, c.name, c.type) for c in table.columns if c.kept]
    sources = _dated(table, dataset)
    columns += [ColumnShape(name, dataset.time or name, ColumnType.DATE) for name in sources]
    return Incoming(
        dataset=dataset,
        typed=table.typed,
        columns=tuple(column for column in columns if column.name not in sources.values()),
        sources=sources,
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
        table.typed.unlink(missing_ok=True)


def said_about(
    answers: Mapping[str, str] | None, rename: Mapping[str, str] | None, keep_personal: Collection[str]
) -> RememberedMapping:
    """Return what a person says about a file, as one value."""
    return RememberedMapping(dict(rename or {}), dict(answers or {}), frozenset(keep_personal))


def _inspection(store: Store, wanted: Wanted, said: RememberedMapping) -> Inspection:
    hints = Hints(rename=said.rename, keep_personal=said.keep_personal)
    if wanted.dataset is not None:
        hints = _hints(store, wanted.dataset, hints)
    return inspect(wanted.path, name=wanted.name, hints=hints, answers=said.answers, spool=store.spool)


def _hints(store: Store, dataset: Dataset, said: Hints) -> Hints:
    """Return *said* together with what the definition says, and with what is text in the rows that are there."""
    shape = store.shape(dataset.id)
    texts = {c.name: c.type for c in shape.columns if c.type is ColumnType.TEXT} if shape else {}
    own_time = None if lookup_of_time(dataset) else dataset.time
    lookups = [name for names in dataset.lookups.values() for name in ((names,) if isinstance(names, str) else names)]
    asked_for = {*dataset.columns, *dataset.key, *dataset.dimensions.values(), *lookups, *filter(None, [own_time])}
    return replace(
        said,
        column_types={**texts, **dataset.columns},
        time=own_time,
        key=dataset.key,
        keep_personal=said.keep_personal | asked_for,
        timeless=own_time is None,
    )


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
