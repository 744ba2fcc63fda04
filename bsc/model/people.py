"""Who answers for what: names that are one person or team however they are written, and giving things to them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from bsc.errors import Refused
from bsc.model.editing import Document, by_id, identity_of

SECTIONS: Final = ("stages", "objectives", "kpis", "touchpoints", "datasets", "initiatives")  # what can have an owner
Picked = tuple[str, str]  # a section, and the id of one item of it


def plain(name: str) -> str:
    """Return what tells a name from others: neither its case nor its spaces do."""
    return " ".join(name.split()).casefold()


def spellings(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return how each name of *names* is written, by its plain form: the way that is met most often first."""
    counted = Counter(name for name in names if plain(name))
    found: dict[str, list[str]] = {}
    for name, _ in counted.most_common():
        found.setdefault(plain(name), []).append(name)
    return {each: tuple(written) for each, written in found.items()}


def renamed(document: Mapping[str, Any], before: str, after: str) -> Document:
    """Return *document* in which whoever is called *before*, in any spelling, is called *after*.

    Who helps twice then helps once, and an owner does not help beside.
    """
    named = " ".join(after.split())
    return {
        **document,
        **{
            section: [_with_name(each, plain(before), named) for each in document[section]]
            for section in SECTIONS
            if section in document
        },
    }


def assigned(
    document: Mapping[str, Any], items: Collection[Picked], *, owner: str = "", helpers: Collection[str] = ()
) -> Document:
    """Return *document* in which *items* have the *owner*, if one is given, and *helpers* beside those they have.

    Raises Refused where nothing is chosen, nobody is named, or an item is gone by now.
    """
    _refuse_nothing(document, items, owner, helpers)
    chosen = set(items)
    return {
        **document,
        **{
            section: [
                _given(each, owner, helpers) if (section, identity_of(section, each)) in chosen else each
                for each in document[section]
            ]
            for section in {section for section, _ in items}
        },
    }


def _refuse_nothing(
    document: Mapping[str, Any], items: Collection[Picked], owner: str, helpers: Collection[str]
) -> None:
    if not items:
        raise Refused("nothing is chosen – tick what is to be given to somebody")
    if not (plain(owner) or any(map(plain, helpers))):
        raise Refused("nobody is named – write an owner or choose helpers")
    gone = [identity for section, identity in items if identity not in by_id(section, document)]
    if gone:
        message = f"{', '.join(f'`{each}`' for each in gone)} is gone by now – look at the list again"
        raise Refused(message)


def _given(each: Mapping[str, Any], owner: str, helpers: Collection[str]) -> Document:
    whose = " ".join(owner.split()) or str(each.get("owner") or "")
    return _shared(each, whose, [*each.get("helpers", ()), *(" ".join(name.split()) for name in helpers)])


def _with_name(each: Mapping[str, Any], before: str, after: str) -> Document:
    owner, helpers = str(each.get("owner") or ""), list(each.get("helpers", ()))
    if before not in {plain(owner), *map(plain, helpers)}:
        return dict(each)
    return _shared(each, _called(owner, before, after), [_called(name, before, after) for name in helpers])


def _called(name: str, before: str, after: str) -> str:
    return after if plain(name) == before else name


def _shared(each: Mapping[str, Any], owner: str, helpers: Iterable[str]) -> Document:
    """Return the item with its *owner* and those of *helpers* who are somebody else, each once."""
    others = {plain(name): name for name in reversed([*helpers]) if plain(name) not in {"", plain(owner)}}
    once = [others.pop(plain(name)) for name in helpers if plain(name) in others]
    made = {field: value for field, value in each.items() if field not in {"owner", "helpers"}}
    return {**made, **({"owner": owner} if owner else {}), **({"helpers": once} if once else {})}
