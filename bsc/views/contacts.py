"""The touchpoints of a stage: by channel, with what stands behind each, and how they feel together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bsc.model.definitions import ALL_PERSONAS, Scorecard, Touchpoint

EMOTION_REACH = 2.0  # the scale goes from −2 to +2
_NEUTRAL = 0.25
_FULL = 100.0


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A touchpoint as the map names it, with what stands behind it (once for each persona) in lines of words."""

    name: str
    moment_of_truth: bool
    details: str


@dataclass(frozen=True, kw_only=True)
class Channel:
    """The touchpoints of one channel in a stage."""

    name: str
    contacts: tuple[Contact, ...]


def met(scorecard: Scorecard, stage: str, persona: str) -> tuple[Touchpoint, ...]:
    """Return the touchpoints of *stage* that *persona* meets (those for everybody among them)."""
    return tuple(
        each
        for each in scorecard.touchpoints
        if each.stage == stage and (ALL_PERSONAS in {persona, each.persona} or each.persona == persona)
    )


def channels(touchpoints: Sequence[Touchpoint]) -> tuple[Channel, ...]:
    """Return *touchpoints* by channel, in the order in which the channels come up."""
    return tuple(
        Channel(name=channel, contacts=tuple(_contacts([each for each in touchpoints if each.channel == channel])))
        for channel in dict.fromkeys(each.channel for each in touchpoints)
    )


def emotion(touchpoints: Sequence[Touchpoint], points: Mapping[str, float | None]) -> float | None:
    """Return the mean emotion, −2 … +2, of the *touchpoints* whose emotion is known; None when none is.

    One that names an `emotion_kpi` feels as its KPI's *points* say: +2 at the target, 0 at the red line, −2 at none.
    """
    felt = [value for each in touchpoints if (value := _felt(each, points)) is not None]
    return sum(felt) / len(felt) if felt else None


def emotion_word(value: float | None) -> str:
    """Return the word for an emotion."""
    if value is None:
        return "Not known"
    if abs(value) <= _NEUTRAL:
        return "Neutral"
    return "Positive" if value > 0 else "Negative"


def _felt(touchpoint: Touchpoint, points: Mapping[str, float | None]) -> float | None:
    if not touchpoint.emotion_kpi:
        return touchpoint.emotion
    reached = points[touchpoint.emotion_kpi]
    return None if reached is None else (2 * reached / _FULL - 1) * EMOTION_REACH


def _contacts(touchpoints: Sequence[Touchpoint]) -> Iterator[Contact]:
    """Yield one contact for each name: what two personas feel at the same place stands behind one of them."""
    for name in dict.fromkeys(each.name for each in touchpoints):
        same = [each for each in touchpoints if each.name == name]
        yield Contact(
            name=name,
            moment_of_truth=any(each.moment_of_truth for each in same),
            details="\n\n".join("\n".join(_lines(each)) for each in same),
        )


def _lines(touchpoint: Touchpoint) -> Iterator[str]:
    if touchpoint.persona != ALL_PERSONAS:
        yield f"Persona: {touchpoint.persona}"
    if touchpoint.moment_of_truth:
        yield "Moment of truth"
    said = {
        "Wants": touchpoint.wants,
        "Does": touchpoint.does,
        "Asks": touchpoint.asks,
        "Pains": touchpoint.pains,
        "Delights": touchpoint.delights,
    }
    yield from (f"{word}: {'; '.join(each.text for each in entries)}" for word, entries in said.items() if entries)
    yield f"Evidence: {touchpoint.evidence.value}"
