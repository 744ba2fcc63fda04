"""What the reader can fix. Every message says where, what was seen, and what would do.

    BscError
    ├── DefinitionProblems    a scorecard (or a formula in it) that cannot be taken; lists every problem at once
    ├── FormulaProblem        one formula, condition or query that is not in the formula language
    │   └── NoRowsYet         … because nothing was imported yet into a dataset that it needs
    ├── IntakeRefused         a file that cannot be read as a table of data
    ├── QuestionsOpen         a file that can be read in two ways; carries the questions
    ├── NotFound              an id that names nothing (KPI, dataset, import, …); knows near misses
    ├── Refused               a change that would break a rule (an import undone twice, …)
    ├── NotAllowed            something that the one who asks may not do, or may not see
    ├── Cancelled             long work that was stopped on request; nothing of it is left
    └── StoreUnusable         the database file cannot be opened or written
        ├── StoreBusy         … because another process holds it
        └── StoreTooNew       … because a newer version of the product wrote it

Anything else that is raised is a bug, and must look like one in the log.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One thing to fix: its place (`kpis[3].formula`), what was seen there, and what would do."""

    place: str
    seen: str
    cure: str = ""

    def __str__(self) -> str:
        """Return the problem as one sentence."""
        sentence = f"{self.place}: {self.seen}" if self.place else self.seen
        return f"{sentence} – {self.cure}" if self.cure else sentence


@dataclass(frozen=True)
class Question:
    """What a file leaves open: the column, the question in words, and the answers that can be given."""

    column: str
    ask: str
    choices: tuple[str, ...]


class BscError(Exception):
    """Something that the reader can fix; its text is shown to them as it is."""


class DefinitionProblems(BscError):
    """A scorecard that cannot be taken; every problem of it at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep *problems*; the text is one line for each."""
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))


class FormulaProblem(BscError):
    """A formula, condition or query that is not in the formula language."""

    def __init__(self, seen: str, cure: str = "", *, position: int | None = None, key: str = "formula") -> None:
        """Keep what was seen, what would do, the character (from 0) where it stands, and under which key."""
        self.seen = seen
        self.cure = cure
        self.position = position
        self.key = key
        super().__init__(f"{seen} – {cure}" if cure else seen)

    def at(self, place: str) -> Problem:
        """Return the problem as one of a scorecard, at *place*."""
        return Problem(place, self.seen, self.cure)


class NoRowsYet(FormulaProblem):
    """A dataset that a formula needs and nothing was imported into yet: no mistake, and it passes by itself."""


class IntakeRefused(BscError):
    """A file that cannot be read as a table of data."""


class QuestionsOpen(BscError):
    """A file that can be read in two ways: it is asked, not guessed."""

    def __init__(self, questions: Sequence[Question]) -> None:
        """Keep *questions*; the text asks each with its choices."""
        self.questions = tuple(questions)
        super().__init__(
            "\n".join(
                f'column "{q.column}": {q.ask}' + (f" – answer one of {', '.join(q.choices)}" if q.choices else "")
                for q in questions
            )
        )


class NotFound(BscError):
    """An id that names nothing."""

    def __init__(self, noun: str, name: str, known: Iterable[str]) -> None:
        """Say that there is no *noun* called *name*, and the nearest of *known*."""
        self.noun = noun
        self.name = name
        super().__init__(f'there is no {noun} "{name}" – {near_miss(name, known)}')


class Refused(BscError):
    """A change that would break a rule."""


class NotAllowed(BscError):
    """Something that the one who asks may not do, or may not see."""


class Cancelled(BscError):
    """Long work that was stopped on request; nothing of it is left."""


class StoreUnusable(BscError):
    """The database file cannot be opened or written."""


class StoreBusy(StoreUnusable):
    """Another process holds the database file."""


class StoreTooNew(StoreUnusable):
    """A newer version of the product wrote the database file."""


_SHOWN = 12  # names in one sentence


def near_miss(name: str, known: Iterable[str]) -> str:
    """Return `did you mean …?` for the nearest of *known*, else the list of them."""
    names = sorted(set(known))
    nearest = get_close_matches(name, names, n=1, cutoff=0.6) or [
        known_name for known_name in names if known_name.casefold() == name.casefold()
    ]
    if nearest:
        return f"did you mean `{nearest[0]}`?"
    if not names:
        return "none is defined yet"
    return f"known are {', '.join(f'`{known_name}`' for known_name in names[:_SHOWN])}{' …' * (len(names) > _SHOWN)}"
