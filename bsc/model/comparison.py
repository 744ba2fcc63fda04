"""What changes from one scorecard to another, item by item, for people to read before they say yes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bsc.model.definitions import Scorecard
from bsc.model.reading import document_of

_SECTIONS = ("stages", "personas", "datasets", "objectives", "kpis", "touchpoints", "funnel", "initiatives")
_LONGEST = 60  # characters of a value in one line


class Happening(StrEnum):
    """What becomes of an item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Difference:
    """One item that is not the same in both scorecards; `note` says which fields, before → after."""

    section: str
    id: str
    name: str
    happening: Happening
    note: str = ""


def differences(before: Scorecard, after: Scorecard) -> tuple[Difference, ...]:
    """Return what *after* has that *before* has not, and the other way round, in the order of the file's sections."""
    old, new = document_of(before), document_of(after)
    return (*_journey(old.get("journey", {}), new.get("journey", {})), *_items(old, new))


def summary(found: tuple[Difference, ...]) -> str:
    """Return *found* in one line: `3 added, 1 removed, 2 changed`; `nothing changes` when empty."""
    counts = {happening: sum(each.happening is happening for each in found) for happening in Happening}
    return ", ".join(f"{count} {happening}" for happening, count in counts.items() if count) or "nothing changes"


def _journey(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    if old != new:
        yield Difference("journey", "journey", "Journey", Happening.CHANGED, _note(old, new))


def _items(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for section in _SECTIONS:
        was, now = _by_id(section, old), _by_id(section, new)
        for identity in dict.fromkeys([*was, *now]):
            name = str((now.get(identity) or was[identity]).get("name") or identity)
            if identity not in was:
                yield Difference(section, identity, name, Happening.ADDED)
            elif identity not in now:
                yield Difference(section, identity, name, Happening.REMOVED)
            elif was[identity] != now[identity]:
                note = _note(was[identity], now[identity])
                yield Difference(section, identity, name, Happening.CHANGED, note)
        if section == "stages":  # the order of stages is their meaning, that of the rest is taste
            yield from _order(was, now)


def _order(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield one difference when what both have stands in another order."""
    staying = [identity for identity in now if identity in was]
    if staying != [identity for identity in was if identity in now]:
        names = " → ".join(str(now[identity].get("name")) for identity in staying)
        yield Difference("stages", "stages", "Order of the stages", Happening.MOVED, names)


def _by_id(section: str, document: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {str(each["stage" if section == "funnel" else "id"]): each for each in document.get(section, ())}


def _note(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    fields = [field for field in dict.fromkeys([*old, *new]) if old.get(field) != new.get(field)]
    return "; ".join(f"{field}: {_said(old.get(field))} → {_said(new.get(field))}" for field in fields)


def _said(value: object) -> str:
    if value is None:
        return "not set"
    if isinstance(value, list):
        value = [_entry(each) for each in value]
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        return f"{len(value)} {'step' if len(value) == 1 else 'steps'}"
    if isinstance(value, list):
        value = ", ".join(map(str, value)) or "none"
    if isinstance(value, dict):
        value = ", ".join(f"{key} {each}" for key, each in value.items()) or "none"
    said = str(value)
    return f"{said[:_LONGEST]}…" if len(said) > _LONGEST else said


def _entry(each: object) -> object:
    """Return an entry of a touchpoint with its evidence in words; everything else as it is."""
    return f"{each['text']} ({each['evidence']})" if isinstance(each, dict) and "evidence" in each else each
