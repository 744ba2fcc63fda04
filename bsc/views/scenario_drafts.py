"""Scenarios while they are edited: each function takes one and returns the next; none of them is kept by this."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bsc.errors import BscError, DefinitionProblems
from bsc.model.definitions import Kpi, Objective, Scorecard, Stage, Target
from bsc.model.scenario import DraftTarget, DraftWeight, Scenario, WeightedKind, with_targets
from bsc.model.shape import column_name

LONGEST_ID = 60
Part = Stage | Objective | Kpi
_About = tuple[str, tuple[tuple[str, str], ...]]  # a KPI's id, and the segment


@dataclass(frozen=True)
class Fitted:
    """A scenario without the drafts that the definitions cannot take (any more), and why each was left out."""

    scenario: Scenario
    left_out: tuple[str, ...]


def begun(name: str, start: date, others: Iterable[Scenario]) -> Scenario:
    """Return a new scenario called *name* that would begin on *start*; its id is none of the *others*'.

    Raises BscError for a name of nothing.
    """
    if not name.strip():
        raise BscError("a scenario without a name – call it what it is about")
    return Scenario(id=_free(name, {each.id for each in others}), name=name.strip(), start=start)


def copied(scenario: Scenario, name: str, others: Iterable[Scenario]) -> Scenario:
    """Return a copy of *scenario* called *name*, with an id of its own. Raises BscError for a name of nothing."""
    new = begun(name, scenario.start, [*others, scenario])
    return scenario.model_copy(update={"id": new.id, "name": new.name})


def with_target(scenario: Scenario, kpi: str, target: Target) -> Scenario:
    """Return *scenario* with *target* for the KPI, in the place of its draft of the same start and segment."""
    place = (kpi, target.start, target.where)
    kept = [draft for draft in scenario.targets if _place(draft) != place]
    at = next((number for number, draft in enumerate(scenario.targets) if _place(draft) == place), len(kept))
    kept.insert(at, DraftTarget(kpi=kpi, target=target))
    return scenario.model_copy(update={"targets": tuple(kept)})


def without_targets(scenario: Scenario, drafts: Sequence[DraftTarget]) -> Scenario:
    """Return *scenario* without *drafts*."""
    return scenario.model_copy(update={"targets": tuple(each for each in scenario.targets if each not in drafts)})


def with_weight(scenario: Scenario, kind: WeightedKind, part: str, weight: float) -> Scenario:
    """Return *scenario* with *weight* for the *part* (an id) of *kind*."""
    kept = [draft for draft in scenario.weights if (draft.kind, draft.id) != (kind, part)]
    at = next(
        (number for number, draft in enumerate(scenario.weights) if (draft.kind, draft.id) == (kind, part)), len(kept)
    )
    kept.insert(at, DraftWeight(kind=kind, id=part, weight=weight))
    return scenario.model_copy(update={"weights": tuple(kept)})


def without_weight(scenario: Scenario, kind: WeightedKind, part: str) -> Scenario:
    """Return *scenario* without its draft of that weight."""
    kept = tuple(draft for draft in scenario.weights if (draft.kind, draft.id) != (kind, part))
    return scenario.model_copy(update={"weights": kept})


def restarted(scenario: Scenario, start: date) -> Scenario:
    """Return *scenario* beginning on *start*: with it the weights, and the targets that began when it did."""
    targets = tuple(
        draft.model_copy(update={"target": draft.target.model_copy(update={"start": start})})
        if draft.target.start == scenario.start
        else draft
        for draft in scenario.targets
    )
    unlike = {_key(draft): draft for draft in targets}  # what already began on that day gives way to what is moved
    return scenario.model_copy(update={"start": start, "targets": tuple(unlike.values())})


def as_if_from(scenario: Scenario, day: date) -> Scenario:
    """Return *scenario* as if it had begun by *day*: what begins later begins on that day.

    Of the several steps of a KPI and segment (a ramp) that all begin later, the first holds on that day already.
    """
    first = _firsts(scenario)
    targets = tuple(
        draft.model_copy(update={"target": draft.target.model_copy(update={"start": day})})
        if draft.target.start == first[_about(draft)] > day
        else draft
        for draft in scenario.targets
    )
    return scenario.model_copy(update={"start": min(scenario.start, day), "targets": targets})


def making_way(scorecard: Scorecard, scenario: Scenario, day: date) -> Scorecard:
    """Return *scorecard* without the targets that would end a draft before its time, where it counts from *day* on.

    They begin after *day*, and not after the draft itself does: in the second month of a quarter, say.
    """
    first = _firsts(scenario)
    kpis = [
        kpi.model_copy(
            update={
                "targets": tuple(
                    step
                    for step in kpi.targets
                    if not day < step.start <= first.get(_about(DraftTarget(kpi=kpi.id, target=step)), day)
                )
            }
        )
        for kpi in scorecard.kpis
    ]
    return scorecard.model_copy(update={"kpis": tuple(kpis)})


def fitted(scorecard: Scorecard, scenario: Scenario) -> Fitted:
    """Return *scenario* with the drafts that *scorecard* can take, and a sentence for each other one."""
    kpis = {kpi.id: kpi for kpi in scorecard.kpis}
    targets = [(draft, _against(kpis.get(draft.kpi), draft)) for draft in scenario.targets]
    weights = [(draft, _against_weight(scorecard, draft)) for draft in scenario.weights]
    taken = scenario.model_copy(
        update={
            "targets": tuple(draft for draft, said in targets if not said),
            "weights": tuple(draft for draft, said in weights if not said),
        }
    )
    return Fitted(taken, tuple(said for _, said in (*targets, *weights) if said))


def parts(scorecard: Scorecard, kind: WeightedKind) -> Sequence[Part]:
    """Return what can be weighed of that *kind*, in the order of the definitions."""
    match kind:
        case "stage":
            return scorecard.stages
        case "objective":
            return scorecard.objectives
        case "kpi":
            return scorecard.kpis


def _against(kpi: Kpi | None, draft: DraftTarget) -> str:
    if kpi is None:
        return f"the KPI `{draft.kpi}` is not defined any more: its draft counts for nothing"
    try:
        with_targets(kpi, [draft.target])
    except DefinitionProblems as error:
        return f"{error} – remove this draft, or write it anew"
    return ""


def _against_weight(scorecard: Scorecard, draft: DraftWeight) -> str:
    known = {part.id for part in parts(scorecard, draft.kind)}
    noun = "KPI" if draft.kind == "kpi" else draft.kind
    return "" if draft.id in known else f"the {noun} `{draft.id}` is not defined any more: its draft counts for nothing"


def _place(draft: DraftTarget) -> tuple[str, date, dict[str, str]]:
    return draft.kpi, draft.target.start, draft.target.where


def _firsts(scenario: Scenario) -> dict[_About, date]:
    """Return when the first draft of each KPI and segment begins."""
    first: dict[_About, date] = {}
    for draft in scenario.targets:
        first[_about(draft)] = min(first.get(_about(draft), draft.target.start), draft.target.start)
    return first


def _about(draft: DraftTarget) -> _About:
    return draft.kpi, _where(draft)


def _where(draft: DraftTarget) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(draft.target.where.items()))


def _key(draft: DraftTarget) -> tuple[str, date, tuple[tuple[str, str], ...]]:
    return draft.kpi, draft.target.start, _where(draft)


def _free(name: str, taken: set[str]) -> str:
    told = column_name(name)[: LONGEST_ID - 3].strip("_")
    wanted = told if re.fullmatch(r"[a-z][a-z0-9_]*", told) else "scenario"
    number = 1
    while (free := wanted if number == 1 else f"{wanted}_{number}") in taken:
        number += 1
    return free
