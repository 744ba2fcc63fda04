"""Who changed what of an initiative, and when: read off the versions of the definitions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Final

from bsc.views.dates import day
from bsc.views.keeping import kept
from bsc.views.workspace import Workspace

Document = Mapping[str, Any]
_PLAIN: Final[Mapping[str, str]] = {
    "name": "name",
    "state": "state",
    "owner": "owner",
    "start": "start",
    "due": "due",
    "effective": "effective from",
    "cost": "cost",
}
_WHOLE: Final[Mapping[str, str]] = {
    "objective": "objective",
    "kpis": "KPIs",
    "helpers": "helpers",
    "expected": "expected effect",
    "where": "segment",
    "links": "links",
    "experiment": "experiment",
    "practice": "practice",
    "adopts": "practice that it takes over",
    "note": "note",
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One change: when (UTC), by whom, and what of it, in words."""

    at: datetime
    who: str
    said: str


def history(workspace: Workspace, identity: str) -> tuple[Step, ...]:
    """Return the changes of the initiative called *identity*, newest first; within a fence nothing is told of them."""
    if not workspace.fence.open:
        return ()
    return kept(workspace, ("history of initiative", identity), lambda: _history(workspace, identity))


def _history(workspace: Workspace, identity: str) -> tuple[Step, ...]:
    versions = workspace.store.initiative_over_versions(identity)
    steps = [
        Step(at=line.at, who=line.who, said=said)
        for (line, now), (_, before) in pairwise([*versions, (None, None)])
        if line is not None and (said := _said(before, now))
    ]
    return tuple(steps)


def _said(before: Document | None, now: Document | None) -> str:
    """Return what became of it from *before* to *now*; empty when nothing did."""
    if before == now:
        return ""
    if before is None:
        return "added"
    return "removed" if now is None else "; ".join(_changes(before, now))


def _changes(before: Document, now: Document) -> Iterator[str]:
    for field, word in _PLAIN.items():
        old, new = before.get(field, _FIRST.get(field)), now.get(field, _FIRST.get(field))
        if old != new:
            yield f"{word}: {_word(old)} → {_word(new)}"
    for field, word in _WHOLE.items():
        if before.get(field) != now.get(field):
            yield f"{word} {_became(before.get(field), now.get(field))}"


_FIRST: Final = {"state": "planned"}  # what a document leaves out


def _became(old: object, new: object) -> str:
    if not old:
        return "added"
    return "changed" if new else "taken out"


def _word(value: object) -> str:
    if value in (None, ""):
        return "none"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def shown(steps: Sequence[Step]) -> dict[str, list[str]]:
    """Return *steps* as the columns of a table."""
    return {
        "When (UTC)": [f"{each.at:%Y-%m-%d %H:%M}" for each in steps],
        "Who": [each.who for each in steps],
        "What": [each.said for each in steps],
    }
