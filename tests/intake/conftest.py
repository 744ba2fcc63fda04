"""A file is written, inspected, and its typed rows are read back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from bsc.intake import Hints, Inspection, Table, inspect

EXPORTS = Path(__file__).parent / "exports"


@dataclass(frozen=True)
class Seen:
    """An inspection with its first table and that table's typed rows."""

    inspection: Inspection

    @property
    def table(self) -> Table:
        return self.inspection.tables[0]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return typed_rows(self.table)

    @property
    def asked(self) -> list[str]:
        return [question.column for question in self.inspection.questions]

    def values(self, stored: str) -> list[Any]:
        return [row[stored] for row in self.rows]

    def type_of(self, name: str) -> str:
        column = self.table.column(name)
        return str(column.type) if column else "no such column"


See = Callable[..., Seen]


def typed_rows(table: Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(table.typed).to_pylist()
    return rows


@pytest.fixture
def see(tmp_path: Path) -> See:
    """Return a function that inspects a text or bytes as the file *name*."""

    def seen(
        content: str | bytes,
        name: str = "upload.csv",
        hints: Hints | None = None,
        answers: dict[str, str] | None = None,
    ) -> Seen:
        path = tmp_path / "upload"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Seen(inspect(path, name=name, hints=hints or Hints(), answers=answers or {}, spool=tmp_path / "spool"))

    return seen


@pytest.fixture
def export(tmp_path: Path) -> See:
    """Return a function that inspects one of the kept exports."""

    def seen(name: str, answers: dict[str, str] | None = None) -> Seen:
        return Seen(inspect(EXPORTS / name, answers=answers or {}, spool=tmp_path / "spool"))

    return seen
