"""Where a KPI belongs: the stage of this scorecard that comes nearest to the usual one, and an objective in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bsc.actions.fitting import free_id
from bsc.errors import NotFound
from bsc.model.definitions import Kpi, Scorecard, Stage
from bsc.model.editing import Document, with_item
from bsc.model.shape import column_name
from bsc.model.usual_stages import nearest
from bsc.model.words import Perspective
from bsc.store.yaml_text import document_from_yaml
from bsc.templates import known_exports


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a KPI goes: its objective (which is made when `is_new`), in a stage and a perspective."""

    objective: str
    name: str
    stage: str
    perspective: Perspective
    is_new: bool = False


@dataclass
class Places:
    """Finds places in one scorecard; KPIs of one stage and perspective share an objective."""

    scorecard: Scorecard
    stages: tuple[Stage, ...]
    _made: dict[tuple[str, Perspective], Place] = field(default_factory=dict)

    def of(self, usual_stage: str, perspective: Perspective) -> Place:
        """Return the place of a KPI that usually belongs to *usual_stage* of the default journey."""
        name = _objective_names()[usual_stage][str(perspective)]
        return self.within(nearest(usual_stage, self.stages), perspective, name)

    def within(self, stage: str, perspective: Perspective, name: str) -> Place:
        """Return the place in *stage*: its objective of that perspective, else a new one called *name*."""
        for each in self.scorecard.objectives:
            if (each.stage, each.perspective) == (stage, perspective):
                return Place(objective=each.id, name=each.name, stage=stage, perspective=perspective)
        if (stage, perspective) not in self._made:
            taken = {each.id for each in self.scorecard.objectives} | {each.objective for each in self._made.values()}
            identity = free_id(column_name(name)[:50].strip("_"), taken)
            made = Place(objective=identity, name=name, stage=stage, perspective=perspective, is_new=True)
            self._made[stage, perspective] = made
        return self._made[stage, perspective]

    def chosen(self, suggested: Place, *, stage: str = "", objective: str = "") -> Place:
        """Return the place in *objective* if one is named, else in *stage* if that is another, else *suggested*.

        Raises NotFound.
        """
        if objective:
            known = {each.id: each for each in self.scorecard.objectives}
            if objective not in known:
                raise NotFound("objective", objective, known)
            each = known[objective]
            return Place(objective=each.id, name=each.name, stage=each.stage, perspective=each.perspective)
        if not stage or stage == suggested.stage:
            return suggested
        stages = [each.id for each in self.stages]
        if stage not in stages:
            raise NotFound("stage", stage, stages)
        return self.within(stage, suggested.perspective, suggested.name)

    def know(self, place: Place) -> None:
        """Let *place* be known, so that what it makes is shared and its id is not taken again."""
        if place.is_new:
            self._made[place.stage, place.perspective] = place

    def is_bare(self, place: Place) -> bool:
        """Return whether no KPI is pinned yet in the cell of *place* on the journey map."""
        cell = {o.id for o in self.scorecard.objectives if (o.stage, o.perspective) == (place.stage, place.perspective)}
        return not any(kpi.pinned and kpi.objective in cell for kpi in self.scorecard.kpis)


def with_stages(document: Mapping[str, Any], stages: Sequence[Stage]) -> Document:
    """Return *document* with its own stages, or with *stages* where it has none."""
    return {**document, "stages": document.get("stages") or [each.plain() for each in stages]}


def with_kpi(document: Mapping[str, Any], kpi: Kpi, place: Place) -> Document:
    """Return *document* with *kpi* in *place*, whose objective is made where it is new."""
    if place.is_new:
        made = {"id": place.objective, "name": place.name, "stage": place.stage}
        document = with_item(document, "objectives", {**made, "perspective": str(place.perspective)})
    return with_item(document, "kpis", kpi.model_copy(update={"objective": place.objective}).plain())


@cache
def _objective_names() -> Mapping[str, Mapping[str, str]]:
    document = document_from_yaml(known_exports.objectives())
    return dict(document) if isinstance(document, Mapping) else {}
