"""The map as a Mermaid user journey: text that wikis and repositories draw by themselves."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bsc.model.definitions import ALL_PERSONAS, Scorecard, Touchpoint
from bsc.views.contacts import met, persona_names

_MIDDLE: Final = 3  # of Mermaid's scale from 1 to 5, for an emotion of 0
_SPECIAL: Final = re.compile(r"[:;#,%\s]+")  # ends a name, begins a comment or an entity there
_KEYWORD: Final = re.compile(r"^(section|title|journey|acctitle|accdescr)\b", re.IGNORECASE)


def map_as_mermaid(scorecard: Scorecard, persona: str, feelings: Mapping[str, float | None]) -> str:
    """Return the touchpoints that *persona* meets with how they feel (*feelings*, -2 … +2, by id), rounded to 1 … 5.

    Mermaid has no way to say that a feeling is not known: such a touchpoint stands in a comment.
    Source of the grammar: the Mermaid documentation, "User Journey Diagram".
    """
    return "\n".join([*_lines(scorecard, persona, feelings), ""])


def _lines(scorecard: Scorecard, persona: str, feelings: Mapping[str, float | None]) -> Iterator[str]:
    names = persona_names(scorecard)
    whose = "" if persona == ALL_PERSONAS else f" – {names.get(persona, persona)}"
    yield "journey"
    yield f"    title {_plain(scorecard.journey.name + whose)}"
    for stage in scorecard.stages:
        if touchpoints := met(scorecard, stage.id, persona):
            yield f"    section {_plain(stage.name)}"
            yield from _tasks(touchpoints, names, feelings)


def _tasks(
    touchpoints: Sequence[Touchpoint], names: Mapping[str, str], feelings: Mapping[str, float | None]
) -> Iterator[str]:
    for each in touchpoints:
        felt = feelings.get(each.id)
        if felt is None:
            yield f"      %% {_plain(each.name)} - feeling not known"
        else:
            yield f"      {_plain(each.name)}: {_score(felt)}: {_plain(names[each.persona])}"


def _score(felt: float) -> int:
    """Return *felt* (-2 … +2) on Mermaid's scale; halves go away from the middle, so that a pain stays one."""
    away = int(abs(felt) + 0.5)
    return _MIDDLE + (away if felt > 0 else -away)


def _plain(name: str) -> str:
    """Return *name* without what Mermaid would read as its grammar."""
    words = _SPECIAL.sub(" ", name).strip()
    return f"“{words}”" if _KEYWORD.match(words) else words or "–"
