"""Two changes of one definition brought together, and one change taken back while later ones stay.

All work on documents (plain dicts and lists, as `document_of` gives them), field by field: a field is the smallest
thing that two people can change without getting in each other's way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bsc.model.comparison import SECTIONS, changed_fields
from bsc.model.editing import Document, by_id
from bsc.model.reading import document_of, sound_part

ORDER = "order"


@dataclass(frozen=True)
class Merged:
    """An item that two have changed: theirs with mine over it, and the fields that both have changed differently."""

    item: Document
    clashes: tuple[str, ...]


@dataclass(frozen=True)
class Obstacle:
    """What keeps a change from being taken back: an item (or a section's order), and its fields that changed since."""

    section: str
    id: str
    name: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reversal:
    """A document from which a change was taken back, or the obstacles that keep it from that."""

    document: Document
    obstacles: tuple[Obstacle, ...] = ()


def stored(section: str, item: Mapping[str, Any]) -> Document:
    """Return *item* of *section* as the store keeps it: defaults left out, numbers and days in one form.

    An item that is not sound is returned as it is: what is wrong with it is said when it is saved.
    """
    if section not in SECTIONS:
        return dict(item)
    found = document_of(sound_part({section: [item]})[0]).get(section)
    return dict(found[0] if found else item)


def merged(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merged:
    """Return what becomes of an item that was opened as *base*, is *theirs* by now and *mine* as it is written.

    A field that only one side has changed is as that side has it; where both have, it is mine and a clash.
    """
    my_fields, their_fields = changed_fields(base, mine), set(changed_fields(base, theirs))
    item = _with(theirs, {name: mine.get(name) for name in my_fields})
    clashes = [name for name in my_fields if name in their_fields and mine.get(name) != theirs.get(name)]
    return Merged(item, tuple(clashes))


def taken_back(before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]) -> Reversal:
    """Return *now* without what led from *before* to *after*; everything that came later stays.

    What has been changed once more since is an obstacle, and then nothing is taken back at all.
    """
    document: Document = dict(now)
    obstacles: list[Obstacle] = []
    was, became, is_now = (each.get("journey", {}) for each in (before, after, now))
    document["journey"] = _field_by_field(_Way("journey", was, became, is_now, obstacles), "journey", "Journey")
    for section in SECTIONS:
        was, became, is_now = (by_id(section, each) for each in (before, after, now))
        way = _Way(section, was, became, is_now, obstacles)
        document[section] = list(_in_order(way, _items(way)).values())
    return Reversal(document, tuple(obstacles))


@dataclass(frozen=True)
class _Way:
    """A section (or the journey) before a change, after it and now, and what stands in the way of going back."""

    section: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    now: Mapping[str, Any]
    obstacles: list[Obstacle] = field(default_factory=list)

    def block(self, identity: str, name: str, fields: Sequence[str] = ()) -> None:
        self.obstacles.append(Obstacle(self.section, identity, name, tuple(fields)))


def _items(way: _Way) -> Document:
    """Return the items of *way* now, by id, each as it was before the change; what was removed stands where it was."""
    items = {identity: dict(each) for identity, each in way.now.items()}
    for identity in dict.fromkeys([*way.before, *way.after]):
        was, became, is_now = (each.get(identity) for each in (way.before, way.after, way.now))
        name = str((is_now or became or was or {}).get("name") or identity)
        if was in (became, is_now):
            continue
        if was is None or is_now is None:
            if is_now != became:
                way.block(identity, name)
            elif was is None:
                items.pop(identity)
            else:
                items = _put_back(items, identity, was, list(way.before))
        else:
            one = _Way(way.section, was, became or {}, is_now, way.obstacles)
            items[identity] = _field_by_field(one, identity, name)
    return items


def _field_by_field(way: _Way, identity: str, name: str) -> Document:
    changed = changed_fields(way.before, way.after)
    touched = [each for each in changed if way.now.get(each) not in (way.after.get(each), way.before.get(each))]
    if touched:
        way.block(identity, name, touched)
    return _with(way.now, {each: way.before.get(each) for each in changed})


def _put_back(items: Document, identity: str, item: Mapping[str, Any], order: Sequence[str]) -> Document:
    """Return *items* with *item* after the nearest of those that stood before it in *order*."""
    earlier = [each for each in order[: order.index(identity)] if each in items]
    keys = list(items)
    place = keys.index(earlier[-1]) + 1 if earlier else 0
    return {key: items.get(key, item) for key in [*keys[:place], identity, *keys[place:]]}


def _in_order(way: _Way, items: Document) -> Document:
    """Return *items* in the order from before the change, where it changed it; others keep their places among them."""
    staying = [identity for identity in way.before if identity in way.after and identity in items]
    changed = [identity for identity in way.after if identity in staying]
    is_now = [identity for identity in items if identity in staying]
    if staying in (changed, is_now):
        return items
    if is_now != changed:
        way.block(ORDER, f"the order of the {way.section}")
        return items
    back = iter(staying)
    return {key: items[key] for key in [next(back) if each in is_now else each for each in items]}


def _with(item: Mapping[str, Any], fields: Mapping[str, Any]) -> Document:
    return {name: value for name, value in {**item, **fields}.items() if value is not None}
