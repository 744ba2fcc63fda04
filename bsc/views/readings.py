"""A reading: one KPI in one period, with its value, what it was held to, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bsc.actuals import Actual
from bsc.model.definitions import Kpi, Objective, Scorecard, Target
from bsc.model.periods import Period
from bsc.model.words import Better, Perspective, Status, Unit
from bsc.scoring.history import TrackRecord, met_in_last
from bsc.scoring.judging import Anchors, Judgement, judge
from bsc.scoring.targets import Measure, Terms, anchors_owed, share_owed, target_in_force


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One KPI in one period.

    `target` is the one in force at the period's start, as it was defined for a whole period of the KPI's frequency;
    `anchors` are what this period is held to, and `owed` says how many such targets that is (None: not comparable).
    """

    kpi: Kpi
    objective: Objective
    period: Period
    actual: Actual
    measure: Measure
    target: Target | None
    owed: float | None
    judgement: Judgement

    @property
    def stage(self) -> str:
        """Return the id of the stage that the KPI's objective stands in."""
        return self.objective.stage

    @property
    def perspective(self) -> Perspective:
        """Return the perspective that the KPI's objective stands in."""
        return self.objective.perspective

    @property
    def value(self) -> float | None:
        """Return the actual value in the KPI's unit; None when there is none."""
        return self.judgement.value

    @property
    def anchors(self) -> Anchors | None:
        """Return the target and red line that the value is held to in this period."""
        return self.judgement.anchors

    @property
    def points(self) -> float | None:
        """Return 0–100 points, or None."""
        return self.judgement.points

    @property
    def status(self) -> Status:
        """Return the status."""
        return self.judgement.status

    @property
    def attainment(self) -> float | None:
        """Return the points before they are cut off at 0 and 100."""
        return self.judgement.attainment

    @property
    def too_few(self) -> bool:
        """Return whether there are too few cases to call the status."""
        return self.judgement.too_few

    @property
    def partial(self) -> bool:
        """Return whether the period is not over yet."""
        return self.judgement.partial

    @property
    def flow(self) -> bool:
        """Return whether the KPI adds up over time, so that a period that is not over owes a part of its target."""
        return self.measure.adds_up

    def drafted(self, draft: Anchors) -> "Reading":
        """Return the reading held to *draft* instead: a target for one whole period of the KPI's frequency."""
        owed = None if self.owed is None else draft.scaled(self.owed)
        return replace(self, judgement=_judged(self.kpi, self.actual, owed))


@dataclass(frozen=True)
class Lens:
    """How values become readings: the definitions, the kind of measure of each KPI, and the filters looked through."""

    scorecard: Scorecard
    measures: Mapping[str, Measure]
    filters: Mapping[str, tuple[str, ...]]

    def reading(self, kpi: Kpi, period: Period, actual: Actual) -> Reading:
        """Return *actual* held to the target that was in force for it."""
        terms = Terms(self.measures[kpi.id], self.filters, self.scorecard.journey.calendar)
        elapsed = actual.elapsed if actual.partial else 1.0
        return Reading(
            kpi=kpi,
            objective=self._objectives[kpi.objective],
            period=period,
            actual=actual,
            measure=terms.measure,
            target=target_in_force(kpi, period, self.filters, terms.measure),
            owed=share_owed(kpi.frequency, period, terms.measure, terms.calendar, elapsed),
            judgement=_judged(kpi, actual, anchors_owed(kpi, period, terms, elapsed)),
        )

    @cached_property
    def _objectives(self) -> Mapping[str, Objective]:
        return {objective.id: objective for objective in self.scorecard.objectives}


def record(past: Sequence[Reading], anchors: Anchors, better: Better) -> TrackRecord:
    """Return how a target with *anchors*, for one period of the KPI's frequency, would have fared over *past*.

    Only whole periods with a value of their own count, each held to what it owes.
    """
    fared = [(each.value, each.owed) for each in past if not each.partial and not each.actual.stale]
    held = [(value, anchors.scaled(owed)) for value, owed in fared if owed is not None]
    return met_in_last([value for value, _ in held], [owed for _, owed in held], better)


def _judged(kpi: Kpi, actual: Actual, anchors: Anchors | None) -> Judgement:
    return judge(actual.value, anchors, kpi.better, share=_share(kpi, actual), partial=actual.partial)


def _share(kpi: Kpi, actual: Actual) -> tuple[float, float] | None:
    if kpi.unit is not Unit.PERCENT or actual.numerator is None or actual.denominator is None:
        return None
    return actual.numerator, actual.denominator
