"""The journey map: the stages as columns, from the customer's goal over the emotion curves to score and flow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bsc.charts.theme import EVIDENCE
from bsc.model.definitions import Stage
from bsc.model.view import View
from bsc.model.words import Perspective
from bsc.scoring.rollup import Node, perspectives
from bsc.views.cards import NOTHING_KNOWN, SPARKLINE_PERIODS, Card, Score, score
from bsc.views.contacts import Channel, Said, channels, counted, met, owners, persona_name, persona_names, said
from bsc.views.emotion import Curve, curves, shown
from bsc.views.flow import Flow, Flows, flows
from bsc.views.map_cells import Cells
from bsc.views.signals import variations
from bsc.views.unavailable import unavailable_sentence
from bsc.views.workspace import Workspace

GOAL: Final = "Customer’s goal"
_ABOVE: Final = (
    ("goal", GOAL, "goal"),
    ("actions", "Actions", "words"),
    ("questions", "Questions", "words"),
    ("touchpoints", "Touchpoints", "touchpoints"),
    ("emotion", "Emotion", "emotion"),
    ("pains", "Pains", "words"),
    ("delights", "Delights", "words"),
)
_BELOW: Final = (
    ("opportunities", "Opportunities", "words"),
    ("owners", "Owners", "owners"),
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the map, by `kind`: goal, words, touchpoints, emotion, perspective or owners.

    `id` stands in addresses; in a row of words and in the goal's it names what is `said` in a column. `score` is that
    of a perspective across the stages: None in other rows, and where nothing is wanted.
    """

    id: str
    name: str
    kind: str
    score: Score | None = None


@dataclass(frozen=True, kw_only=True)
class Column:
    """One stage of the map; `cards` are in the order of the perspectives, None where no KPI is defined.

    `said` holds by row what is said of its touchpoints: what customers want in the goal's. `owners` begin with the
    stage's own. `disagreements` say where opinion and measurement of an emotion differ, of all curves, each once.
    """

    id: str
    name: str
    goal: str
    owner: str
    channels: tuple[Channel, ...]
    said: Mapping[str, tuple[Said, ...]]
    disagreements: tuple[str, ...]
    cards: tuple[Card | None, ...]
    score: Score
    owners: tuple[str, ...]
    flow: Flow | None


@dataclass(frozen=True, kw_only=True)
class EvidenceLevel:
    """A level of evidence, with its sign, and how many things on the map rest on it."""

    word: str
    glyph: str
    count: int


@dataclass(frozen=True, kw_only=True)
class JourneyMap:
    """The whole map in one period.

    `persona` is the name of whose map it is. `unavailable` says how many cards have no figure under the view's filters
    and why, empty when all can have one. `rule`, `worth` and `loss` are the flow's: who is counted in it, what money is
    counted with those who leave, how their shares are weighed.
    """

    period: str
    persona: str
    personas_shown: int
    score: Score
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    curves: tuple[Curve, ...]
    evidence: tuple[EvidenceLevel, ...]
    unavailable: str
    rule: str
    worth: str
    loss: str


def journey_map(workspace: Workspace, view: View) -> JourneyMap:
    """Return the map of *view*: its period's values and scores, with every KPI's last periods behind it."""
    return workspace.kept("journey map", view, lambda: _journey_map(workspace, view))


def _journey_map(workspace: Workspace, view: View) -> JourneyMap:
    period = workspace.period(view)
    variations(workspace, view, period)  # it asks for more periods: what follows is in memory
    series = workspace.series(view, workspace.scorecard.kpis, workspace.calendar.last(period, SPARKLINE_PERIODS))
    journey = workspace.tree(view, period)
    flow = flows(workspace, view)
    drawn = curves(workspace, view)
    cells = Cells(workspace, view, series)
    stages = workspace.scorecard.stages
    personas = shown(workspace.scorecard, view)
    return JourneyMap(
        period=workspace.calendar.label(period),
        persona=persona_name(workspace.scorecard, view.persona),
        personas_shown=len(personas),
        score=score(journey),
        rows=tuple(_rows(journey)),
        columns=tuple(
            _column(cells, stage, journey, flow, _said_against(drawn, at)) for at, stage in enumerate(stages)
        ),
        curves=drawn,
        evidence=tuple(
            EvidenceLevel(word=level.value, glyph=EVIDENCE[level], count=count)
            for level, count in counted(workspace.scorecard, view.persona).items()
        ),
        unavailable=unavailable_sentence(workspace, view, cells.all_shown),
        rule=flow.rule,
        worth=flow.worth,
        loss=flow.loss,
    )


def _rows(journey: Node) -> Iterator[Row]:
    across = perspectives(journey)
    yield from (Row(id=id_, name=name, kind=kind) for id_, name, kind in _ABOVE)
    for each in Perspective:
        wanted = score(across[each]) if each in across else None
        yield Row(id=each.value, name=each.label, kind="perspective", score=wanted)
    yield from (Row(id=id_, name=name, kind=kind) for id_, name, kind in _BELOW)


def _said_against(drawn: Sequence[Curve], at: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentence for curve in drawn for sentence in curve.points[at].disagreements))


def _column(cells: Cells, stage: Stage, journey: Node, flow: Flows, against: tuple[str, ...]) -> Column:
    scorecard = cells.workspace.scorecard
    touchpoints, names = met(scorecard, stage.id, cells.view.persona), persona_names(scorecard, everybody="")
    node = journey.find("stage", stage.id)
    return Column(
        id=stage.id,
        name=stage.name,
        goal=stage.goal,
        owner=stage.owner,
        channels=channels(touchpoints, names),
        said=said(touchpoints, names),
        disagreements=against,
        cards=tuple(cells.card(stage, perspective) for perspective in Perspective),
        score=score(node) if node else NOTHING_KNOWN,
        owners=owners(stage, touchpoints),
        flow=flow.of.get(stage.id),
    )
