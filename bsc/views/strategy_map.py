"""The strategy map: objectives in four bands, by stage, with status; arrows between them, with their evidence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bsc.charts.figures import figure
from bsc.charts.theme import ARROWS
from bsc.insight.lags import Relation, Verdict
from bsc.model.definitions import Objective
from bsc.model.view import View
from bsc.model.words import Perspective, Status
from bsc.scoring.rollup import Node, perspectives
from bsc.views.cards import NOTHING_KNOWN, Score, score
from bsc.views.strategy_evidence import Evidence, evidence, stands_for_cause
from bsc.views.strategy_words import headline
from bsc.views.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Column:
    """One stage of the map."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Band:
    """One perspective across all stages; its score is None where nothing is wanted in it."""

    id: str
    name: str
    score: Score | None


@dataclass(frozen=True, kw_only=True)
class Box:
    """One objective as the map shows it; `kpi` is the one that tells early how it moves, empty without a KPI."""

    id: str
    name: str
    stage: str
    perspective: str
    owner: str
    score: Score
    kpi: str
    kpi_name: str
    figure: str
    kpi_status: Status


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """An arrow from `cause` to `effect`, by the objectives' ids, with what the data says of it.

    `lag` counts periods of `grain`; None where nothing could be compared.
    """

    cause: str
    effect: str
    cause_name: str
    effect_name: str
    verdict: Verdict
    said: str
    lag: int | None
    grain: str
    r: float | None
    p: float | None
    count: int
    cause_kpi: str
    effect_kpi: str

    @property
    def id(self) -> str:
        """Return what addresses call it: `cause~effect`."""
        return f"{self.cause}~{self.effect}"

    @property
    def label(self) -> str:
        """Return it as one line: cause, effect, and the verdict with its sign."""
        return f"{self.cause_name} → {self.effect_name} · {ARROWS[self.verdict].glyph} {self.verdict}"


@dataclass(frozen=True, kw_only=True)
class StrategyMap:
    """The whole map in one period: bands from the top to the bottom, columns in the order of the journey."""

    period: str
    score: Score
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    def box(self, identity: str) -> Box | None:
        """Return the objective called *identity*, None where the map has none."""
        return next((each for each in self.boxes if each.id == identity), None)

    def counted(self) -> tuple[tuple[Verdict, int], ...]:
        """Return how many arrows there are of each verdict, also where there are none."""
        counts = Counter(each.verdict for each in self.arrows)
        return tuple((verdict, counts[verdict]) for verdict in Verdict)


def strategy_map(workspace: Workspace, view: View) -> StrategyMap:
    """Return the map in the period of *view*, under its filters, with the evidence up to then."""
    return workspace.kept("strategy map", view, lambda: _strategy_map(workspace, view))


def narrowed(drawn: StrategyMap, stages: Sequence[str]) -> StrategyMap:
    """Return *drawn* with the columns of *stages* only and the arrows within them; all where none is named."""
    if not stages:
        return drawn
    boxes = tuple(each for each in drawn.boxes if each.stage in stages)
    there = {each.id for each in boxes}
    return StrategyMap(
        period=drawn.period,
        score=drawn.score,
        columns=tuple(each for each in drawn.columns if each.id in stages),
        bands=drawn.bands,
        boxes=boxes,
        arrows=tuple(each for each in drawn.arrows if {each.cause, each.effect} <= there),
    )


def _strategy_map(workspace: Workspace, view: View) -> StrategyMap:
    period = workspace.period(view)
    found = evidence(workspace, view)
    journey = workspace.tree(view, period)
    across = perspectives(journey)
    names = {each.id: each.name for each in workspace.scorecard.objectives}
    return StrategyMap(
        period=workspace.calendar.label(period),
        score=score(journey),
        columns=tuple(Column(id=each.id, name=each.name) for each in workspace.scorecard.stages),
        bands=tuple(
            Band(id=each.value, name=each.label, score=score(across[each]) if each in across else None)
            for each in Perspective
        ),
        boxes=tuple(_box(workspace, view, each, journey) for each in workspace.scorecard.objectives),
        arrows=tuple(_arrow(each, names[each.cause], names[each.effect]) for each in found),
    )


def _box(workspace: Workspace, view: View, objective: Objective, journey: Node) -> Box:
    node = journey.find("objective", objective.id)
    kpi = stands_for_cause(workspace.scorecard, objective.id)
    reading = workspace.readings(view, workspace.period(view))[kpi.id] if kpi else None
    return Box(
        id=objective.id,
        name=objective.name,
        stage=objective.stage,
        perspective=objective.perspective.value,
        owner=objective.owner,
        score=score(node) if node else NOTHING_KNOWN,
        kpi=kpi.id if kpi else "",
        kpi_name=kpi.name if kpi else "",
        figure=figure(reading.value, reading.kpi.unit, workspace.currency) if reading else "",
        kpi_status=reading.status if reading else Status.NO_DATA,
    )


def _arrow(found: Evidence, cause: str, effect: str) -> Arrow:
    relation = found.relation if isinstance(found.relation, Relation) else None
    kpis = [kpi.name if kpi else "" for kpi in found.kpis]
    return Arrow(
        cause=found.cause,
        effect=found.effect,
        cause_name=cause,
        effect_name=effect,
        verdict=found.verdict,
        said=headline(found),
        lag=relation.lag if relation else None,
        grain=found.grain.value,
        r=relation.r if relation else None,
        p=relation.p if relation else None,
        count=found.relation.count,
        cause_kpi=kpis[0],
        effect_kpi=kpis[1],
    )
