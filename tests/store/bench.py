"""Rows on their way into a store: a parquet file in its spool, as intake writes it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from bsc.model.definitions import Dataset
from bsc.model.shape import ColumnShape
from bsc.model.words import ColumnType
from bsc.store import Effect, Incoming, Stamp, Store
from bsc.store.loading import effect, foreseen, load, unload
from bsc.store.shapes import SQL_TYPES

Rows = Sequence[Sequence[object]]


class Bench:
    """Brings rows straight into a store: the file's reading is another room's."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.files = 0

    def incoming(
        self,
        dataset: Mapping[str, Any],
        types: Mapping[str, str],
        rows: Rows,
        covers: tuple[date, date] | None = None,
    ) -> Incoming:
        self.files += 1
        typed = self.store.spool / f"file{self.files}.parquet"
        columns = tuple(ColumnShape(name, name.capitalize(), ColumnType(kind)) for name, kind in types.items())
        _write(typed, columns, rows)
        return Incoming(
            dataset=Dataset.model_validate(dataset),
            typed=typed,
            columns=columns,
            covers=covers,
            file=f"file{self.files}.csv",
            table="rows",
            sha256=f"{self.files:064d}",
            reading="",
        )

    def bring(self, incoming: Incoming) -> tuple[int, Effect]:
        with self.store.change() as cursor:
            file = foreseen(cursor, incoming)
            return load(cursor, file, Stamp("ada")), file.effect

    def foresee(self, incoming: Incoming) -> Effect:
        with self.store.looking() as cursor:
            return effect(cursor, incoming)

    def undo(self, number: int, dataset: str) -> None:
        with self.store.change() as cursor:
            unload(cursor, [number], dataset, stamp=Stamp("ada"))

    def rows(self, dataset: str) -> list[tuple[Any, ...]]:
        if self.store.shape(dataset) is None:
            return []
        return sorted(self.store.read(f'select * exclude (_import, _line) from "dataset"."{dataset}"'), key=repr)  # noqa: S608 -- a test's own name


@cache
def _memory() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def _write(typed: Path, columns: Sequence[ColumnShape], rows: Rows) -> None:
    lists = [list(each) for each in zip(*rows, strict=True)] or [[] for _ in columns]
    shown = ", ".join(f'unnest(?::{SQL_TYPES[c.type]}[]) as "{c.name}"' for c in columns)
    _memory().cursor().execute(
        f"copy (select unnest(?::bigint[]) as _line, {shown}) to '{typed}' (format parquet)",
        [list(range(2, len(rows) + 2)), *lists],
    )
