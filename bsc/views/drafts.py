"""What a draft target would do to the scores: from memory, without a query."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bsc.errors import BscError
from bsc.model.definitions import Kpi, Level, Scorecard
from bsc.model.periods import Period
from bsc.model.words import Better, Status
from bsc.scoring.judging import Anchors
from bsc.scoring.rollup import Node, NodeKind, perspectives, rescored, score_tree
from bsc.views.readings import Reading

_UPWARDS: tuple[NodeKind, ...] = ("kpi", "objective", "cell", "stage", "perspective", "journey")


@dataclass(frozen=True)
class ScoreInputs:
    """All that a tree of scores is made of: the definitions, the period, and the reading of every KPI by id."""

    scorecard: Scorecard
    period: Period
    readings: Mapping[str, Reading]

    def tree(self) -> Node:
        """Return the journey's node with everything beneath; worked out once."""
        return self._tree

    @cached_property
    def _tree(self) -> Node:
        return score_tree(self.scorecard, {kpi: seen.judgement for kpi, seen in self.readings.items()}, self.period)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """One score, as it is and as it would be with the draft; `stage` is the id of the one that it belongs to."""

    kind: NodeKind
    id: str
    name: str
    before: float | None
    after: float | None
    status_before: Status
    status_after: Status
    stage: str | None = None

    @property
    def changes(self) -> bool:
        """Return whether score or status would be another one."""
        return (self.before, self.status_before) != (self.after, self.status_after)


@dataclass(frozen=True)
class DraftScores:
    """The scores that drafts of the KPIs *drafted* would bring: the readings, and the tree *before* and with them."""

    readings: Mapping[str, Reading]
    tree: Node
    before: Node
    drafted: tuple[str, ...]

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """Return what moves: each KPI, its objective, cell, stage and perspective, and the journey, each once."""
        return tuple(dict.fromkeys(move for kpi in self.drafted for move in _moves(kpi, self.before, self.tree)))


def draft_scores(inputs: ScoreInputs, drafts: Mapping[str, Anchors]) -> DraftScores:
    """Return the scores with each KPI of *drafts* held to its draft: a target for one whole period of its frequency."""
    return judged_anew(inputs, {kpi: inputs.readings[kpi].drafted(anchors) for kpi, anchors in drafts.items()})


def judged_anew(inputs: ScoreInputs, drafted: Mapping[str, Reading]) -> DraftScores:
    """Return the scores with the readings *drafted* in the place of those of the same KPIs."""
    before = inputs.tree()
    after = rescored(before, {kpi: reading.judgement for kpi, reading in drafted.items()})
    return DraftScores({**inputs.readings, **drafted}, after, before, tuple(drafted))


def all_moves(before: Node, after: Node) -> tuple[Moved, ...]:
    """Return every score of the scorecard that is another one in *after*, or has another status, KPIs first.

    Both are trees of the same definitions. Perspectives across the stages stand beneath the journey.
    """
    across = (perspectives(before), perspectives(after)) if after is not before else ({}, {})
    pairs = [*_unlike(before, after), *((across[0][each], across[1][each]) for each in across[0])]
    moves = [_moved(old, new) for old, new in sorted(pairs, key=lambda pair: _UPWARDS.index(pair[0].kind))]
    return tuple(move for move in moves if move.changes)


def _unlike(before: Node, after: Node) -> Iterator[tuple[Node, Node]]:
    """Yield the pairs of nodes that are not the same object: `rescored` leaves alone what nothing moves."""
    if before is not after:
        yield before, after
        for old, new in zip(before.children, after.children, strict=True):
            yield from _unlike(old, new)


def draft_anchors(kpi: Kpi, target: Level, red_line: Level) -> Anchors:
    """Return a draft's anchors; raises BscError when the red line is not on the worse side of the target."""
    problem = _problem(kpi.better, target, red_line)
    if problem:
        raise BscError(f"{kpi.name}: {problem}")
    return Anchors(target, red_line)


def _problem(better: Better, target: Level, red_line: Level) -> str:
    if isinstance(target, tuple) and isinstance(red_line, tuple):
        ordered = red_line[0] <= target[0] <= target[1] <= red_line[1]
        return "" if ordered else "the range that is off track must lie around the range that is wanted"
    if isinstance(target, tuple) or isinstance(red_line, tuple) or better is Better.WITHIN:
        return "a target within a range needs two numbers, and so does its red line"
    backwards = target < red_line if better is Better.HIGHER else target > red_line
    side = "below" if better is Better.HIGHER else "above"
    facing = f"{better} is better, so the red line ({red_line:g}) stands {side} the target ({target:g})"
    return facing if backwards else ""


def _moves(kpi: str, before: Node, after: Node) -> list[Moved]:
    path = list(zip(reversed(before.path("kpi", kpi)), reversed(after.path("kpi", kpi)), strict=True))
    *beneath, journey = path
    perspective = path[0][0].perspective
    across = (perspectives(before), perspectives(after))
    pairs = [*beneath, (across[0][perspective], across[1][perspective]), journey] if perspective else path
    return [_moved(old, new) for old, new in pairs]


def _moved(before: Node, after: Node) -> Moved:
    return Moved(
        kind=before.kind,
        id=before.id,
        name=before.name,
        before=before.score,
        after=after.score,
        status_before=before.status,
        status_after=after.status,
        stage=before.stage,
    )
