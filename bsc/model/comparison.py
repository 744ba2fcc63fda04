"""What changes from one scorecard to another, item by item, for people to read before they say yes."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bsc.model.definitions import Scorecard
from bsc.model.editing import by_id, companions
from bsc.model.reading import document_of

SECTIONS = ("stages", "personas", "datasets", "objectives", "kpis", "touchpoints", "funnel", "initiatives")
_LONGEST = 60  # characters of a value in one line


class Happening(StrEnum):
    """What becomes of an item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Difference:
    """One item that is not the same in both scorecards; `note` says which fields, before → after, or where it stands.

    The order of the stages is one difference of its own, since it is the journey's.
    """

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
    for section in SECTIONS:
        was, now = by_id(section, old), by_id(section, new)
        for identity in dict.fromkeys([*was, *now]):
            name = _name(now.get(identity) or was[identity], identity)
            if identity not in was:
                yield Difference(section, identity, name, Happening.ADDED)
            elif identity not in now:
                yield Difference(section, identity, name, Happening.REMOVED)
            elif was[identity] != now[identity]:
                note = _note(was[identity], now[identity])
                yield Difference(section, identity, name, Happening.CHANGED, note)
        yield from _stages_in_order(was, now) if section == "stages" else _moves(section, was, new)


def _stages_in_order(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield one difference when the stages that both have stand in another order."""
    staying = [identity for identity in now if identity in was]
    if staying != [identity for identity in was if identity in now]:
        names = " → ".join(_name(now[identity], identity) for identity in staying)
        yield Difference("stages", "stages", "Order of the stages", Happening.MOVED, names)


def _moves(section: str, was: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield the fewest items that must have moved, so that what both have stands as it stands now."""
    now = by_id(section, new)
    staying = [identity for identity in now if identity in was]
    for identity in _moved([identity for identity in was if identity in now], staying):
        beside = [each for each in companions(new, section, identity) if each in staying]
        place = beside.index(identity)
        note = f"now after {_name(now[beside[place - 1]], beside[place - 1])}" if place else "now first"
        yield Difference(section, identity, _name(now[identity], identity), Happening.MOVED, note)


def _moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return what is not part of the longest run of *after* that kept its order, in the order of *after*.

    Source: Fredman, On computing the length of longest increasing subsequences (1975).
    """
    places = {identity: place for place, identity in enumerate(before)}
    ends: list[int] = []  # ends[n]: the smallest place at which a run of n + 1 can end
    lengths = []
    for identity in after:
        length = bisect_left(ends, places[identity])
        ends[length : length + 1] = [places[identity]]
        lengths.append(length)
    kept, wanted = set(), len(ends) - 1
    for identity, length in zip(reversed(after), reversed(lengths), strict=True):
        if length == wanted:
            kept.add(identity)
            wanted -= 1
    return [identity for identity in after if identity not in kept]


def _name(item: Mapping[str, Any], identity: str) -> str:
    return str(item.get("name") or identity)


def _note(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    return "; ".join(f"{field}: {said_change(old.get(field), new.get(field))}" for field in changed_fields(old, new))


def changed_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return the fields that differ between two states of an item, in the order in which they come up."""
    return [field for field in dict.fromkeys([*old, *new]) if old.get(field) != new.get(field)]


def said_change(old: object, new: object) -> str:
    """Return a value before → after for people; of a long list only what came, what went, or that its order changed."""
    before, after = _worded(old), _worded(new)
    if max(len(before), len(after)) > _LONGEST and isinstance(old, list) and isinstance(new, list):
        return _said_of_lists([_said(each) for each in old], [_said(each) for each in new])
    return f"{_cut(before)} → {_cut(after)}"


def said_value(value: object) -> str:
    """Return *value* of a field for people, cut to a line: a list's items with commas, `not set` for none."""
    return _cut(_worded(value))


def _said_of_lists(old: list[str], new: list[str]) -> str:
    came = [f"+ {each}" for each in new if each not in old]
    gone = [f"− {each}" for each in old if each not in new]
    return ", ".join(map(_cut, (*came, *gone))) or "another order"


def _worded(value: object) -> str:
    if value is None:
        return "not set"
    if isinstance(value, list):
        return ", ".join(map(_said, value)) or "none"
    return _said(value) or "none"


def _said(value: object) -> str:
    """Return one value; an entry of a touchpoint with its evidence, comments by their column, a step by its start."""
    if not isinstance(value, dict):
        return str(value)
    where = ", ".join(f"{key} {each}" for key, each in value.get("where", {}).items())
    whose = f" where {where}" if where else ""
    if "dataset" in value and "text" in value:
        return f"{value['dataset']}.{value['text']}{whose}"
    if "start" in value:
        return f"{value.get('target', value.get('weight', ''))} from {value['start']}{whose}"
    if "text" in value:
        return f"{value['text']} ({value['evidence']})" if value.get("evidence") else str(value["text"])
    return ", ".join(f"{key} {each}" for key, each in value.items())


def _cut(said: str) -> str:
    return f"{said[:_LONGEST]}…" if len(said) > _LONGEST else said
