"""What is said of touchpoints, as lines of text: `Contact form: Too many fields (observed)`."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bsc.model.definitions import Entry, Touchpoint
from bsc.model.entries import written
from bsc.model.words import Evidence

_EVIDENCE = re.compile(rf"\s*\((?P<word>{'|'.join(Evidence)})\)$")


def line_of(touchpoint: Touchpoint, entry: Entry, name: str) -> str:
    """Return *entry* in one line behind its touchpoint's *name*, with its evidence where that is its own."""
    said = one_line(entry.text)
    own = entry.evidence is not None or _EVIDENCE.search(said)
    return f"{name}: {said}{f' ({touchpoint.evidence_of(entry)})' if own else ''}"


def read(line: str, touchpoints: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], object] | None:
    """Return the touchpoint that *line* begins with and its entry as a document; None where it names none of them.

    Of a single touchpoint the name may be left out; two of one name are told apart by their ids.
    """
    names = unlike([(each["id"], each["name"]) for each in touchpoints])
    named = [each for each in touchpoints if line.casefold().startswith(f"{names[each['id']]}:".casefold())]
    if named:
        touchpoint = max(named, key=lambda each: len(names[each["id"]]))
        return touchpoint, entry_of(line[len(names[touchpoint["id"]]) + 1 :].strip())
    return (touchpoints[0], entry_of(line)) if len(touchpoints) == 1 else None


def unlike(touchpoints: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Return what each of *touchpoints* (id, name) is called in one line: with its id where others are called so."""
    names = [one_line(name).casefold() for _, name in touchpoints]
    return {
        identity: one_line(name) if names.count(one_line(name).casefold()) == 1 else f"{one_line(name)} [{identity}]"
        for identity, name in touchpoints
    }


def entry_of(text: str) -> object:
    """Return *text* as an entry of a document: plain, or with the evidence that stands behind it in brackets."""
    found = _EVIDENCE.search(text)
    return written(text[: found.start()], found["word"]) if found else text


def one_line(text: str) -> str:
    """Return *text* without line breaks."""
    return " ".join(text.split())
