"""What an inspection returns: the tables of a file, their columns, and everything that was set apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from bsc.errors import Question
from bsc.intake.recognition import Recognition
from bsc.model.shape import Scale, column_name
from bsc.model.words import ColumnType

PERIOD_COLUMN = "period_start"
MOST_REJECTS = 500_000  # rows, and as many cells, of one table: all of them are kept, in memory at first
Days = tuple[date, date]  # first and last day, both inclusive, as people say it
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Hints:
    """What is known about a file beforehand: from the dataset's definition, or from a mapping that was remembered.

    Columns are named by their header or by their stored name. `timeless` says that the rows need no place in time
    (a dataset that is only looked up), so that no period is asked for; `units` says what earlier imports held in a
    column (by stored name), so that a unit that has changed is asked about.
    """

    column_types: Mapping[str, ColumnType] = field(default_factory=dict)
    time: str | None = None
    key: tuple[str, ...] = ()
    rename: Mapping[str, str] = field(default_factory=dict)
    keep_personal: frozenset[str] = frozenset()
    timeless: bool = False
    units: Mapping[str, Scale] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """A column as it will be stored: its header, its name in the store, its type.

    `note` is its unit (EUR, percent, hours), `addable` tells whether its sum means something, `kept` is False for a
    personal column that nobody asked for. `filled` tells whether any kept row has a value in it, `low` and `high` are
    the least and greatest value of a numeric column.
    """

    name: str
    stored: str
    type: ColumnType
    personal: bool = False
    note: str = ""
    addable: bool = False
    kept: bool = True
    examples: tuple[str, ...] = ()
    filled: bool = True
    low: float | None = None
    high: float | None = None

    @property
    def scale(self) -> Scale:
        """Return its unit, and the least and the greatest of its numbers."""
        return Scale(self.note, self.low, self.high)


@dataclass(frozen=True)
class Proof:
    """A total that the file states itself, beside what the kept rows of its column add up to."""

    line: int
    label: str
    column: str
    stated: float
    kept: float
    agrees: bool

    def __str__(self) -> str:
        """Return the comparison as one sentence."""
        says = f'line {self.line}: "{self.label}" says {self.stated:,.10g} {self.column}, the kept rows add up to '
        return f"{says}{'the same' if self.agrees else format(self.kept, ',.10g')}"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A row that is not data, set apart: its line, why, and its text, made of its cells."""

    line: int
    reason: str
    text: str
    cells: tuple[str, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Reject:
    """A cell that does not fit its column's type (it is left empty), or with column "" a whole row (it is left out)."""

    line: int
    column: str
    text: str
    reason: str
    cells: tuple[str, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of a file: its columns, its kept rows as a parquet file, and everything that was set apart.

    `typed` holds one column per stored name (personal columns are left out unless asked for) and `_line`, the physical
    line (from 1) where the row begins. `stated` is the period that the file itself names, `period` the days that the
    time column covers, else the stated ones. `sums` are over the kept rows, keyed by header. While a question about a
    column is open, that column is text.
    """

    name: str
    columns: tuple[Column, ...]
    rows: int
    period: Days | None
    typed: Path
    time: str | None = None
    stated: Days | None = None
    sums: Mapping[str, float] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()
    rejects: tuple[Reject, ...] = ()
    notes: tuple[str, ...] = ()
    proofs: tuple[Proof, ...] = ()
    recognition: Recognition | None = None

    @property
    def examples(self) -> Mapping[str, tuple[str, ...]]:
        """Return the first few different values of each column as they stand in the file, keyed by header."""
        return {column.name: column.examples for column in self.columns}

    @property
    def stored_columns(self) -> tuple[Column, ...]:
        """Return the columns that `typed` holds, in its order."""
        return tuple(column for column in self.columns if column.kept)

    def column(self, name: str) -> Column | None:
        """Return the column under the header, or with the stored name, *name*; None when there is none."""
        for column in self.columns:
            if name in (column.name, column.stored) or column_name(name) == column.stored:
                return column
        return None

    def document(self) -> dict[str, object]:
        """Return the table in the stable machine format of `bsc inspect`."""
        return {
            "name": self.name,
            "rows": self.rows,
            "period": [day.isoformat() for day in self.period] if self.period else None,
            "time": self.time,
            "columns": [
                {"name": c.name, "stored": c.stored, "type": str(c.type), "personal": c.personal, "note": c.note}
                for c in self.columns
            ],
            "recognition": _recognised(self.recognition),
            "sums": dict(self.sums),
            "dropped": [{"line": d.line, "reason": d.reason, "text": d.text} for d in self.dropped],
            "rejects": [{"line": r.line, "column": r.column, "text": r.text, "reason": r.reason} for r in self.rejects],
            "notes": list(self.notes),
            "proofs": [
                {
                    "line": p.line,
                    "label": p.label,
                    "column": p.column,
                    "stated": p.stated,
                    "kept": p.kept,
                    "agrees": p.agrees,
                }
                for p in self.proofs
            ],
        }


def _recognised(found: Recognition | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "id": found.id, "system": found.system, "report": found.report, "confidence": round(found.confidence, 3),
        "why": list(found.why), "missing": list(found.missing),
    }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Where every physical line of a file went; `inside` are the line ends within quoted fields of kept rows."""

    total: int
    header: int = 0
    preamble: int = 0
    kept: int = 0
    inside: int = 0
    blank: int = 0
    dropped: int = 0
    rejected: int = 0

    @property
    def accounted(self) -> int:
        """Return how many lines have a place; less than `total` when a line was lost."""
        return self.header + self.preamble + self.kept + self.inside + self.blank + self.dropped + self.rejected


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """What an import of a file would see. With open questions it is a preview: nothing of it may be stored yet."""

    name: str
    encoding: str
    delimiter: str
    system: str
    sha256: str
    tables: tuple[Table, ...]
    lines: Lines
    questions: tuple[Question, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, object]:
        """Return the inspection in the stable machine format of `bsc inspect`."""
        return {
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "system": self.system,
            "tables": [table.document() for table in self.tables],
            "questions": [{"column": q.column, "ask": q.ask, "choices": list(q.choices)} for q in self.questions],
        }
