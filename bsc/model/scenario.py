"""A scenario: drafts of targets and weights that are thought about together, and not in force."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeVar

from pydantic import ValidationError

from bsc.errors import DefinitionProblems
from bsc.model.complaints import problems_of
from bsc.model.definitions import (
    Definition,
    Id,
    Kpi,
    Name,
    Scorecard,
    Target,
    Text,
    Weight,
    Weighted,
    WeightStep,
)
from bsc.model.periods import YEARS

WeightedKind = Literal["stage", "objective", "kpi"]
_BEGINNING = date(YEARS.start, 1, 1)
_Item = TypeVar("_Item", bound=Weighted)


class DraftTarget(Definition):
    """A target that the KPI would have."""

    kpi: Id
    target: Target


class DraftWeight(Definition):
    """A weight that a stage, an objective or a KPI would have."""

    kind: WeightedKind
    id: Id
    weight: Weight


class Scenario(Definition):
    """Targets and weights under one name; the weights would be in force from `start` on."""

    id: Id
    name: Name
    note: Text = ""
    start: date
    targets: tuple[DraftTarget, ...] = ()
    weights: tuple[DraftWeight, ...] = ()


def applied(scorecard: Scorecard, scenario: Scenario) -> Scorecard:
    """Return *scorecard* as it would be if *scenario* were in force; periods before its days keep what they had.

    A draft of what is not defined any more changes nothing. Raises DefinitionProblems for a target that its KPI
    cannot have.
    """
    weights = {(draft.kind, draft.id): draft.weight for draft in scenario.weights}
    targets: dict[str, list[Target]] = {}
    for draft in scenario.targets:
        targets.setdefault(draft.kpi, []).append(draft.target)
    kpis = [with_targets(kpi, targets[kpi.id]) if kpi.id in targets else kpi for kpi in scorecard.kpis]
    return scorecard.model_copy(
        update={
            "stages": tuple(
                _weighed(each, weights.get(("stage", each.id)), scenario.start) for each in scorecard.stages
            ),
            "objectives": tuple(
                _weighed(each, weights.get(("objective", each.id)), scenario.start) for each in scorecard.objectives
            ),
            "kpis": tuple(_weighed(each, weights.get(("kpi", each.id)), scenario.start) for each in kpis),
        }
    )


def with_targets(kpi: Kpi, targets: Sequence[Target]) -> Kpi:
    """Return *kpi* with *targets* in the place of its steps of the same start and segment, in the order of time.

    Raises DefinitionProblems for a target that the KPI cannot have.
    """
    new = {(step.start, tuple(sorted(step.where.items()))): step for step in (*kpi.targets, *targets)}
    steps = [new[key] for key in sorted(new)]
    try:
        return Kpi.model_validate({**kpi.model_dump(), "targets": [step.model_dump() for step in steps]})
    except ValidationError as error:
        raise DefinitionProblems(tuple(problems_of(kpi.name, error))) from error


def _weighed(item: _Item, weight: float | None, start: date) -> _Item:
    if weight is None:
        return item
    drafted = WeightStep(start=start, weight=weight)
    steps = item.weight if isinstance(item.weight, tuple) else ()
    others: list[WeightStep] = [step for step in steps if step.start != start]
    if all(step.start > start for step in others):
        others.append(WeightStep(start=_BEGINNING, weight=item.weight_on(_BEGINNING)))  # the past keeps its own
    return item.model_copy(update={"weight": tuple(sorted([*others, drafted], key=lambda step: step.start))})
