"""Taking one change of the definitions back, while what others have made of them since stays."""

import re
from collections.abc import Sequence
from typing import Final

from bsc.actions.definitions import Change, Said, put
from bsc.errors import NotFound, Problem, Refused
from bsc.model.comparison import differences
from bsc.model.editing import Document, joined, noun
from bsc.model.merging import ORDER, Obstacle, taken_back
from bsc.model.reading import document_of, sound_part
from bsc.store import Store
from bsc.store.lines import DefinitionVersion

UNDONE: Final = "Undone: "
REDONE: Final = "Redone: "
_SHOWN: Final = 3


def take_back(store: Store, version: int, who: str) -> Change:
    """Return what changed when what *version* of the definitions did was taken back; later changes stay.

    Taking back what took something back does it again. Raises NotFound for a version that there is not, Refused where
    the same fields were changed once more since, or something that came since needs what would go.
    """
    versions = {each.version: each for each in store.definition_versions()}
    if version not in versions:
        raise NotFound("version", str(version), map(str, versions))
    note = _note(versions[version].note or f"version {version}")
    return put(store, lambda now: _without(store, version, now), who, Said("take back", note))


def _without(store: Store, version: int, now: Document) -> Document:
    before = document_of(store.scorecard(version - 1)) if version > 1 else {}
    found = taken_back(before, document_of(store.scorecard(version)), now)
    if found.obstacles:
        raise Refused(_told(store, version, found.obstacles))
    _, problems = sound_part(found.document)
    if problems:
        message = (
            f"{_needing(found.document, problems)} came later and needs what this would take away – "
            "change that first, or restore a version under History"
        )
        raise Refused(message)
    return found.document


def _note(said: str) -> str:
    """Return what is said of taking back what was said to be *said*."""
    if said.startswith(UNDONE):
        return f"{REDONE}{said.removeprefix(UNDONE)}"
    return f"{UNDONE}{said.removeprefix(REDONE)}"


def _told(store: Store, version: int, obstacles: Sequence[Obstacle]) -> str:
    names = joined([_name(each) for each in obstacles[:_SHOWN]]) + (" …" if len(obstacles) > _SHOWN else "")
    later = [each for each in store.definition_versions() if each.version > version]
    by = next((each for each in later if _touches(store, each, obstacles[0])), None)
    whose = f" by {by.who} (version {by.version}{f', {by.note}' if by.note else ''})" if by else ""
    verb = "was" if len(obstacles) == 1 else "were"
    return f"{names} {verb} changed since{whose}: it stays as it is now – History can restore a whole version"


def _name(obstacle: Obstacle) -> str:
    fields = f" ({', '.join(obstacle.fields)})" if obstacle.fields else ""
    return obstacle.name if obstacle.id == ORDER else f'{noun(obstacle.section)} "{obstacle.name}"{fields}'


def _touches(store: Store, line: DefinitionVersion, obstacle: Obstacle) -> bool:
    found = differences(store.scorecard(line.version - 1), store.scorecard(line.version))
    return any(each.section == obstacle.section and obstacle.id in (each.id, ORDER) for each in found)


def _needing(document: Document, problems: Sequence[Problem]) -> str:
    """Return what the first of *problems* is about: `touchpoints[3].stage` → the name of that touchpoint."""
    place = re.match(r"(\w+)\[(\d+)]", problems[0].place)
    if not place:
        return str(problems[0])
    item = document[place[1]][int(place[2])]
    return f'{noun(place[1])} "{item.get("name") or item.get("id") or item.get("stage")}"'
