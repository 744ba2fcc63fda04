"""One stage: its four perspectives with objectives and KPIs, why it scores what it scores, and what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bsc.model.definitions import Objective, Stage, Touchpoint
from bsc.model.view import View
from bsc.model.words import Perspective, Status
from bsc.scoring.attribution import Change, change
from bsc.scoring.portions import Portion, Why, why
from bsc.scoring.rollup import Node
from bsc.views.cards import NOTHING_KNOWN, SPARKLINE_PERIODS, Card, Score, card, score
from bsc.views.contacts import met
from bsc.views.readings import Reading
from bsc.views.signals import KpiVariation, variations
from bsc.views.voice import Voice, voice
from bsc.views.why import comparable_tree
from bsc.views.workspace import Workspace

Series = Mapping[str, Sequence[Reading]]
Varied = Mapping[str, KpiVariation]


@dataclass(frozen=True, kw_only=True)
class Aim:
    """One objective with its owner, its score, and the cards of its KPIs."""

    name: str
    owner: str
    score: Score
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One perspective of the stage; `aims` is empty where nothing is wanted."""

    perspective: Perspective
    score: Score
    aims: tuple[Aim, ...]


@dataclass(frozen=True, kw_only=True)
class Explained:
    """One KPI in "why this score": its points × its weight, 0–1, and what it adds to and keeps from the score.

    `effect` is what it did to the score since the period before, in points; None where no score can be compared.
    """

    kpi: str
    name: str
    perspective: str
    status: Status
    points: float | None
    weight: float
    adds: float
    lost: float
    effect: float | None


@dataclass(frozen=True, kw_only=True)
class StagePage:
    """A stage in one period, with the period before to compare with; `personas` names them by id.

    `voices` has the newest comments on each of its touchpoints by id.
    """

    stage: Stage
    number: int
    period: str
    before: str
    score: Score
    missing: tuple[str, ...]
    panels: tuple[Panel, ...]
    explained: tuple[Explained, ...]
    change: Change
    touchpoints: tuple[Touchpoint, ...]
    personas: Mapping[str, str]
    voices: Mapping[str, Voice]


def stage_page(workspace: Workspace, view: View, stage_id: str) -> StagePage:
    """Return the page of the stage called *stage_id* in *view*; raises NotFound when there is none."""
    return workspace.kept(f"stage {stage_id}", view, lambda: _stage_page(workspace, view, stage_id))


def _stage_page(workspace: Workspace, view: View, stage_id: str) -> StagePage:
    stage = workspace.stage(stage_id)
    period = workspace.period(view)
    before = workspace.calendar.shifted(period, -1)
    now = _node(workspace.tree(view, period), stage)
    reasons = why(now)
    changed = change(*(_node(comparable_tree(workspace, view, each), stage) for each in (before, period)))
    varied = variations(workspace, view, period)  # it asks for more periods: what follows is in memory
    kpis = [kpi for kpi in workspace.scorecard.kpis if workspace.objective_of(kpi).stage == stage_id]
    series = workspace.series(view, kpis, workspace.calendar.last(period, SPARKLINE_PERIODS))
    touchpoints = met(workspace.scorecard, stage_id, view.persona)
    return StagePage(
        stage=stage,
        number=workspace.scorecard.stages.index(stage) + 1,
        period=workspace.calendar.label(period),
        before=workspace.calendar.label(before),
        score=score(now) if now.children else NOTHING_KNOWN,
        missing=tuple(portion.name for portion in reasons.missing),
        panels=tuple(_panel(workspace, now, perspective, series, varied) for perspective in Perspective),
        explained=tuple(_explained(reasons, changed)),
        change=changed,
        touchpoints=touchpoints,
        personas={each.id: each.name for each in workspace.scorecard.personas},
        voices={each.id: voice(workspace, view, each.id) for each in touchpoints},
    )


def _node(journey: Node, stage: Stage) -> Node:
    """Return the stage's node; one without children where nothing is wanted in it."""
    return journey.find("stage", stage.id) or Node(
        kind="stage", id=stage.id, name=stage.name, weight=1.0, score=None, coverage=0.0, status=Status.NO_DATA
    )


def _panel(workspace: Workspace, stage: Node, perspective: Perspective, series: Series, varied: Varied) -> Panel:
    cell = stage.find("cell", perspective.value)
    objectives = {objective.id: objective for objective in workspace.scorecard.objectives}
    return Panel(
        perspective=perspective,
        score=score(cell) if cell else NOTHING_KNOWN,
        aims=tuple(
            _aim(objectives[node.id], node, series, varied, workspace.currency)
            for node in (cell.children if cell else ())
        ),
    )


def _aim(objective: Objective, node: Node, series: Series, varied: Varied, currency: str) -> Aim:
    return Aim(
        name=objective.name,
        owner=objective.owner,
        score=score(node),
        cards=tuple(card(series[kpi.id], currency, changed=varied[kpi.id].changed) for kpi in node.children),
    )


def _explained(reasons: Why, changed: Change) -> Sequence[Explained]:
    effects = {effect.kpi: effect.total for effect in changed.effects}
    return [_line(portion, effects.get(portion.kpi)) for portion in (*reasons.portions, *reasons.missing)]


def _line(portion: Portion, effect: float | None) -> Explained:
    return Explained(
        kpi=portion.kpi,
        name=portion.name,
        perspective=portion.perspective.label if portion.perspective else "",
        status=portion.status,
        points=portion.points,
        weight=portion.share,
        adds=portion.contribution,
        lost=portion.lost,
        effect=effect,
    )
