"""What notes are about, in words; those that stand beside a KPI; all of them searched, and as a file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bsc.model.definitions import Kpi
from bsc.model.notes import Note
from bsc.model.periods import Period
from bsc.model.subject import Subject, SubjectKind
from bsc.views.csv_text import csv_text
from bsc.views.dates import day
from bsc.views.mentions import mentions, people
from bsc.views.subjects import subject_names
from bsc.views.workspace import Workspace

CSV_HEADER: Final = ("Day", "About", "Name", "Note", "Written by", "Written at (UTC)", "Mentions", "Earlier wordings")
KINDS: Final[Mapping[SubjectKind, str]] = {kind: kind.value for kind in SubjectKind} | {SubjectKind.KPI: "KPI"}
_AT_ALL: Final = ""


@dataclass(frozen=True, kw_only=True)
class WantedNotes:
    """Which notes: by whom, to whom, about which kind of thing, from which day to which, with which words.

    What is empty is not asked for.
    """

    who: str = ""
    mentioned: str = ""
    kind: SubjectKind | None = None
    first: date | None = None
    last: date | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class NoteLine:
    """A note with what it is about in words (`name`; empty where that is gone by now) and whom it mentions."""

    note: Note
    name: str
    mentioned: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """Return what it is about with its kind: `stage Onboarding`; of what is gone its id."""
        kind = KINDS[self.note.about.kind]
        if self.note.about.kind is SubjectKind.JOURNEY:
            return kind
        return f"{kind} {self.name}" if self.name else f"{kind} {self.note.about.id} (gone)"

    @property
    def sentence(self) -> str:
        """Return all of it in one line: `3 Oct 2026, Olga Meyer, on the stage Onboarding: …`."""
        return f"{day(self.note.day)}, {self.note.who}, on the {self.about}: {' '.join(self.note.text.split())}"


def names(workspace: Workspace) -> dict[Subject, str]:
    """Return everything in *workspace* that a note can be about, with its name, in the scorecard's order.

    Within a fence that is what may be seen.
    """
    return subject_names(workspace.scorecard, workspace.reviews())


def note_lines(workspace: Workspace, wanted: WantedNotes | None = None) -> tuple[NoteLine, ...]:
    """Return the notes that are *wanted*, the latest day first."""
    asked, named, known = wanted or WantedNotes(), names(workspace), people(workspace)
    found = [
        NoteLine(note=note, name=named.get(note.about, ""), mentioned=mentions(note.text, known))
        for note in workspace.all_notes()
    ]
    return tuple(each for each in reversed(found) if _is_wanted(each, asked))


def writers(workspace: Workspace) -> tuple[str, ...]:
    """Return who has written a note, by name."""
    return tuple(sorted({note.who for note in workspace.all_notes()}, key=str.casefold))


def noted_in(workspace: Workspace, period: Period) -> tuple[NoteLine, ...]:
    """Return the notes on the days of *period*, the earliest first."""
    wanted = WantedNotes(first=period.start, last=period.last_day)
    return tuple(reversed(note_lines(workspace, wanted)))


def beside(workspace: Workspace, kpi: Kpi) -> tuple[Note, ...]:
    """Return the notes on *kpi* and on all that it belongs to (objective, cell, stage, journey), the oldest first."""
    objective = workspace.objective_of(kpi)
    about = {
        Subject.of(SubjectKind.KPI, kpi.id),
        Subject.of(SubjectKind.OBJECTIVE, objective.id),
        Subject.of(SubjectKind.CELL, objective.stage, objective.perspective),
        Subject.of(SubjectKind.STAGE, objective.stage),
        Subject.of(SubjectKind.JOURNEY),
    }
    return tuple(note for note in workspace.all_notes() if note.about in about)


def within(workspace: Workspace, about: Subject) -> tuple[NoteLine, ...]:
    """Return the notes on the objectives and KPIs of the cell *about*, the latest day first; none for anything else."""
    if about.kind is not SubjectKind.CELL:
        return ()
    inner = _inner(workspace, about)
    return tuple(line for line in note_lines(workspace) if line.note.about in inner)


def note_count(workspace: Workspace, about: Subject) -> int:
    """Return how many notes there are on *about*, and for a cell on its objectives and KPIs."""
    inner = _inner(workspace, about) if about.kind is SubjectKind.CELL else set()
    return sum(note.about == about or note.about in inner for note in workspace.all_notes())


def counts(workspace: Workspace) -> dict[Subject, int]:
    """Return how many notes there are on everything that has some, as `note_count` says it."""
    found = Counter(note.about for note in workspace.all_notes())
    cell_of = _cells(workspace)
    for about, count in tuple(found.items()):
        if about in cell_of:
            found[cell_of[about]] += count
    return dict(found)


def _inner(workspace: Workspace, cell: Subject) -> set[Subject]:
    return {each for each, its in _cells(workspace).items() if its == cell}


def _cells(workspace: Workspace) -> dict[Subject, Subject]:
    """Return the cell of each objective and of each KPI."""
    of, defined = Subject.of, workspace.scorecard
    cells = {each.id: of(SubjectKind.CELL, each.stage, each.perspective) for each in defined.objectives}
    found = {of(SubjectKind.OBJECTIVE, each): cell for each, cell in cells.items()}
    return found | {of(SubjectKind.KPI, each.id): cells[each.objective] for each in defined.kpis}


def csv_of(found: Iterable[NoteLine]) -> str:
    """Return the notes *found* as CSV, one a row."""
    return csv_text(CSV_HEADER, map(_row, found))


def _row(line: NoteLine) -> list[object]:
    note, kind = line.note, KINDS[line.note.about.kind]
    name = line.name or note.about.id
    said = [note.day, kind, name, note.text, note.who, f"{note.at:%Y-%m-%d %H:%M}"]
    return [*said, ", ".join(line.mentioned), len(note.before)]


def _is_wanted(line: NoteLine, asked: WantedNotes) -> bool:
    note, words = line.note, asked.words.casefold().split()
    text = f"{note.text} {line.name}".casefold()
    return (
        asked.who in {_AT_ALL, note.who}
        and asked.mentioned in {_AT_ALL, *line.mentioned}
        and asked.kind in {None, note.about.kind}
        and (asked.first is None or note.day >= asked.first)
        and (asked.last is None or note.day <= asked.last)
        and all(word in text for word in words)
    )
