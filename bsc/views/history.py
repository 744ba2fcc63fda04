"""The imports so far, by action: what was brought in together is one line, and one undo."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bsc.model.editing import number_of
from bsc.store import DroppedLine, ImportLine, RejectedCell
from bsc.store.store import Store

FILES_NAMED = 2


@dataclass(frozen=True)
class ImportAction:
    """One or many imports made at once, by one person: their lines in the order in which they were made."""

    number: int
    lines: tuple[ImportLine, ...]

    @property
    def at(self) -> datetime:
        """Return when it was done (UTC)."""
        return self.lines[0].at

    @property
    def who(self) -> str:
        """Return who did it."""
        return self.lines[0].who

    @property
    def active(self) -> tuple[ImportLine, ...]:
        """Return the imports that count: an undo of the action takes these out."""
        return tuple(line for line in self.lines if line.active)

    @property
    def datasets(self) -> tuple[str, ...]:
        """Return the ids of the datasets that files went into."""
        return tuple(dict.fromkeys(line.dataset for line in self.lines))

    @property
    def period(self) -> tuple[date, date] | None:
        """Return the first and last day of all rows; None when no row has a day."""
        periods = [line.period for line in self.lines if line.period]
        return (min(first for first, _ in periods), max(last for _, last in periods)) if periods else None

    @property
    def files(self) -> str:
        """Return the names of the files; of many, the first and how many more."""
        names = list(dict.fromkeys(line.file for line in self.lines))
        more = len(names) - FILES_NAMED
        if more <= 0:
            return " and ".join(names)
        return f"{', '.join(names[:FILES_NAMED])} and {number_of(more, 'more file', 'more files')}"

    @property
    def undone_at(self) -> datetime | None:
        """Return when the last of it was undone; None while any of it counts."""
        return None if self.active else max(line.undone_at for line in self.lines if line.undone_at)

    def total(self, field: str) -> int:
        """Return the sum of *field* (rows, replaced, dropped, rejects) over its imports."""
        return sum(getattr(line, field) for line in self.lines)


def import_actions(imports: Iterable[ImportLine]) -> tuple[ImportAction, ...]:
    """Return *imports* gathered by the action that made them, the newest action first."""
    gathered: dict[int, list[ImportLine]] = {}
    for line in imports:
        gathered.setdefault(line.action, []).append(line)
    actions = [ImportAction(number, tuple(sorted(lines, key=_number))) for number, lines in gathered.items()]
    return tuple(sorted(actions, key=lambda each: -each.lines[-1].id))


def rejects_of(store: Store, lines: Sequence[ImportLine]) -> list[tuple[ImportLine, RejectedCell]]:
    """Return every rejected cell and line of *lines*, each with its import."""
    return [(line, cell) for line in lines if line.rejects for cell in store.rejects(line.id)]


def dropped_of(store: Store, lines: Sequence[ImportLine]) -> list[tuple[ImportLine, DroppedLine]]:
    """Return every line that was set apart of *lines*, each with its import."""
    return [(line, each) for line in lines if line.dropped for each in store.dropped(line.id)]


def _number(line: ImportLine) -> int:
    return line.id
