"""What is red and in nobody's hands: the KPIs that are off track without an open initiative, gathered by cell."""

from collections.abc import Iterable
from dataclasses import dataclass

from bsc.views.attention_items import Item
from bsc.views.attention_reasons import Kind
from bsc.views.workspace import Workspace


@dataclass(frozen=True)
class Cell:
    """A cell of the map by the ids of its stage and perspective, with the lines of its KPIs that nobody acts on."""

    stage: str
    perspective: str
    items: tuple[Item, ...]

    @property
    def costs(self) -> float:
        """Return what the journey's score misses because of them, in points."""
        return sum(item.costs for item in self.items)


def cells(workspace: Workspace, items: Iterable[Item]) -> tuple[Cell, ...]:
    """Return those of *items* (of what needs attention) that nobody acts on by their cells, what costs most first."""
    found: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        if item.kpi and any(reason.kind is Kind.NO_ACTION for reason in item.reasons):
            objective = workspace.objective_of(workspace.kpi(item.kpi))
            found.setdefault((objective.stage, objective.perspective.value), []).append(item)
    gathered = (Cell(stage, perspective, tuple(group)) for (stage, perspective), group in found.items())
    return tuple(sorted(gathered, key=lambda cell: -cell.costs))
