"""What is said of touchpoints, as lines of text: `Contact form: Too many fields (observed)`."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bsc.model.definitions import Entry, Touchpoint
from bsc.model.words import Evidence

ENTRIES = ("wants", "does", "asks", "pains", "delights", "personalization")  # fields of a touchpoint
_EVIDENCE = re.compile(rf"\s*\((?P<word>{'|'.join(Evidence)})\)$")


def written(touchpoint: Touchpoint, entry: Entry, name: str) -> str:
    """Return *entry* in one line behind its touchpoint's *name*, with its evidence where that is its own."""
    said = one_line(entry.text)
    own = entry.evidence is not None or _EVIDENCE.search(said)
    return f"{name}: {said}{f' ({touchpoint.evidence_of(entry)})' if own else ''}"


def read(line: str, touchpoints: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], object] | None:
    """Return the touchpoint that *line* begins with and its entry as a document; None where it names none of them.

    Of a single touchpoint the name may be left out.
    """
    named = [each for each in touchpoints if line.casefold().startswith(f"{one_line(each['name'])}:".casefold())]
    if named:
        touchpoint = max(named, key=lambda each: len(each["name"]))
        return touchpoint, entry_of(line[len(one_line(touchpoint["name"])) + 1 :].strip())
    return (touchpoints[0], entry_of(line)) if len(touchpoints) == 1 else None


def entry_of(text: str) -> object:
    """Return *text* as an entry of a document: plain, or with the evidence that stands behind it in brackets."""
    found = _EVIDENCE.search(text)
    return {"text": text[: found.start()], "evidence": found["word"]} if found else text


def one_line(text: str) -> str:
    """Return *text* without line breaks."""
    return " ".join(text.split())
