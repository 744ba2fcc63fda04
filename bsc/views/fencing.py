"""What of the definitions may be seen within a fence: not other segments' targets, personas and touchpoints."""

from bsc.model.definitions import ALL_PERSONAS, Kpi, Scorecard, Target
from bsc.model.fence import PERSONA, Fence


def fenced(scorecard: Scorecard, fence: Fence) -> Scorecard:
    """Return *scorecard* without what tells of segments beyond *fence*; the same where nothing is locked."""
    if fence.open:
        return scorecard
    seen = {*fence.personas, ALL_PERSONAS} if fence.personas else {each.id for each in scorecard.personas}
    names = {each.id: each.name for each in scorecard.personas}
    return scorecard.model_copy(
        update={
            "personas": tuple(each for each in scorecard.personas if each.id in seen),
            "touchpoints": tuple(each for each in scorecard.touchpoints if not fence.personas or each.persona in seen),
            "kpis": tuple(_with_targets_within(kpi, fence, names) for kpi in scorecard.kpis),
        }
    )


def _with_targets_within(kpi: Kpi, fence: Fence, names: dict[str, str]) -> Kpi:
    kept = tuple(target for target in kpi.targets if _is_within(target, fence, names))
    return kpi if len(kept) == len(kpi.targets) else kpi.model_copy(update={"targets": kept})


def _is_within(target: Target, fence: Fence, names: dict[str, str]) -> bool:
    """Return whether *target* is one of everybody's, or of a segment that may be seen; a persona goes by id or name."""
    for dimension, value in target.where.items():
        known = {value, *(each for each, name in names.items() if dimension == PERSONA and name == value)}
        if not any(fence.allows(dimension, each) for each in known):
            return False
    return True
