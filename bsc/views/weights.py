"""What a weight comes to: its share of the whole that it is weighed in, as the rollup reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bsc.model.definitions import Kpi, Objective, Scorecard, Stage, Weighted
from bsc.model.words import Perspective


@dataclass(frozen=True)
class Whole:
    """What a weight is weighed in: what that is called, and the weights of the others in it."""

    called: str
    others: tuple[float, ...]

    def share(self, weight: float) -> float | None:
        """Return the share (0–1) of *weight* in the whole; None where every weight is 0, for then nothing counts."""
        total = weight + sum(self.others)
        return weight / total if total else None

    def words(self, weight: float) -> str:
        """Return the share for people: `40 % of the objective, beside 2 others`."""
        share = self.share(weight)
        if share is None:
            return f"nothing of {self.called}: every weight is 0"
        beside = "alone in it" if not self.others else f"beside {len(self.others)} other{'s' * (len(self.others) > 1)}"
        return f"{percent(share)} of {self.called}, {beside}"


def percent(share: float) -> str:
    """Return *share* (0–1) as people read it: `33 %`; what is small keeps a decimal."""
    hundredths = share * 100
    return f"{hundredths:.1f} %" if 0 < hundredths < 9.95 or 99 < hundredths < 100 else f"{hundredths:.0f} %"  # noqa: PLR2004


def of_stage(scorecard: Scorecard, identity: str | None, day: date) -> Whole:
    """Return what the stage called *identity* (None: a new one) is weighed in: the journey's score.

    Other stages count where they have an objective: a stage without one has no score.
    """
    scored = {each.stage for each in scorecard.objectives}
    return Whole("the journey", _weights([each for each in scorecard.stages if each.id in scored], identity, day))


def of_objective(
    scorecard: Scorecard, identity: str | None, stage: str | None, perspective: str | None, day: date
) -> Whole:
    """Return what an objective is weighed in: the cell of its stage and perspective."""
    beside = [each for each in scorecard.objectives if (each.stage, each.perspective) == (stage, perspective)]
    return Whole("its cell of the map", _weights(beside, identity, day))


def of_kpi(scorecard: Scorecard, identity: str | None, objective: str | None, day: date) -> Whole:
    """Return what a KPI is weighed in: its objective."""
    return Whole("its objective", _weights([k for k in scorecard.kpis if k.objective == objective], identity, day))


def perspective_shares(weights: Mapping[str, float]) -> dict[str, float | None]:
    """Return the share (0–1) of each perspective in the score of a stage that has objectives in all four.

    A perspective without a stated weight weighs 1. Where a stage has no objective in one, the others share its part.
    """
    stated = {each.value: weights.get(each.value, 1.0) for each in Perspective}
    total = sum(stated.values())
    return {name: weight / total if total else None for name, weight in stated.items()}


def stage_share(scorecard: Scorecard, stage: Stage, day: date) -> float | None:
    """Return the share (0–1) of *stage* in the journey's score on *day*; None without an objective in it."""
    if all(each.stage != stage.id for each in scorecard.objectives):
        return None
    return of_stage(scorecard, stage.id, day).share(stage.weight_on(day))


def objective_share(scorecard: Scorecard, objective: Objective, day: date) -> float | None:
    """Return the share (0–1) of *objective* in its cell on *day*."""
    whole = of_objective(scorecard, objective.id, objective.stage, objective.perspective, day)
    return whole.share(objective.weight_on(day))


def kpi_share(scorecard: Scorecard, kpi: Kpi, day: date) -> float | None:
    """Return the share (0–1) of *kpi* in its objective on *day*."""
    return of_kpi(scorecard, kpi.id, kpi.objective, day).share(kpi.weight_on(day))


def _weights(beside: Iterable[Weighted], identity: str | None, day: date) -> tuple[float, ...]:
    return tuple(each.weight_on(day) for each in beside if getattr(each, "id", None) != identity)
