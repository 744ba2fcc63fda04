"""How everything stands that somebody can answer for: its status in words, and how much it needs attention."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from bsc.charts.figures import figure
from bsc.model.definitions import Dataset, Initiative, Kpi, Objective, Stage, Touchpoint
from bsc.model.editing import number_of
from bsc.model.subject import Subject, SubjectKind
from bsc.model.view import View
from bsc.model.words import Status
from bsc.scoring.rollup import Node
from bsc.views import health
from bsc.views.cards import target_words
from bsc.views.coverage import lines
from bsc.views.dates import day
from bsc.views.freshness import Freshness
from bsc.views.initiatives import undertakings
from bsc.views.workspace import Workspace

KINDS: Final = (
    SubjectKind.STAGE,
    SubjectKind.OBJECTIVE,
    SubjectKind.KPI,
    SubjectKind.TOUCHPOINT,
    SubjectKind.DATASET,
    SubjectKind.INITIATIVE,
)
SECTION_OF: Final[Mapping[SubjectKind, str]] = {
    SubjectKind.STAGE: "stages",
    SubjectKind.OBJECTIVE: "objectives",
    SubjectKind.KPI: "kpis",
    SubjectKind.TOUCHPOINT: "touchpoints",
    SubjectKind.DATASET: "datasets",
    SubjectKind.INITIATIVE: "initiatives",
}
# How urgent what is, the greater the sooner; days of delay are added, 99 at most.
_OVERDUE, _RED_UNATTENDED, _RED, _LATE, _RED_WHOLE, _AT_RISK, _TO_LOOK_AT = 500, 400, 300, 200, 150, 100, 50
_MOST_DAYS: Final = 99


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One thing that can be answered for: whose it is, where it belongs, how it stands in words.

    `status` is None where it has none. `urgency` is 0 where nothing is to be done; `mark` is `overdue` or `late` where
    time is what has run out.
    """

    about: Subject
    name: str
    where: str
    owner: str
    helpers: tuple[str, ...]
    status: Status | None = None
    said: str = ""
    urgency: int = 0
    mark: str = ""


class Owned(Protocol):
    """What can have an owner."""

    @property
    def id(self) -> str:
        """Return its id."""

    @property
    def owner(self) -> str:
        """Return who answers for it; empty where nobody does."""

    @property
    def helpers(self) -> tuple[str, ...]:
        """Return who helps."""


def standings(workspace: Workspace, view: View) -> tuple[Standing, ...]:
    """Return how everything stands that can have an owner, by kind; kept."""
    return workspace.kept("standings", view, lambda: tuple(_standings(workspace, view)))


def _standings(workspace: Workspace, view: View) -> Iterator[Standing]:
    scorecard, teller = workspace.scorecard, _Teller(workspace, view)
    yield from map(teller.stage, scorecard.stages)
    yield from map(teller.objective, scorecard.objectives)
    yield from map(teller.kpi, scorecard.kpis)
    yield from map(teller.touchpoint, scorecard.touchpoints)
    yield from map(teller.dataset, scorecard.datasets)
    yield from map(teller.initiative, scorecard.initiatives)


class _Teller:
    """Tells how things stand in one view."""

    def __init__(self, workspace: Workspace, view: View) -> None:
        period = workspace.period(view)
        self._workspace = workspace
        self._readings = workspace.readings(view, period)
        self._journey = workspace.tree(view, period)
        self._lines = {each.id: each for each in lines(workspace)}
        self._undertakings = {each.initiative.id: each for each in undertakings(workspace, view)}
        self._stages = {each.id: each.name for each in workspace.scorecard.stages}
        touchpoint = SubjectKind.TOUCHPOINT
        self._to_look_at = [each.about.id for each in health.found(workspace) if each.about.kind is touchpoint]

    def stage(self, stage: Stage) -> Standing:
        return self._scored(SubjectKind.STAGE, stage, stage.name, "", self._journey.find("stage", stage.id))

    def objective(self, objective: Objective) -> Standing:
        where = f"{self._stages[objective.stage]} · {objective.perspective.label}"
        node = self._journey.find("objective", objective.id)
        return self._scored(SubjectKind.OBJECTIVE, objective, objective.name, where, node)

    def kpi(self, kpi: Kpi) -> Standing:
        reading, objective = self._readings[kpi.id], self._workspace.objective_of(kpi)
        target = target_words(reading, self._workspace.currency)
        value = figure(reading.value, kpi.unit, self._workspace.currency)
        acted = any(each.state.open and each.moves(kpi) for each in self._workspace.scorecard.initiatives)
        red = _RED if acted else _RED_UNATTENDED
        without = "" if acted or reading.status is not Status.OFF_TRACK else ", and no open action is to move it"
        return _made(
            SubjectKind.KPI,
            kpi,
            kpi.name,
            f"{self._stages[objective.stage]} · {objective.perspective.label}",
            status=reading.status,
            said=(f"{value}, target {target}" if target else value) + without,
            urgency={Status.OFF_TRACK: red, Status.AT_RISK: _AT_RISK}.get(reading.status, 0),
        )

    def touchpoint(self, touchpoint: Touchpoint) -> Standing:
        count = self._to_look_at.count(touchpoint.id)
        looked = f", looked at on {day(touchpoint.evidence_on)}" if touchpoint.evidence_on else ""
        said = f"{touchpoint.evidence.capitalize()}{looked}"
        return _made(
            SubjectKind.TOUCHPOINT,
            touchpoint,
            touchpoint.name,
            " · ".join(filter(None, (self._stages[touchpoint.stage], touchpoint.channel))),
            said=f"{said}; {number_of(count, 'finding')} of the health check" if count else said,
            urgency=_TO_LOOK_AT if count else 0,
        )

    def dataset(self, dataset: Dataset) -> Standing:
        line = self._lines[dataset.id]
        reaches = f", rows until {day(line.last_day)}" if line.last_day else ""
        late = line.freshness in {Freshness.LATE, Freshness.NO_ROWS}
        return _made(
            SubjectKind.DATASET,
            dataset,
            dataset.label,
            "",
            said=f"{line.word}{reaches}",
            urgency=_LATE + min(line.late, _MOST_DAYS) if late else 0,
            mark="late" if late else "",
        )

    def initiative(self, initiative: Initiative) -> Standing:
        found = self._undertakings[initiative.id]
        verdict = f"; did it work: {found.outcome.word}" if found.outcome else ""
        return _made(
            SubjectKind.INITIATIVE,
            initiative,
            initiative.name,
            ", ".join(found.stage_names),
            said=f"{initiative.state.capitalize()}{f', {found.due}' if initiative.state.open else ''}{verdict}",
            urgency=_OVERDUE + min(found.late, _MOST_DAYS) if found.late else 0,
            mark="overdue" if found.late else "",
        )

    def _scored(self, kind: SubjectKind, item: Owned, name: str, where: str, node: Node | None) -> Standing:
        status = node.status if node else Status.NO_DATA
        said = "nothing is scored" if node is None or node.score is None else _points(node.score, node.coverage)
        red = status is Status.OFF_TRACK
        return _made(kind, item, name, where, status=status, said=said, urgency=_RED_WHOLE if red else 0)


def _points(score: float, coverage: float) -> str:
    """Return a score in words, with how much of what it is made of is known, where that is not all."""
    known = f"{coverage:.0%}"
    return f"{score:.0f} of 100 points" + ("" if known == "100%" else f", {known} known")


def _made(  # noqa: PLR0913 -- the fields of a standing
    kind: SubjectKind,
    item: Owned,
    name: str,
    where: str,
    *,
    said: str,
    status: Status | None = None,
    urgency: int = 0,
    mark: str = "",
) -> Standing:
    return Standing(
        about=Subject.of(kind, item.id),
        name=name,
        where=where,
        owner=item.owner,
        helpers=item.helpers,
        status=status,
        said=said,
        urgency=urgency,
        mark=mark,
    )
