"""What the ledger tells: imports and what became of their lines, mappings, the journal, settings, days and lineage."""

import json
from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from bsc.errors import NotFound
from bsc.model.definitions import Scorecard, Target
from bsc.model.shape import Scale
from bsc.store.lineage import counting_imports, covered_days
from bsc.store.lines import (
    DefinitionVersion,
    DroppedLine,
    ImportLine,
    JournalLine,
    RejectedCell,
    RememberedMapping,
)
from bsc.store.mappings import mapping
from bsc.store.statements import text
from bsc.store.units import units_before

AS_OF = "as_of"


class History(ABC):
    """The part of a store that only asks the ledger."""

    @abstractmethod
    def _rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of the query *sql*, all of them."""

    @abstractmethod
    def scorecard(self, version: int | None = None) -> Scorecard:
        """Return the definitions."""

    def definition_versions(self) -> list[DefinitionVersion]:
        """Return every version of the definitions, newest first."""
        rows = self._rows(text("definition_versions"))
        return [DefinitionVersion(version=v, at=at, who=who, note=note) for v, at, who, note in rows]

    def targets_over_versions(self, kpi_id: str) -> list[tuple[DefinitionVersion, tuple[Target, ...]]]:
        """Return every version of the definitions, newest first, with the targets that the KPI has there."""
        return [
            (
                DefinitionVersion(version=version, at=at, who=who, note=note),
                tuple(Target.model_validate(step) for step in json.loads(targets or "[]")),
            )
            for version, at, who, note, targets in self._rows(text("targets_of_kpi"), [kpi_id])
        ]

    def initiative_over_versions(self, identity: str) -> list[tuple[DefinitionVersion, dict[str, Any] | None]]:
        """Return every version of the definitions, newest first, with the initiative's document; None without it."""
        return [
            (DefinitionVersion(version=version, at=at, who=who, note=note), json.loads(found) if found else None)
            for version, at, who, note, found in self._rows(text("initiative_over_versions"), [identity])
        ]

    def imports(self) -> list[ImportLine]:
        """Return every import, newest first, undone ones as well."""
        return [_import_line(row) for row in self._rows(text("imports"))]

    def import_line(self, import_id: int) -> ImportLine:
        """Return one import; raises NotFound."""
        lines = {line.id: line for line in self.imports()}
        if import_id not in lines:
            raise NotFound("import", str(import_id), map(str, lines))
        return lines[import_id]

    def imports_of(
        self, dataset_id: str, first: date | None = None, last: date | None = None
    ) -> list[tuple[ImportLine, int]]:
        """Return the imports whose rows count in the dataset, newest first, and how many rows of each do.

        With *first* and *last*, only rows on these days count, both inclusive; a dataset without days has all.
        """
        days = (first, last) if first and last else None
        counting = counting_imports(self._rows, dataset_id, self.scorecard(), days)
        return [(line, counting[line.id]) for line in self.imports() if line.id in counting]

    def covered_days(self, dataset_id: str, first: date, last: date) -> dict[date, int]:
        """Return the days from *first* to *last*, both inclusive, that imports of the dataset cover, oldest first.

        With each goes the number of rows that count: 0 where only the period that a file states has the day in it.
        """
        return covered_days(self._rows, dataset_id, self.scorecard(), (first, last))

    def dropped(self, import_id: int) -> list[DroppedLine]:
        """Return the lines that were set apart because they are not data, all of them."""
        return [DroppedLine(*row) for row in self._rows(text("dropped"), [import_id])]

    def rejects(self, import_id: int) -> list[RejectedCell]:
        """Return the cells and lines that could not be kept, all of them."""
        return [RejectedCell(*row) for row in self._rows(text("rejects"), [import_id])]

    def mapping(self, fingerprint: str, dataset_id: str, headers: Collection[str] = ()) -> RememberedMapping:
        """Return what was once said about files with these headers for that dataset; empty when nothing was.

        With *headers*, what was said about the most similar ones counts where these were never seen.
        """
        return mapping(self._rows, fingerprint, dataset_id, headers)

    def scales(self, dataset_id: str) -> dict[str, Scale]:
        """Return what the imports that count hold in each column of the dataset: its newest unit, and the range."""
        return units_before(self._rows, dataset_id)

    def journal(self, limit: int = 100) -> list[JournalLine]:
        """Return the newest *limit* changes, newest first."""
        rows = self._rows(text("journal"), [limit])
        return [
            JournalLine(at=at, who=who, action=action, subject=subject, note=note)
            for at, who, action, subject, note in rows
        ]

    def setting(self, name: str) -> str | None:
        """Return the setting called *name*, or None."""
        return next((value for (value,) in self._rows(text("setting"), [name])), None)

    def as_of(self) -> date | None:
        """Return the day at which the company's clock stands (the sample company's does), or None for today."""
        kept = self.setting(AS_OF)
        return date.fromisoformat(kept) if kept else None

    def has_journal_line(self, number: int) -> bool:
        """Return whether line *number* of the journal was kept."""
        return bool(self._rows(text("journal_line"), [number]))


def _import_line(row: tuple[Any, ...]) -> ImportLine:
    number, dataset, file, sha256, at, who, first, last, rows, replaced, dropped, rejects, undone_at, action = row
    return ImportLine(
        id=number,
        dataset=dataset,
        file=file,
        sha256=sha256,
        at=at,
        who=who,
        period=(first, last) if first and last else None,
        rows=rows,
        replaced=replaced,
        dropped=dropped,
        rejects=rejects,
        undone_at=undone_at,
        action=action,
    )
