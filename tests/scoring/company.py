"""Small scorecards for the tests: plain definitions, and judgements that carry chosen points."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bsc.model.definitions import Scorecard
from bsc.model.periods import Grain, Period
from bsc.model.reading import scorecard_from
from bsc.model.words import Better
from bsc.scoring.judging import Anchors, Judgement, judge
from bsc.scoring.rollup import Node, score_tree

AUGUST = Period(date(2026, 8, 1), date(2026, 9, 1), Grain.MONTH)
TO_100 = Anchors(100.0, 50.0)  # a value from 0 to 100 is its own points


def scorecard(
    places: Mapping[str, tuple[str, str, Any]],
    stage_weights: Mapping[str, Any] | None = None,
    perspective_weights: Mapping[str, float] | None = None,
) -> Scorecard:
    """Return a scorecard with an objective for each KPI: its stage, its perspective, and the KPI's weight."""
    stages = dict.fromkeys(place[0] for place in places.values())
    return scorecard_from(
        {
            "journey": {"perspective_weights": dict(perspective_weights or {})},
            "stages": [{"id": stage, "name": stage, "weight": (stage_weights or {}).get(stage, 1)} for stage in stages],
            "datasets": [{"id": "rows"}],
            "objectives": [
                {"id": f"{stage}_{view}", "name": f"{stage} {view}", "stage": stage, "perspective": view}
                for stage, view in dict.fromkeys(place[:2] for place in places.values())
            ],
            "kpis": [
                {
                    "id": kpi,
                    "name": kpi,
                    "objective": f"{stage}_{view}",
                    "dataset": "rows",
                    "formula": "count(*)",
                    "weight": weight,
                }
                for kpi, (stage, view, weight) in places.items()
            ],
        }
    )


def one_objective(weights: Sequence[Any]) -> Scorecard:
    """Return a scorecard of one objective with KPIs k0, k1, … of these weights."""
    return scorecard({f"k{n}": ("interest", "customer", weight) for n, weight in enumerate(weights)})


def pointed(**points: float | None) -> dict[str, Judgement]:
    """Return judgements that reached these points; None is a KPI without a value."""
    return {kpi: judge(value, TO_100, Better.HIGHER) for kpi, value in points.items()}


def journey(definitions: Scorecard, period: Period = AUGUST, **points: float | None) -> Node:
    """Return the tree of *definitions* with these points."""
    return score_tree(definitions, pointed(**points), period)


def scored_objective(weights: Sequence[Any], points: Sequence[float | None]) -> Node:
    """Return the tree of one objective with KPIs of these weights and points."""
    reached = pointed(**{f"k{n}": value for n, value in enumerate(points)})
    return score_tree(one_objective(weights), reached, AUGUST)


def node(tree: Node, kind: Any, name: str, stage: str | None = None) -> Node:  # noqa: ANN401 -- a NodeKind
    """Return the node that is known to be there."""
    found = tree.find(kind, name, stage=stage)
    assert found is not None
    return found
