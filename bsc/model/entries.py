"""What is said of a touchpoint in a document, one entry at a time: put, moved and taken out by its text."""

from collections.abc import Mapping
from typing import Any, Final

from bsc.errors import NotFound
from bsc.model.editing import Document, item, with_item

KINDS: Final = ("wants", "does", "asks", "pains", "delights", "personalization")


def parts(entry: str | Mapping[str, Any]) -> tuple[str, str]:
    """Return the text and the evidence (empty for its touchpoint's) of *entry*, as a document has it."""
    return (entry, "") if isinstance(entry, str) else (str(entry["text"]), str(entry.get("evidence") or ""))


def written(text: str, evidence: str) -> str | Document:
    """Return an entry as it stands in a document; without evidence of its own it is plain text."""
    return {"text": text, "evidence": evidence} if evidence else text


def with_entry(document: Mapping[str, Any], touchpoint: str, kind: str, entry: str | Mapping[str, Any]) -> Document:
    """Return *document* with *entry* as the last of its kind; raises NotFound for a touchpoint that there is not."""
    return _with(document, touchpoint, kind, [*_entries(document, touchpoint, kind), entry])


def moved_entry(document: Mapping[str, Any], touchpoint: str, kind: str, text: str, steps: int) -> Document:
    """Return *document* with one entry *steps* places later (earlier when negative), stopping at the ends."""
    entries = _entries(document, touchpoint, kind)
    place = _place(entries, kind, text)
    target = min(max(place + steps, 0), len(entries) - 1)
    entries.insert(target, entries.pop(place))
    return _with(document, touchpoint, kind, entries)


def without_entry(document: Mapping[str, Any], touchpoint: str, kind: str, text: str) -> Document:
    """Return *document* without one entry of a touchpoint; raises NotFound where it is not there."""
    entries = _entries(document, touchpoint, kind)
    entries.pop(_place(entries, kind, text))
    return _with(document, touchpoint, kind, entries)


def _entries(document: Mapping[str, Any], touchpoint: str, kind: str) -> list[Any]:
    if kind not in KINDS:
        raise NotFound("kind of entry", kind, KINDS)
    return list(item(document, "touchpoints", touchpoint).get(kind, ()))


def _place(entries: list[Any], kind: str, text: str) -> int:
    texts = [parts(each)[0] for each in entries]
    if text not in texts:
        raise NotFound(f"entry under `{kind}`", text, texts)
    return texts.index(text)


def _with(document: Mapping[str, Any], touchpoint: str, kind: str, entries: list[Any]) -> Document:
    changed = {**item(document, "touchpoints", touchpoint), kind: entries}
    return with_item(document, "touchpoints", {key: value for key, value in changed.items() if value != []})
