"""Why a score changed: the effect of every KPI's value, target, weight and coverage, adding up exactly.

A score is the sum of share × points over its KPIs. The points follow from *value* and *target*, the share from the
*weights* along the tree and from which KPIs have a score (*coverage*). One factor is moved at a time from its old to
its new state, averaged over the 24 orders of the four (Shapley), so that no order is favoured.

All shares make 1, so points may be counted from any level. They are counted from the middle of the two scores: a KPI
that gets more weight moves the score by how much it differs from the whole, and one that is as good as the whole by
nothing. Source: Shapley, A value for n-person games (1953).
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from bsc.model.words import Perspective
from bsc.scoring.judging import points
from bsc.scoring.rollup import Node, of_whole

Factor = Literal["value", "target", "weight", "coverage"]
FACTORS: tuple[Factor, ...] = ("value", "target", "weight", "coverage")
Moved = frozenset[Factor]
_Step = tuple[str, str | None, str]  # kind, stage, id: the cells of a perspective differ by their stage
_Path = tuple[_Step, ...]


@dataclass(frozen=True, kw_only=True)
class Causes:
    """What moved a score between two periods, in points, by cause."""

    value: float
    target: float
    weight: float
    coverage: float

    @property
    def total(self) -> float:
        """Return the sum of the four."""
        return self.value + self.target + self.weight + self.coverage


@dataclass(frozen=True, kw_only=True)
class Effect(Causes):
    """What one KPI did to a score between two periods, in points, by cause.

    A KPI that was without a score and has one now has `appeared`; the other way round it has `disappeared`; its
    effects are then of weight and coverage only. `objective` is the id of the one beneath the score that the KPI stands
    in; empty where the score is that of an objective or a KPI.
    """

    kpi: str
    name: str
    stage: str | None
    perspective: Perspective | None
    objective: str = ""
    appeared: bool = False
    disappeared: bool = False


@dataclass(frozen=True)
class Change:
    """A score before and after, and the effects that make the difference, the greatest first.

    There are none where either score is missing: from nothing to a score is no difference.
    """

    before: float | None
    after: float | None
    effects: tuple[Effect, ...]

    @property
    def difference(self) -> float | None:
        """Return after − before in points; None where either is missing."""
        return None if self.before is None or self.after is None else self.after - self.before

    def of(self, factor: Factor) -> float:
        """Return the effect of *factor* over all KPIs, in points."""
        return math.fsum(getattr(effect, factor) for effect in self.effects)

    def parts(self, of: Callable[[Effect], str]) -> dict[str, Causes]:
        """Return what each part of the score did to it, by what *of* names the part of a KPI, in order of appearance.

        A part's effect is the sum of its KPIs' effects, so that parts add up to the difference at every level, and
        the parts of a part to that part.
        """
        gathered: dict[str, list[Effect]] = {}
        for effect in self.effects:
            gathered.setdefault(of(effect), []).append(effect)
        return {
            name: Causes(**{factor: math.fsum(getattr(effect, factor) for effect in effects) for factor in FACTORS})
            for name, effects in gathered.items()
        }


def change(before: Node, after: Node) -> Change:
    """Return why the score went from that of *before* to that of *after*: the same node at two times.

    The effects add up to the difference. A KPI that stands in only one of the trees, or elsewhere in the other, has
    appeared or disappeared.
    """
    if before.score is None or after.score is None:
        return Change(before.score, after.score, ())
    middle = (before.score + after.score) / 2
    pair = _Pair(before, after)
    held = {
        (weight, coverage): dict(pair.shares(weight, coverage)) for weight, coverage in product((False, True), repeat=2)
    }
    effects = [_effect(leaf, path, held, middle) for path, leaf in pair.leaves()]
    return Change(before.score, after.score, tuple(sorted(effects, key=lambda effect: -abs(effect.total))))


@dataclass(frozen=True)
class _Pair:
    """The same part of the scorecard before and after; either may be missing."""

    before: Node | None
    after: Node | None

    @property
    def node(self) -> Node:
        node = self.after or self.before
        assert node is not None  # noqa: S101 -- a pair is made of at least one
        return node

    def at(self, *, later: bool) -> Node | None:
        return self.after if later else self.before

    def weight(self, *, later: bool) -> float:
        """Return the weight in one of the states; a part that is not there yet brings its only weight along."""
        return (self.at(later=later) or self.node).weight

    def children(self) -> "Iterator[tuple[_Step, _Pair]]":
        old = {_step(child): child for child in self.before.children} if self.before else {}
        new = {_step(child): child for child in self.after.children} if self.after else {}
        for key in dict.fromkeys([*old, *new]):
            yield key, _Pair(old.get(key), new.get(key))

    def scored(self, *, weight: bool, coverage: bool) -> bool:
        if self.node.kind == "kpi":
            node = self.at(later=coverage)
            return node is not None and node.score is not None
        return any(
            child.weight(later=weight) > 0 and child.scored(weight=weight, coverage=coverage)
            for _, child in self.children()
        )

    def shares(
        self, weight: bool, coverage: bool, share: float = 1.0, path: _Path = ()
    ) -> Iterator[tuple[_Path, float]]:
        if self.node.kind == "kpi":
            yield path, share if self.scored(weight=weight, coverage=coverage) else 0.0
            return
        beneath = list(self.children())
        weights = [
            child.weight(later=weight) if child.scored(weight=weight, coverage=coverage) else 0.0
            for _, child in beneath
        ]
        for (key, child), part in zip(beneath, of_whole(weights), strict=True):
            yield from child.shares(weight, coverage, share * part, (*path, key))

    def leaves(self, path: _Path = ()) -> "Iterator[tuple[_Path, _Pair]]":
        if self.node.kind == "kpi":
            yield path, self
            return
        for key, child in self.children():
            yield from child.leaves((*path, key))

    def points(self, *, value: bool, target: bool) -> float:
        """Return the points of a KPI with its value and its target of one state each.

        A KPI that has a score in one state only keeps the points of that one: its coming or going is coverage.
        """
        old, new = _scored(self.before), _scored(self.after)
        if old is None or new is None:
            only = old or new
            return only.score or 0.0 if only else 0.0
        if value is target:
            return (new if value else old).score or 0.0
        valued, held = (new if value else old).judgement, (new if target else old).judgement
        if valued is None or valued.value is None or held is None or held.anchors is None:
            return 0.0
        return points(valued.value, held.anchors, held.better)


_Shares = Mapping[tuple[bool, bool], Mapping[_Path, float]]


def _step(child: Node) -> _Step:
    return child.kind, child.stage, child.id


def _scored(node: Node | None) -> Node | None:
    return node if node is not None and node.score is not None else None


def _effect(leaf: _Pair, path: _Path, held: _Shares, middle: float) -> Effect:
    worth = {moved: _worth(leaf, path, held, middle, moved) for moved in _subsets()}
    old, new = _scored(leaf.before), _scored(leaf.after)
    return Effect(
        kpi=leaf.node.id,
        name=leaf.node.name,
        stage=leaf.node.stage,
        perspective=leaf.node.perspective,
        objective=next((name for kind, _, name in path if kind == "objective"), ""),
        **{factor: _shapley(factor, worth) for factor in FACTORS},
        appeared=old is None and new is not None,
        disappeared=old is not None and new is None,
    )


def _worth(leaf: _Pair, path: _Path, held: _Shares, middle: float, moved: Moved) -> float:
    share = held["weight" in moved, "coverage" in moved][path]
    return share * (leaf.points(value="value" in moved, target="target" in moved) - middle)


def _subsets() -> list[Moved]:
    return [
        frozenset(factor for factor, moved in zip(FACTORS, flags, strict=True) if moved)
        for flags in product((False, True), repeat=len(FACTORS))
    ]


def _shapley(factor: Factor, worth: Mapping[Moved, float]) -> float:
    """Return the mean, over all orders, of what moving *factor* adds to what was moved before it."""
    return sum(
        math.factorial(len(moved))
        * math.factorial(len(FACTORS) - len(moved) - 1)
        / math.factorial(len(FACTORS))
        * (worth[moved | {factor}] - worth[moved])
        for moved in worth
        if factor not in moved
    )
