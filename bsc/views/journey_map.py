"""The journey map: the stages as columns, each with its touchpoints, emotion, cells, score and flow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bsc.charts.figures import figure
from bsc.model.definitions import Stage
from bsc.model.view import View
from bsc.model.words import Perspective, Status, Unit
from bsc.scoring.rollup import Node, perspectives
from bsc.views.cards import SPARKLINE_PERIODS, Card, Score, card, score
from bsc.views.contacts import Channel, channels, emotion, emotion_word, met
from bsc.views.readings import Reading
from bsc.views.signals import KpiVariation, variations
from bsc.views.workspace import Workspace

NOTHING_WANTED = Score(points=None, status=Status.NO_DATA, coverage=0.0, partial=False, running=False, counts=())

Series = Mapping[str, Sequence[Reading]]
Varied = Mapping[str, KpiVariation]


@dataclass(frozen=True, kw_only=True)
class Flow:
    """What flows into a stage, and the part of it that goes on to the next step (`share`, or None when not known).

    `leaves` is the count that does not go on; empty when more came than went in.
    """

    name: str
    count: str
    share: float | None = None
    goes_on: str = ""
    leaves: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One stage of the map; `cards` are in the order of the perspectives, None where no KPI is defined."""

    id: str
    name: str
    goal: str
    channels: tuple[Channel, ...]
    emotion: float | None
    emotion_word: str
    cards: tuple[Card | None, ...]
    score: Score
    flow: Flow | None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One perspective across the stages; its score is None where nothing is wanted."""

    id: str
    name: str
    score: Score | None


@dataclass(frozen=True, kw_only=True)
class JourneyMap:
    """The whole map in one period."""

    period: str
    score: Score
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]


def journey_map(workspace: Workspace, view: View) -> JourneyMap:
    """Return the map of *view*: its period's values and scores, with every KPI's last periods behind it."""
    return workspace.kept("journey map", view, lambda: _journey_map(workspace, view))


def _journey_map(workspace: Workspace, view: View) -> JourneyMap:
    period = workspace.period(view)
    variations(workspace, view, period)  # it asks for more periods: what follows is in memory
    series = workspace.series(view, workspace.scorecard.kpis, workspace.calendar.last(period, SPARKLINE_PERIODS))
    journey = workspace.tree(view, period)
    across = perspectives(journey)
    return JourneyMap(
        period=workspace.calendar.label(period),
        score=score(journey),
        rows=tuple(
            Row(id=each.value, name=each.label, score=score(across[each]) if each in across else None)
            for each in Perspective
        ),
        columns=tuple(_column(workspace, view, stage, series, journey) for stage in workspace.scorecard.stages),
    )


def _column(workspace: Workspace, view: View, stage: Stage, series: Series, journey: Node) -> Column:
    touchpoints = met(workspace.scorecard, stage.id, view.persona)
    felt = emotion(touchpoints, {kpi: readings[-1].points for kpi, readings in series.items()})
    node = journey.find("stage", stage.id)
    varied = variations(workspace, view, workspace.period(view))
    return Column(
        id=stage.id,
        name=stage.name,
        goal=stage.goal,
        channels=channels(touchpoints),
        emotion=felt,
        emotion_word=emotion_word(felt),
        cards=tuple(_card(series, varied, stage, perspective, workspace.currency) for perspective in Perspective),
        score=score(node) if node else NOTHING_WANTED,
        flow=_flow(workspace, stage, series),
    )


def _card(series: Series, varied: Varied, stage: Stage, perspective: Perspective, currency: str) -> Card | None:
    """Return the card of the cell's pinned KPI, else of its first; None in an empty cell."""
    cell = [
        readings
        for readings in series.values()
        if readings[-1].stage == stage.id and readings[-1].perspective is perspective
    ]
    shown = next((readings for readings in cell if readings[-1].kpi.pinned), None) or next(iter(cell), None)
    if shown is None:
        return None
    return card(shown, currency, more=len(cell) - 1, changed=varied[shown[-1].kpi.id].changed)


def _flow(workspace: Workspace, stage: Stage, series: Series) -> Flow | None:
    steps = workspace.scorecard.funnel
    for step, following in zip_longest(steps, steps[1:]):
        if step.stage == stage.id:
            return _flow_between(
                series[step.kpi][-1], series[following.kpi][-1] if following else None, workspace.currency
            )
    return None


def _flow_between(here: Reading, following: Reading | None, currency: str) -> Flow:
    count = figure(here.value, here.kpi.unit, currency)
    if following is None or following.value is None or not here.value:
        return Flow(name=here.kpi.name, count=count)
    lost = here.value - following.value
    return Flow(
        name=here.kpi.name,
        count=count,
        share=following.value / here.value,
        goes_on=figure(following.value / here.value, Unit.PERCENT),
        leaves=figure(lost, here.kpi.unit, currency) if lost > 0 else "",
    )
