"""Where a KPI belongs: the stage of this scorecard that comes nearest to the usual one, and an objective in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from bsc.actions.fitting import free_id
from bsc.model.definitions import Scorecard, Stage
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

    def know(self, place: Place) -> None:
        """Let *place* be known, so that what it makes is shared and its id is not taken again."""
        if place.is_new:
            self._made[place.stage, place.perspective] = place

    def is_bare(self, place: Place) -> bool:
        """Return whether no KPI is pinned yet in the cell of *place* on the journey map."""
        cell = {o.id for o in self.scorecard.objectives if (o.stage, o.perspective) == (place.stage, place.perspective)}
        return not any(kpi.pinned and kpi.objective in cell for kpi in self.scorecard.kpis)


@cache
def _objective_names() -> Mapping[str, Mapping[str, str]]:
    document = document_from_yaml(known_exports.objectives())
    return dict(document) if isinstance(document, Mapping) else {}
