"""The touchpoints of a stage: by channel, what is said of them with its evidence, and who owns them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bsc.charts.theme import EVIDENCE
from bsc.model.definitions import ALL_PERSONAS, Entry, Scorecard, Stage, Touchpoint
from bsc.model.words import Evidence

EVERYBODY: Final = "All customers"
ROWS_OF_ENTRIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "goal": "wants",
        "actions": "does",
        "questions": "asks",
        "pains": "pains",
        "delights": "delights",
        "opportunities": "personalization",
    }
)  # row of the map -> field of a touchpoint


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A touchpoint as the map names it: `persona` is the name of the one that meets it, empty where all do.

    `name` has the persona behind it where another of the stage is called the same. `evidence` is the word for what
    stands behind the touchpoint, `glyph` its sign.
    """

    id: str
    name: str
    persona: str
    moment_of_truth: bool
    evidence: str
    glyph: str
    owner: str


@dataclass(frozen=True, kw_only=True)
class Channel:
    """The touchpoints of one channel in a stage."""

    name: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing that is said of a touchpoint; `persona` is a name, empty where the touchpoint is everybody's."""

    text: str
    touchpoint_id: str
    touchpoint_name: str
    persona: str
    evidence: str
    glyph: str


def met(scorecard: Scorecard, stage: str, persona: str) -> tuple[Touchpoint, ...]:
    """Return the touchpoints of *stage* that *persona* meets (those for everybody among them)."""
    return tuple(each for each in scorecard.touchpoints if each.stage == stage and meets(persona, each))


def meets(persona: str, touchpoint: Touchpoint) -> bool:
    """Return whether *persona* meets *touchpoint*: its own and everybody's; all customers meet every one."""
    return ALL_PERSONAS in {persona, touchpoint.persona} or touchpoint.persona == persona


def persona_names(scorecard: Scorecard, everybody: str = EVERYBODY) -> Mapping[str, str]:
    """Return the name of each persona by its id, first that of all customers, who are called *everybody*."""
    return {ALL_PERSONAS: everybody} | {each.id: each.name for each in scorecard.personas}


def persona_name(scorecard: Scorecard, persona: str) -> str:
    """Return the name of *persona*, an id; all customers have a name, too."""
    return persona_names(scorecard).get(persona, persona)


def channels(touchpoints: Sequence[Touchpoint], personas: Mapping[str, str]) -> tuple[Channel, ...]:
    """Return *touchpoints* by channel, in the order in which the channels come up; *personas* are names by id."""
    names = [each.name for each in touchpoints]
    return tuple(
        Channel(
            name=channel,
            contacts=tuple(
                _contact(each, personas.get(each.persona, each.persona), alone=names.count(each.name) == 1)
                for each in touchpoints
                if each.channel == channel
            ),
        )
        for channel in dict.fromkeys(each.channel for each in touchpoints)
    )


def said(touchpoints: Sequence[Touchpoint], personas: Mapping[str, str]) -> Mapping[str, tuple[Said, ...]]:
    """Return what is said of *touchpoints*, by the row of the map that it stands in."""
    return {
        row: tuple(
            _said(entry, each, personas.get(each.persona, each.persona))
            for each in touchpoints
            for entry in getattr(each, field)
        )
        for row, field in ROWS_OF_ENTRIES.items()
    }


def owners(stage: Stage, touchpoints: Sequence[Touchpoint]) -> tuple[str, ...]:
    """Return who owns *stage*, then who owns its *touchpoints*, each once."""
    return tuple(dict.fromkeys(owner for owner in (stage.owner, *(each.owner for each in touchpoints)) if owner))


def counted(scorecard: Scorecard, persona: str) -> Mapping[Evidence, int]:
    """Return how many things are said with each level of evidence, of the touchpoints that *persona* meets."""
    found = [
        each.evidence_of(entry)
        for stage in scorecard.stages
        for each in met(scorecard, stage.id, persona)
        for field in ROWS_OF_ENTRIES.values()
        for entry in getattr(each, field)
    ]
    return {level: found.count(level) for level in Evidence}


def _contact(touchpoint: Touchpoint, persona: str, *, alone: bool) -> Contact:
    return Contact(
        id=touchpoint.id,
        name=touchpoint.name if alone or not persona else f"{touchpoint.name} ({persona})",
        persona=persona,
        moment_of_truth=touchpoint.moment_of_truth,
        evidence=touchpoint.evidence.value,
        glyph=EVIDENCE[touchpoint.evidence],
        owner=touchpoint.owner,
    )


def _said(entry: Entry, touchpoint: Touchpoint, persona: str) -> Said:
    evidence = touchpoint.evidence_of(entry)
    return Said(
        text=entry.text,
        touchpoint_id=touchpoint.id,
        touchpoint_name=touchpoint.name,
        persona=persona,
        evidence=evidence.value,
        glyph=EVIDENCE[evidence],
    )
