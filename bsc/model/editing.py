"""One change of a scorecard's document: an item put, moved or removed with what hangs on it.

Every function takes a document (plain dicts and lists, as `document_of` gives it) and returns a new one; whether the
result is a scorecard is for `scorecard_from` to say.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bsc.errors import NotFound, Refused

Document = dict[str, Any]

_NOUNS = {
    "stages": ("stage", "stages"),
    "personas": ("persona", "personas"),
    "datasets": ("dataset", "datasets"),
    "objectives": ("objective", "objectives"),
    "kpis": ("KPI", "KPIs"),
    "touchpoints": ("touchpoint", "touchpoints"),
    "funnel": ("step of the funnel", "steps of the funnel"),
    "initiatives": ("initiative", "initiatives"),
}


@dataclass(frozen=True)
class Named:
    """One item of a document: its section (`kpis`), id and name."""

    section: str
    id: str
    name: str


@dataclass(frozen=True)
class Removal:
    """A document without one item, what else went with it, and what stays but lost a reference to it."""

    document: Document
    gone: tuple[Named, ...]
    loosened: tuple[Named, ...]

    def __str__(self) -> str:
        """Return what goes and what changes besides the item itself, as one or two sentences; empty when nothing."""
        gone = f"With it go {counted(self.gone)}." if self.gone else ""
        loosened = f"The link to it is taken out of {counted(self.loosened)}." if self.loosened else ""
        return f"{gone} {loosened}".strip()


def counted(items: tuple[Named, ...]) -> str:
    """Return *items* as people say them: `2 objectives (Grow reach, Earn trust) and 1 KPI (Visitors)`."""
    parts = []
    for section, (one, many) in _NOUNS.items():
        if names := [item.name for item in items if item.section == section]:
            shown = ", ".join(names[:6]) + (" …" if len(names) > 6 else "")  # noqa: PLR2004 -- a line's worth of names
            parts.append(f"{len(names)} {one if len(names) == 1 else many} ({shown})")
    return joined(parts)


def number_of(count: int, one: str, many: str | None = None) -> str:
    """Return *count* with its noun: `1 row`, `2 rows`, `1,024 days`."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def joined(parts: Sequence[str]) -> str:
    """Return *parts* as a list in a sentence: `a, b and c`."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def noun(section: str) -> str:
    """Return what one item of *section* is called: `kpis` → `KPI`."""
    return _NOUNS.get(section, (section,))[0]


def identity_of(section: str, each: Mapping[str, Any]) -> str:
    """Return what tells an item of *section* from the others: its id, of a step of the funnel its stage's."""
    return str(each["stage"] if section == "funnel" else each["id"])


def by_id(section: str, document: Mapping[str, Any]) -> Document:
    """Return the items of *section* by what tells them apart, in their order."""
    return {identity_of(section, each): each for each in document.get(section, ())}


def item(document: Mapping[str, Any], section: str, identity: str) -> Document:
    """Return the item of *section* called *identity*; raises NotFound."""
    for candidate in document.get(section, ()):
        if identity_of(section, candidate) == identity:
            return dict(candidate)
    raise NotFound(noun(section), identity, [identity_of(section, each) for each in document.get(section, ())])


def with_item(document: Mapping[str, Any], section: str, changed: Mapping[str, Any]) -> Document:
    """Return *document* with *changed* in the place of the item of that id, or at the end of its section."""
    items = [dict(each) for each in document.get(section, ())]
    identity = identity_of(section, changed)
    places = [number for number, each in enumerate(items) if identity_of(section, each) == identity]
    if places:
        items[places[0]] = dict(changed)
    else:
        items.append(dict(changed))
    return {**document, section: items}


def moved(document: Mapping[str, Any], section: str, identity: str, steps: int) -> Document:
    """Return *document* with one item *steps* places later (earlier when negative), stopping at the ends."""
    items = [dict(each) for each in document.get(section, ())]
    wanted = item(document, section, identity)
    place = items.index(wanted)
    items.insert(min(max(place + steps, 0), len(items) - 1), items.pop(place))
    return {**document, section: items}


def companions(document: Mapping[str, Any], section: str, identity: str) -> list[str]:
    """Return the ids that stand beside the item on the map, in their order, itself among them; raises NotFound.

    A touchpoint stands beside those of its stage and channel, an objective or a KPI beside those of its stage and
    perspective, everything else beside all of its section.
    """
    place = _place_of(document, section)
    wanted = place(item(document, section, identity))
    return [identity_of(section, each) for each in document.get(section, ()) if place(each) == wanted]


def moved_beside(document: Mapping[str, Any], section: str, identity: str, steps: int) -> Document:
    """Return *document* with one item *steps* places later (earlier when negative) among its companions.

    It stops at the ends; what does not stand beside it keeps its order.
    """
    beside = companions(document, section, identity)
    place = beside.index(identity)
    target = min(max(place + steps, 0), len(beside) - 1)
    if target == place:
        return dict(document)
    order = [identity_of(section, each) for each in document[section]]
    return moved(document, section, identity, order.index(beside[target]) - order.index(identity))


def _place_of(document: Mapping[str, Any], section: str) -> Callable[[Mapping[str, Any]], tuple[object, ...]]:
    """Return what tells the place of an item of *section* on the map."""
    cells = {each["id"]: (each.get("stage"), each.get("perspective")) for each in document.get("objectives", ())}
    if section == "touchpoints":
        return lambda each: (each.get("stage"), each.get("channel", ""))
    if section == "objectives":
        return lambda each: (each.get("stage"), each.get("perspective"))
    if section == "kpis":
        return lambda each: cells.get(each.get("objective"), ())
    return lambda _: ()


def removal(document: Mapping[str, Any], section: str, identity: str) -> Removal:
    """Return *document* without the item, without what cannot be without it, and what that takes along.

    A stage takes its objectives, touchpoints and funnel step, an objective its KPIs; a list that named the item loses
    that name. Raises Refused for a dataset that something still counts on, since its rows are not in the document.
    """
    item(document, section, identity)
    if section == "datasets":
        _refuse_a_dataset_in_use(document, identity)
    doomed = {(section, identity)}
    while found := {each for each in _dependents(document, doomed) if each not in doomed}:
        doomed |= found
    kept, loosened = _without(document, doomed)
    gone = [
        Named(kind, identity_of(kind, each), _name(kind, each))
        for kind in _NOUNS
        for each in document.get(kind, ())
        if (kind, identity_of(kind, each)) in doomed - {(section, identity)}
    ]
    return Removal(kept, tuple(gone), tuple(loosened))


# What cannot be without what: the section, its field, and the section that the field names.
_BELONGS = (
    ("objectives", "stage", "stages"),
    ("touchpoints", "stage", "stages"),
    ("funnel", "stage", "stages"),
    ("kpis", "objective", "objectives"),
    ("funnel", "kpi", "kpis"),
    ("touchpoints", "persona", "personas"),
)

# What only mentions another item, and does without it.
_MENTIONS = (
    ("objectives", "drives", "objectives"),
    ("touchpoints", "kpis", "kpis"),
    ("touchpoints", "emotion_kpi", "kpis"),
    ("touchpoints", "comments", "datasets"),
    ("initiatives", "objective", "objectives"),
    ("initiatives", "kpis", "kpis"),
    ("initiatives", "expected", "kpis"),
    ("initiatives", "experiment", "kpis"),
    ("initiatives", "adopts", "initiatives"),
)


def _name(section: str, each: Mapping[str, Any]) -> str:
    return str(each.get("name") or identity_of(section, each))


def _dependents(document: Mapping[str, Any], doomed: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for section, field, named in _BELONGS:
        for each in document.get(section, ()):
            if (named, each.get(field)) in doomed:
                yield section, identity_of(section, each)


def _without(document: Mapping[str, Any], doomed: set[tuple[str, str]]) -> tuple[Document, list[Named]]:
    kept: Document = dict(document)
    loosened: list[Named] = []
    for section in _NOUNS:
        if section not in document:
            continue
        staying = [each for each in document[section] if (section, identity_of(section, each)) not in doomed]
        kept[section] = [_loosened(section, each, doomed) for each in staying]
        loosened += [
            Named(section, identity_of(section, before), _name(section, before))
            for before, after in zip(staying, kept[section], strict=True)
            if before != after
        ]
    return kept, loosened


def _loosened(section: str, each: Mapping[str, Any], doomed: set[tuple[str, str]]) -> Document:
    changed = dict(each)
    for kind, field, named in _MENTIONS:
        if kind != section or field not in changed:
            continue
        mentioned = changed[field]
        if isinstance(mentioned, list):
            changed[field] = [each for each in mentioned if (named, _mentioned(each)) not in doomed]
        elif isinstance(mentioned, Mapping):
            changed[field] = {name: one for name, one in mentioned.items() if (named, one) not in doomed}
        elif (named, mentioned) in doomed:
            del changed[field]
    return changed


def _mentioned(each: str | Mapping[str, Any]) -> str:
    return each if isinstance(each, str) else str(each.get("dataset") or each["kpi"])


def _refuse_a_dataset_in_use(document: Mapping[str, Any], identity: str) -> None:
    users = tuple(
        Named(section, each["id"], _name(section, each))
        for section in ("kpis", "datasets")
        for each in document.get(section, ())
        if each["id"] != identity or section == "kpis"
        if identity in (each.get("dataset"), *each.get("lookups", {}))
        or re.search(rf"\b{re.escape(identity)}\b", each.get("query") or "")
    )
    if users:
        message = (
            f"dataset `{identity}` is counted on by {counted(users)} – point them at another dataset, "
            "or remove them, first"
        )
        raise Refused(message)
