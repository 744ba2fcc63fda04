"""What an import did, file by file and for all files of an action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bsc.model.editing import number_of
from bsc.store import ImportLine


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
        return f"{self.file}: import {self.id} of `{self.dataset}`, {_counts([self])}"


@dataclass(frozen=True, kw_only=True)
class Report:
    """What an import of several files did: `action` is the number to undo them with, None when nothing was stored.

    `refused` are the files that could not be brought in, each with the reason.
    """

    action: int | None
    receipts: tuple[Receipt, ...]
    refused: tuple[tuple[str, str], ...] = ()

    def document(self) -> dict[str, Any]:
        """Return the report in the stable machine format of `bsc import` of several files."""
        return {
            "action": self.action,
            "receipts": [receipt.document() for receipt in self.receipts],
            "refused": [{"file": file, "why": why} for file, why in self.refused],
        }

    def __str__(self) -> str:
        """Return the report as one sentence; of a single file, its receipt."""
        refused = f"{number_of(len(self.refused), 'file')} refused" if self.refused else ""
        if len(self.receipts) == 1:
            return "; ".join(filter(None, [str(self.receipts[0]), refused]))
        new = [receipt for receipt in self.receipts if not receipt.unchanged]
        into = ", ".join(sorted({f"`{receipt.dataset}`" for receipt in new}))
        done = (
            f"{number_of(len(new), 'file')} into {into} as import action {self.action}: {_counts(new)}" if new else ""
        )
        known = len(self.receipts) - len(new)
        same = f"{number_of(known, 'file')} had been imported already" if known else ""
        return "; ".join(filter(None, [done, same, refused])) or "nothing was imported"


def receipt(line: ImportLine, file: str, *, unchanged: bool) -> Receipt:
    """Return the receipt of the import *line*, which *file* has become, or had become before."""
    return Receipt(
        id=line.id,
        dataset=line.dataset,
        file=file,
        rows=0 if unchanged else line.rows,
        replaced=0 if unchanged else line.replaced,
        dropped=0 if unchanged else line.dropped,
        rejects=0 if unchanged else line.rejects,
        period=line.period,
        unchanged=unchanged,
    )


def _counts(receipts: Sequence[Receipt]) -> str:
    rows, replaced = sum(each.rows for each in receipts), sum(each.replaced for each in receipts)
    apart, rejects = sum(each.dropped for each in receipts), sum(each.rejects for each in receipts)
    return (
        f"{number_of(rows, 'row')}, {replaced:,} replaced, {number_of(apart, 'line')} set apart, "
        f"{number_of(rejects, 'reject')}"
    )
