"""The tree of scores: KPI → objective → cell (stage × perspective) → stage → journey. One rule everywhere.

    score    = Σ wᵢ·pointsᵢ / Σ wᵢ        over the scored children
    coverage = Σ wᵢ·coverageᵢ / Σ wᵢ      over all children; one without a score has coverage 0

A score is *On track* from 90 and *At risk* from 50; a parent with an Off-track child is never *On track*.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bsc.model.definitions import Kpi, Objective, Scorecard, Stage, Weighted
from bsc.model.periods import Period
from bsc.model.words import Perspective, Status
from bsc.scoring.judging import RED_LINE, Judgement, judge

ON_TRACK_FROM = 90.0
AT_RISK_FROM = RED_LINE
WHOLE_FROM = 0.5  # coverage below this makes a score partial
ROUNDING = 1e-9

NodeKind = Literal["journey", "stage", "cell", "perspective", "objective", "kpi"]
_SEVERITY = {Status.OFF_TRACK: 0, Status.AT_RISK: 1, Status.ON_TRACK: 2}


@dataclass(frozen=True, kw_only=True)
class Node:
    """One part of the scorecard with its score, 0–100 or None, and how much of it is known (`coverage`, 0–1).

    `partial`: less than half is known. `running`: a period beneath is not over. `counts`: the KPIs beneath by status.
    `worst`: the worst scored child. A cell's `id` is its perspective's; `judgement` is a KPI's own.
    """

    kind: NodeKind
    id: str
    name: str
    weight: float = 1.0
    score: float | None = None
    coverage: float = 0.0
    status: Status = Status.NO_DATA
    partial: bool = False
    running: bool = False
    children: "tuple[Node, ...]" = ()
    counts: Mapping[Status, int] = field(default_factory=Counter)
    worst: "Node | None" = None
    stage: str | None = None
    perspective: Perspective | None = None
    judgement: Judgement | None = None

    def walk(self) -> "Iterator[Node]":
        """Yield the node and everything beneath it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def kpis(self) -> "tuple[Node, ...]":
        """Return the KPIs beneath (a KPI: itself), in order."""
        return tuple(node for node in self.walk() if node.kind == "kpi")

    def missing(self) -> "tuple[Node, ...]":
        """Return the KPIs beneath that have no score."""
        return tuple(node for node in self.kpis() if node.score is None)

    def find(self, kind: NodeKind, name: str, *, stage: str | None = None) -> "Node | None":
        """Return the node of *kind* whose id is *name* (in *stage*, where a cell is meant), or None."""
        for node in self.walk():
            if node.kind == kind and node.id == name and stage in (None, node.stage):
                return node
        return None

    def path(self, kind: NodeKind, name: str) -> "tuple[Node, ...]":
        """Return the nodes from this one down to the one of *kind* called *name*; empty when it is not there."""
        if self.kind == kind and self.id == name:
            return (self,)
        for child in self.children:
            if found := child.path(kind, name):
                return (self, *found)
        return ()


def score_tree(scorecard: Scorecard, judgements: Mapping[str, Judgement], period: Period) -> Node:
    """Return the journey's node with everything beneath, with the weights in force at the start of *period*.

    *judgements* are those of the KPIs by id; one that is left out counts as a KPI without a value. A stage without an
    objective, and a cell without one, are no children: nothing is wanted there.
    """
    tree = _Tree(scorecard, judgements, period)
    stages = [tree.stage(stage) for stage in scorecard.stages]
    return _rolled_up(
        Node(kind="journey", id="journey", name=scorecard.journey.name),
        [stage for stage in stages if stage.children],
    )


def rescored(node: Node, judgements: Mapping[str, Judgement]) -> Node:
    """Return *node* with the KPIs of *judgements* (by id) judged so; a part without one of them stays the same object.

    It is what `score_tree` makes of the changed judgements, at the cost of the paths that lead to them.
    """
    if node.kind == "kpi":
        return _judged(node, judgements[node.id]) if node.id in judgements else node
    children = [rescored(child, judgements) for child in node.children]
    unchanged = all(new is old for new, old in zip(children, node.children, strict=True))
    return node if unchanged else _rolled_up(node, children)


def perspectives(journey: Node) -> dict[Perspective, Node]:
    """Return the score of each perspective across the stages, from the cells of *journey*, weighted as the stages are.

    A perspective in which nothing is wanted is left out. Each child carries its stage's name.
    """
    found = {perspective: _perspective(journey, perspective) for perspective in Perspective}
    return {perspective: node for perspective, node in found.items() if node.children}


def _perspective(journey: Node, perspective: Perspective) -> Node:
    cells = [
        replace(cell, weight=stage.weight, name=stage.name)
        for stage in journey.children
        for cell in stage.children
        if cell.perspective is perspective
    ]
    return _rolled_up(
        Node(kind="perspective", id=perspective.value, name=perspective.label, perspective=perspective),
        cells,
    )


@dataclass(frozen=True)
class _Tree:
    scorecard: Scorecard
    judgements: Mapping[str, Judgement]
    period: Period

    def stage(self, stage: Stage) -> Node:
        cells = [self._cell(stage, perspective) for perspective in Perspective]
        return _rolled_up(
            Node(kind="stage", id=stage.id, name=stage.name, weight=self._weight(stage), stage=stage.id),
            [cell for cell in cells if cell.children],
        )

    def _cell(self, stage: Stage, perspective: Perspective) -> Node:
        return _rolled_up(
            Node(
                kind="cell",
                id=perspective.value,
                name=perspective.label,
                weight=self.scorecard.journey.perspective_weights.get(perspective, 1.0),
                stage=stage.id,
                perspective=perspective,
            ),
            [
                self._objective(objective)
                for objective in self.scorecard.objectives
                if objective.stage == stage.id and objective.perspective is perspective
            ],
        )

    def _objective(self, objective: Objective) -> Node:
        return _rolled_up(
            Node(
                kind="objective",
                id=objective.id,
                name=objective.name,
                weight=self._weight(objective),
                stage=objective.stage,
                perspective=objective.perspective,
            ),
            [self._kpi(kpi, objective) for kpi in self.scorecard.kpis if kpi.objective == objective.id],
        )

    def _kpi(self, kpi: Kpi, objective: Objective) -> Node:
        node = Node(
            kind="kpi",
            id=kpi.id,
            name=kpi.name,
            weight=self._weight(kpi),
            stage=objective.stage,
            perspective=objective.perspective,
        )
        return _judged(node, self.judgements.get(kpi.id) or judge(None, None, kpi.better))

    def _weight(self, part: Weighted) -> float:
        return part.weight_on(self.period.start)


def _judged(kpi: Node, judgement: Judgement) -> Node:
    return replace(
        kpi,
        score=judgement.points,
        coverage=0.0 if judgement.points is None else 1.0,
        status=judgement.status,
        running=judgement.partial and judgement.value is not None,
        counts=Counter({judgement.status: 1}),
        judgement=judgement,
    )


def _rolled_up(parent: Node, children: Sequence[Node]) -> Node:
    score, coverage = _score(children), _coverage(children)
    return replace(
        parent,
        score=score,
        coverage=coverage,
        status=_status(score, children),
        partial=score is not None and coverage < WHOLE_FROM - ROUNDING,
        running=any(child.running for child in children),
        children=tuple(children),
        counts=sum((Counter(child.counts) for child in children), Counter()),
        worst=_worst(children),
    )


def of_whole(weights: Sequence[float]) -> list[float]:
    """Return each of *weights* as a share of their sum; zeros when nothing weighs anything."""
    heaviest = max(weights, default=0.0)
    relative = [weight / heaviest for weight in weights] if heaviest else []
    whole = math.fsum(relative)
    return [weight / whole for weight in relative] or [0.0 for _ in weights]


def _score(children: Sequence[Node]) -> float | None:
    scored = [(child.weight, child.score) for child in children if child.score is not None and child.weight > 0]
    if not scored:
        return None
    shares, scores = of_whole([weight for weight, _ in scored]), [score for _, score in scored]
    mean = math.fsum(share * score for share, score in zip(shares, scores, strict=True))
    return min(max(mean, min(scores)), max(scores))  # a mean of equals is that value, to the last digit


def _coverage(children: Sequence[Node]) -> float:
    shares = of_whole([child.weight for child in children])
    return min(math.fsum(share * child.coverage for share, child in zip(shares, children, strict=True)), 1.0)


def _status(score: float | None, children: Sequence[Node]) -> Status:
    if score is None:
        waiting = any(child.status is Status.NO_TARGET for child in children)
        return Status.NO_TARGET if waiting else Status.NO_DATA
    if score < AT_RISK_FROM - ROUNDING:
        return Status.OFF_TRACK
    hides_a_red = any(child.status is Status.OFF_TRACK for child in children)
    return Status.AT_RISK if hides_a_red or score < ON_TRACK_FROM - ROUNDING else Status.ON_TRACK


def _worst(children: Sequence[Node]) -> Node | None:
    scored = [child for child in children if child.score is not None]
    return min(scored, key=lambda child: (_SEVERITY[child.status], child.score), default=None)
