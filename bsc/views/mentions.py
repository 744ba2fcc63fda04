"""Who is spoken to in a note: `@Name` of somebody who answers for something, or has written or read along."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from bsc.model.notes import Note
from bsc.views.workspace import Workspace

_ACCENTS: Final = r"\u0300-\u036f"  # they stand behind the letter they belong to


@dataclass(frozen=True, kw_only=True)
class Mention:
    """That `person` is spoken to in `note`: by whom, and since when (UTC): a later wording may be the first to."""

    person: str
    note: Note
    by: str
    at: datetime

    @property
    def key(self) -> str:
        """Return what tells this mention from every other one, wherever the notes are taken."""
        return f"{self.note.uid}/{self.person.casefold()}"


def mentions(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return those of *known* whom *text* names behind an `@`, as they are known, in its order, each once.

    Upper and lower case are one, the longest name is meant, and an e-mail address mentions nobody.
    """
    return tuple(dict.fromkeys(name for said, name in pieces(text, known) if name))


def pieces(text: str, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield *text* in pieces, each with the name (as it is known) that it mentions; with none the words between."""
    names = {_plain(name): name for name in reversed([*known]) if _plain(name)}
    folded, places = text.casefold(), _places(text)
    until = 0
    for found in _pattern(tuple(names)).finditer(folded):
        begin, end = places[found.start()], places[found.end()]
        yield text[until:begin], ""
        yield text[begin:end], names[_plain(found[1])]
        until = end
    yield text[until:], ""


def people(workspace: Workspace) -> tuple[str, ...]:
    """Return everybody who can be spoken to, by name: owners, helpers, who reads reviews along, who writes notes.

    Spellings that differ in case or spaces alone are one name: the first one that is met.
    """
    found: dict[str, str] = {}
    for name in _named(workspace):
        found.setdefault(_plain(name), " ".join(name.split()))
    return tuple(sorted((name for plain, name in found.items() if plain), key=str.casefold))


def since(workspace: Workspace, moment: datetime | None = None) -> tuple[Mention, ...]:
    """Return who was spoken to after *moment* (UTC; None: ever) by somebody else, the newest first."""
    known = people(workspace)
    found = [each for note in workspace.all_notes() for each in _of(note, known)]
    late = [each for each in found if moment is None or each.at > moment]
    return tuple(sorted(late, key=lambda each: (each.at, each.note.id), reverse=True))


def of_person(workspace: Workspace, person: str) -> tuple[Mention, ...]:
    """Return where *person* is spoken to, whatever the case of their name, the newest first."""
    return tuple(each for each in since(workspace) if _plain(each.person) == _plain(person))


def _of(note: Note, known: Iterable[str]) -> Iterator[Mention]:
    """Yield whom *note* speaks to as it is now, each since the wording from which on it has done so."""
    wordings = [*((each.text, each.who, each.at) for each in note.before), (note.text, note.who, note.at)]
    told = [(mentions(text, known), who, at) for text, who, at in wordings]
    for person in told[-1][0]:
        first = len(told) - 1
        while first and person in told[first - 1][0]:
            first -= 1
        _, by, at = told[first]
        if _plain(by) != _plain(person):
            yield Mention(person=person, note=note, by=by, at=at)


def _named(workspace: Workspace) -> Iterator[str]:
    defined = workspace.scorecard
    sections = (
        defined.stages,
        defined.objectives,
        defined.kpis,
        defined.touchpoints,
        defined.datasets,
        defined.initiatives,
    )
    for section in sections:
        for each in section:
            yield from (each.owner, *each.helpers)
    for review in workspace.reviews():
        yield from (*review.attendees, *(each.owner for each in review.decisions))
    for note in workspace.all_notes():
        yield from (*(each.who for each in note.before), note.who)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _places(text: str) -> Sequence[int]:
    """Return where in *text* each character of its folded form comes from, and last its length: ß makes two of one."""
    each = [at for at, letter in enumerate(text) for _ in letter.casefold()]
    return [*each, len(text)]


@lru_cache(maxsize=32)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds *names* (folded) in folded text.

    A letter that folds to several goes on with letters or accents, so that no name ends within one.
    """
    longest_first = sorted(names, key=len, reverse=True)
    any_of = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?<![\w{_ACCENTS}@.+-])@({any_of})(?![\w{_ACCENTS}])" if names else r"(?!)")
