"""What the points of one KPI make of the scores above it, all else held still: the rule of `bsc/scoring/rollup.py`.

A browser that follows a slider works the scores out by it at once; the server's own answer takes its place.
"""

from dataclasses import dataclass
from itertools import pairwise

from bsc.model.words import Status
from bsc.scoring.rollup import Node, of_whole


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One part above a KPI: `share` (0–1) is what the part beneath counts in it.

    `others` are the shares and scores of its other scored parts; `red`: one of the others is off track.
    """

    share: float
    others: tuple[tuple[float, float], ...]
    red: bool


def rungs(journey: Node, kpi: str) -> tuple[Rung, ...] | None:
    """Return what stands above the KPI called *kpi*, from its objective up to the *journey*.

    None where it does not reach so far: it is not there, or a part on the way weighs nothing.
    """
    way = journey.path("kpi", kpi)
    if not way or any(node.weight <= 0 for node in way[1:]):
        return None
    return tuple(_rung(parent, child) for parent, child in reversed(list(pairwise(way))))


def _rung(parent: Node, beneath: Node) -> Rung:
    beside = [child for child in parent.children if child is not beneath]
    scored = [(child.weight, child.score) for child in beside if child.score is not None and child.weight > 0]
    share, *shares = of_whole([beneath.weight, *(weight for weight, _ in scored)])
    return Rung(
        share=share,
        others=tuple((share, score) for share, (_, score) in zip(shares, scored, strict=True)),
        red=any(child.status is Status.OFF_TRACK for child in beside),
    )
