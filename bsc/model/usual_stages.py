"""The default journey, and which of a scorecard's stages comes nearest to each step of it."""

import re
from collections.abc import Mapping, Sequence

from bsc.model.definitions import Stage

# the default journey, with the beginnings of words by which others call the same step
USUAL_STAGES: Mapping[str, tuple[str, ...]] = {
    "awareness": ("aware", "discover", "reach", "attract", "attention"),
    "interest": ("interest", "engage", "lead", "connect", "explore"),
    "consideration": ("consider", "evaluat", "compar", "trial", "opportun"),
    "purchase": ("purchas", "buy", "decision", "decide", "sale", "order", "conversion", "checkout"),
    "onboarding": ("onboard", "start", "welcome", "implement", "deliver", "set up"),
    "retention": ("retention", "retain", "use", "service", "support", "loyal", "care", "renew"),
    "advocacy": ("advoca", "refer", "recommend", "share", "evangel"),
}


def default_stages() -> tuple[Stage, ...]:
    """Return the stages of the default journey."""
    return tuple(Stage(id=identity, name=identity.capitalize()) for identity in USUAL_STAGES)


def nearest(usual: str, stages: Sequence[Stage]) -> str:
    """Return the id of the stage that is called like the *usual* one, else of the one at its place on the way."""
    for word in (usual, *USUAL_STAGES[usual]):
        begins = re.compile(rf"(?<![^\W\d_]){word}")  # behind anything but a letter
        for stage in stages:
            if begins.search(stage.id) or begins.search(stage.name.casefold()):
                return stage.id
    share = list(USUAL_STAGES).index(usual) / (len(USUAL_STAGES) - 1)
    return stages[round(share * (len(stages) - 1))].id


def usual_of(stage: str, stages: Sequence[Stage]) -> tuple[str, ...]:
    """Return the steps of the default journey that *stage* is nearest to; the one at its place where it is to none."""
    found = tuple(usual for usual in USUAL_STAGES if nearest(usual, stages) == stage)
    if found:
        return found
    share = [each.id for each in stages].index(stage) / max(len(stages) - 1, 1)
    return (list(USUAL_STAGES)[round(share * (len(USUAL_STAGES) - 1))],)
