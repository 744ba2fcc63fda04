"""Why this score: what every KPI beneath a node brings to it, costs it, or leaves unknown."""

from collections.abc import Iterator
from dataclasses import dataclass

from bsc.model.words import Perspective, Status
from bsc.scoring.rollup import Node, of_whole


@dataclass(frozen=True, kw_only=True)
class Portion:
    """One KPI's part in a score.

    `share`: of the whole that is scored, 0–1; it is 0 without points, and all shares make 1. `contribution`: points ×
    share; they add up to the score. `lost`: what the score misses because the KPI is below its target. `due`: the
    share that the weights meant it to have, were everything known.
    """

    kpi: str
    name: str
    objective: str
    stage: str | None
    perspective: Perspective | None
    points: float | None
    status: Status
    share: float
    due: float

    @property
    def contribution(self) -> float:
        """Return what the KPI brings to the score, in points."""
        return self.share * (self.points or 0.0)

    @property
    def lost(self) -> float:
        """Return what the KPI keeps from the score, in points."""
        return self.share * (100.0 - self.points) if self.points is not None else 0.0


@dataclass(frozen=True)
class Why:
    """A score explained: the node, the portions of its KPIs (greatest loss first), and those that are missing."""

    node: Node
    portions: tuple[Portion, ...]
    missing: tuple[Portion, ...]


def why(node: Node) -> Why:
    """Return the explanation of *node*'s score; its coverage and worst child are the node's own."""
    found = list(_portions(node, "", 1.0, 1.0))
    scored = sorted((p for p in found if p.points is not None), key=lambda p: -p.lost)
    return Why(node, tuple(scored), tuple(p for p in found if p.points is None))


def _portions(node: Node, objective: str, share: float, due: float) -> Iterator[Portion]:
    if node.kind == "kpi":
        yield Portion(
            kpi=node.id,
            name=node.name,
            objective=objective,
            stage=node.stage,
            perspective=node.perspective,
            points=node.score,
            status=node.status,
            share=share if node.score is not None else 0.0,
            due=due,
        )
        return
    beneath = node.id if node.kind == "objective" else objective
    parts = of_whole([child.weight if child.score is not None else 0.0 for child in node.children])
    meant = of_whole([child.weight for child in node.children])
    for child, part, meant_part in zip(node.children, parts, meant, strict=True):
        yield from _portions(child, beneath, share * part, due * meant_part)
