"""Why it changed: what moved a score between two periods, at every level from the journey down to one KPI.

A value and its target are counted per whole period of the KPI's frequency: a month of 28 days beside one of 31, or one
that is not over, is no change of a target.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Literal

from bsc.errors import NotFound
from bsc.model.definitions import Scorecard
from bsc.model.periods import Period
from bsc.model.view import View
from bsc.model.words import Perspective
from bsc.scoring.attribution import Causes, Change, Effect, change
from bsc.scoring.judging import Judgement
from bsc.scoring.rollup import Node, perspectives, score_tree
from bsc.views.keeping import kept
from bsc.views.readings import Reading
from bsc.views.trend import a_year_before
from bsc.views.workspace import Workspace

Level = Literal["journey", "stage", "perspective", "objective", "kpi"]
LEVELS: Final[tuple[Level, ...]] = ("journey", "stage", "perspective", "objective", "kpi")


class Against(StrEnum):
    """The period that the shown one is held against."""

    PREVIOUS = "previous"
    YEAR_BEFORE = "year_before"


class By(StrEnum):
    """The parts that the journey is taken apart into."""

    STAGE = "stage"
    PERSPECTIVE = "perspective"


@dataclass(frozen=True)
class Part:
    """A part of the scorecard that has a score: its level and its id there; the journey has no id."""

    level: Level
    id: str = ""

    def __str__(self) -> str:
        """Return the part as addresses name it: `journey`, `stage.interest`, `kpi.leads`."""
        return f"{self.level}.{self.id}" if self.id else self.level

    @classmethod
    def named(cls, text: str) -> "Part":
        """Return the part that *text* names; raises NotFound for a level that is none."""
        level, _, name = text.partition(".")
        for known in LEVELS:
            if known == level:
                return cls(known, name)
        raise NotFound("level", level, LEVELS)


JOURNEY: Final = Part("journey")


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one part beneath did to the score, in points, and its own score at both times.

    `where` says where the part stands, as far as the score above does not; `note` that it came or went.
    """

    part: Part
    name: str
    where: str
    before: float | None
    after: float | None
    causes: Causes
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class WhyChanged:
    """Why the score of a part changed between two periods.

    `trail` leads from the journey to the part, each with its name. `lines` add up to the change: stages and
    perspectives in the journey's order, objectives and KPIs the greatest first; a KPI has none. `readings` are a KPI's,
    before and after. `running`: a period is not over.
    """

    part: Part
    name: str
    trail: tuple[tuple[Part, str], ...]
    before: str
    after: str
    change: Change
    lines: tuple[Line, ...]
    readings: tuple[Reading, Reading] | None
    running: bool


def periods(workspace: Workspace, view: View, against: Against) -> tuple[Period, Period]:
    """Return the period that *view* shows with the one it is held *against* before it."""
    shown = workspace.period(view)
    if against is Against.YEAR_BEFORE:
        return a_year_before(workspace.calendar, shown), shown
    return workspace.calendar.shifted(shown, -1), shown


def why_changed(workspace: Workspace, view: View, part: Part, against: Against, by: By = By.STAGE) -> WhyChanged:
    """Return why the score of *part* changed; raises NotFound when there is no such part."""
    _refuse_unknown(workspace.scorecard, part)
    name = ("why changed", str(part), against, by if part == JOURNEY else "")
    return kept(workspace, name, lambda: _why_changed(workspace, view, part, against, by), view)


def comparable_tree(workspace: Workspace, view: View, period: Period) -> Node:
    """Return the journey's node in *period*, whose KPIs' values and targets compare with those of any other period."""
    return kept(
        workspace,
        ("comparable tree", period),
        lambda: score_tree(
            workspace.scorecard,
            {kpi: _per_target(reading) for kpi, reading in workspace.readings(view, period).items()},
            period,
        ),
        view,
    )


def _per_target(reading: Reading) -> Judgement:
    judgement, owed = reading.judgement, reading.owed
    if owed in {None, 1.0} or judgement.anchors is None or judgement.value is None:
        return judgement
    assert owed is not None  # noqa: S101 -- None is among those above
    return replace(judgement, value=judgement.value / owed, anchors=judgement.anchors.scaled(1 / owed))


def _why_changed(workspace: Workspace, view: View, part: Part, against: Against, by: By) -> WhyChanged:
    pair = periods(workspace, view, against)
    workspace.series(view, workspace.scorecard.kpis, pair)  # of both at once: what follows is in memory
    before, after = (_node(comparable_tree(workspace, view, period), part) for period in pair)
    changed, label = change(before, after), workspace.calendar.label
    names = _Names(workspace.scorecard)
    return WhyChanged(
        part=part,
        name=names.name(part),
        trail=tuple((each, names.name(each)) for each in names.trail(part)),
        before=label(pair[0]),
        after=label(pair[1]),
        change=changed,
        lines=tuple(_lines(names, part, changed, _Scores(before, after), by)),
        readings=_readings(workspace, view, part, pair),
        running=before.running or after.running,
    )


def _readings(
    workspace: Workspace, view: View, part: Part, pair: tuple[Period, Period]
) -> tuple[Reading, Reading] | None:
    if part.level != "kpi":
        return None
    before, after = (workspace.readings(view, period)[part.id] for period in pair)
    return before, after


def _refuse_unknown(scorecard: Scorecard, part: Part) -> None:
    known: Mapping[Level, Sequence[str]] = {
        "stage": [stage.id for stage in scorecard.stages],
        "perspective": [perspective.value for perspective in Perspective],
        "objective": [objective.id for objective in scorecard.objectives],
        "kpi": [kpi.id for kpi in scorecard.kpis],
    }
    if part != JOURNEY and part.id not in known.get(part.level, ()):
        raise NotFound("KPI" if part.level == "kpi" else part.level, part.id, known.get(part.level, ()))


def _node(journey: Node, part: Part) -> Node:
    """Return the node of *part*; one without children where nothing is wanted in it."""
    if part.level == "journey":
        return journey
    if part.level == "perspective":
        found = perspectives(journey).get(Perspective(part.id))
    else:
        found = journey.find(part.level, part.id)
    return found or Node(kind=part.level, id=part.id, name=part.id)


@dataclass(frozen=True)
class _Scores:
    """The scores of what lies beneath a node, at both times."""

    before: Node
    after: Node

    def of(self, part: Part) -> tuple[float | None, float | None]:
        return _node(self.before, part).score, _node(self.after, part).score


class _Names:
    """What the parts of a scorecard are called, where they stand, and in which order."""

    def __init__(self, scorecard: Scorecard) -> None:
        self._journey = scorecard.journey.name
        self.stages = {stage.id: stage.name for stage in scorecard.stages}
        self.objectives = {objective.id: objective for objective in scorecard.objectives}
        self.kpis = {kpi.id: kpi for kpi in scorecard.kpis}

    def name(self, part: Part) -> str:
        match part.level:
            case "stage":
                return self.stages[part.id]
            case "perspective":
                return Perspective(part.id).label
            case "objective":
                return self.objectives[part.id].name
            case "kpi":
                return self.kpis[part.id].name
            case _:
                return self._journey or "Journey"

    def trail(self, part: Part) -> list[Part]:
        match part.level:
            case "journey":
                return [JOURNEY]
            case "objective":
                return [JOURNEY, Part("stage", self.objectives[part.id].stage), part]
            case "kpi":
                return [*self.trail(Part("objective", self.kpis[part.id].objective)), part]
            case _:
                return [JOURNEY, part]

    def where(self, part: Part, above: Part) -> str:
        """Return where *part* stands: stage and perspective, without what is *above* it anyway."""
        if part.level != "objective":
            return ""
        objective = self.objectives[part.id]
        stage = "" if above == Part("stage", objective.stage) else self.stages[objective.stage]
        perspective = "" if above.level == "perspective" else objective.perspective.label
        return " · ".join(filter(None, (stage, perspective)))

    def rank(self, part: Part) -> int:
        """Return the place of *part* in the journey's order; objectives and KPIs have none."""
        if part.level == "stage":
            return list(self.stages).index(part.id)
        return list(Perspective).index(Perspective(part.id)) if part.level == "perspective" else 0


def _lines(names: _Names, above: Part, changed: Change, scores: _Scores, by: By) -> list[Line]:
    level = _beneath(above, by)
    if level is None:
        return []
    lines = [
        _line(names, above, Part(level, name), scores, causes) for name, causes in changed.parts(_BY[level]).items()
    ]
    return sorted(lines, key=lambda line: (names.rank(line.part), -abs(line.causes.total)))


def _beneath(above: Part, by: By) -> Level | None:
    match above.level:
        case "journey":
            return "stage" if by is By.STAGE else "perspective"
        case "stage" | "perspective":
            return "objective"
        case "objective":
            return "kpi"
        case _:
            return None


_BY: Final[Mapping[Level, Callable[[Effect], str]]] = {
    "stage": lambda effect: effect.stage or "",
    "perspective": lambda effect: effect.perspective.value if effect.perspective else "",
    "objective": lambda effect: effect.objective,
    "kpi": lambda effect: effect.kpi,
}


def _line(names: _Names, above: Part, part: Part, scores: _Scores, causes: Causes) -> Line:
    before, after = scores.of(part)
    return Line(
        part=part,
        name=names.name(part),
        where=names.where(part, above),
        before=before,
        after=after,
        causes=causes,
        note=_note(before, after),
    )


def _note(before: float | None, after: float | None) -> str:
    if before is None:
        return "" if after is None else "without a score before"
    return "" if after is not None else "without a score now"
