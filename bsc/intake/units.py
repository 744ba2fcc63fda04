"""Units that change from one file to the next: 0.12 becomes 12, EUR becomes USD. It is asked, never averaged over."""

import re
from dataclasses import dataclass

from bsc.errors import Question
from bsc.intake.deciding import Decider
from bsc.intake.plans import How
from bsc.intake.typed import NUMERIC, Field
from bsc.model.shape import Scale

DIVIDE, MULTIPLY, KEEP = "divide by 100", "multiply by 100", "keep as it is"
PERCENT = "percent"
SHARE = re.compile(r"rate\b|ratio|%|percent|\bctr\b|\bshare\b|taux|quote\b|anteil", re.IGNORECASE)
WHOLE = 1.0  # the largest share that is none of more than the whole
MOST_PERCENT = 100.0


@dataclass(frozen=True)
class Verdict:
    """What is to be done about the unit of a column: nothing, ask, or multiply its values."""

    question: Question | None = None
    times: float | None = None


FINE = Verdict()


def judged(one: Field, ends: tuple[float, float] | None, decider: Decider) -> Verdict:
    """Return whether the column *one*, with values from *ends*[0] to *ends*[1], is in the unit of earlier imports."""
    before = decider.hints.units.get(one.stored)
    if before is None or ends is None or one.plan.type not in NUMERIC or one.plan.how is not How.NUMBER:
        return FINE
    answer = decider.known.answer(one.name)
    if wanted := _rescaled(one, before, ends):
        if answer == wanted:
            return Verdict(times=0.01 if wanted == DIVIDE else 100.0)
        question = Question(one.name, _asked(before, ends), (wanted, KEEP))
    elif before.note and one.plan.note and before.note != one.plan.note and PERCENT not in (before.note, one.plan.note):
        ask = f"earlier imports were in {before.note}, this file is in {one.plan.note}: nothing will be converted"
        question = Question(one.name, ask, (KEEP,))
    else:
        return FINE
    return FINE if answer == KEEP else Verdict(question)


def _rescaled(one: Field, before: Scale, ends: tuple[float, float]) -> str | None:
    """Return by what a share must be changed to mean the same as in earlier imports, or None."""
    is_share = PERCENT in (before.note, one.plan.note) or SHARE.search(one.name) is not None
    if not is_share or before.low is None or before.high is None or min(before.low, ends[0]) < 0:
        return None
    if before.high <= WHOLE < ends[1] <= MOST_PERCENT and before.high > 0:
        return DIVIDE
    if WHOLE < before.high <= MOST_PERCENT and 0 < ends[1] <= WHOLE:
        return MULTIPLY
    return None


def _asked(before: Scale, ends: tuple[float, float]) -> str:
    return (
        f"earlier imports held {before.low:.4g} to {before.high:.4g}, this file holds {ends[0]:.4g} to {ends[1]:.4g}: "
        "has the unit changed from shares to percent, or back?"
    )
