"""What two people write into one review at once, brought together: field by field, and in long texts line by line."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import Any, Final

from bsc.errors import Refused
from bsc.model.fields import Definition

Change = tuple[int, int, tuple[str, ...]]  # from which line to which, and what stands there instead
_SHOWN: Final = 300  # characters of what somebody else wrote
_CALLED: Final[Mapping[str, str]] = {"done": "the tick", "held": "the day", "due": "the due day"}


def merged(now: Definition, known: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of *now* that *wanted* changes, as they are to be: fields of others stay what they are.

    *known* is what the fields of *wanted* were when they were looked at. Of a text that somebody else has changed since
    the lines of both are kept where they differ in different lines; raises Refused where they cannot be.
    """
    return {name: _field(name, getattr(now, name), known.get(name), value) for name, value in wanted.items()}


def merged_text(known: str, theirs: str, mine: str) -> str | None:
    """Return *known* with the changes of both, line by line; None where both have changed the same lines.

    What both have added at one place stands there one after the other, theirs first.
    """
    if mine == theirs:
        return mine
    lines = known.splitlines()
    others, own = list(_changes(lines, theirs.splitlines())), list(_changes(lines, mine.splitlines()))
    if any(_clash(one, other) for one in others for other in own if one != other):
        return None
    both = sorted([*others, *(each for each in own if each not in others)], key=lambda change: change[:2])
    for first, last, instead in reversed(both):
        lines[first:last] = instead
    return "\n".join(lines)


def _field(name: str, now: object, known: object, wanted: object) -> object:
    if now in (known, wanted):
        return wanted
    if isinstance(now, str) and isinstance(wanted, str) and not isinstance(now, Enum):
        both = merged_text(str(known or ""), now, wanted)
        if both is not None:
            return both
    called = _CALLED.get(name, f"the {name}")
    message = f"somebody else has changed {called} in the meantime – it is now “{_short(now)}”; look, then repeat"
    raise Refused(message)


def _short(value: object) -> str:
    said = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]} …"


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    for tag, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield first, last, tuple(after[begin:end])


def _clash(one: Change, other: Change) -> bool:
    """Return whether two changes are of the same lines; two that only add do not clash."""
    return one[0] < other[1] and other[0] < one[1]
