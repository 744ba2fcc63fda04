"""Scenarios beside the published scorecard: what every score and status would be, from memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain

from bsc.charts.figures import figure
from bsc.model.definitions import ALL_PERSONAS, Kpi, Level, Scorecard, Target
from bsc.model.editing import joined, number_of
from bsc.model.periods import Period
from bsc.model.scenario import Scenario, applied
from bsc.model.view import View
from bsc.model.words import Status
from bsc.scoring.rollup import Node, NodeKind, of_whole, perspectives, rescored, score_tree
from bsc.views.reach import numbers
from bsc.views.readings import Lens, Reading
from bsc.views.scenario_drafts import as_if_from, fitted, making_way, parts
from bsc.views.trend import HISTORY, Trend, trend
from bsc.views.workspace import Workspace

SAME = 0.05  # points: what is shown with one decimal is the same below this
ALWAYS_SHOWN: frozenset[NodeKind] = frozenset({"journey", "stage", "perspective"})
NAMED: frozenset[NodeKind] = frozenset({"stage", "perspective", "kpi"})
NOUNS: Mapping[NodeKind, str] = {
    "journey": "Journey",
    "stage": "Stage",
    "perspective": "Perspective",
    "cell": "Cell",
    "objective": "Objective",
    "kpi": "KPI",
}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one part of the scorecard stands: points 0–100 or None, status, and the share (0–1) that it weighs."""

    points: float | None
    status: Status
    share: float


@dataclass(frozen=True, kw_only=True)
class Line:
    """One part of the scorecard: as it is published, and in each scenario in their order.

    `place` names the stage and perspective that it stands in; empty where its name says all.
    """

    kind: NodeKind
    id: str
    name: str
    place: str
    published: Standing
    standings: tuple[Standing, ...]

    @property
    def moved(self) -> bool:
        """Return whether any scenario changes its points or its status."""
        return any(differ(self.published, standing) for standing in self.standings)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one scenario comes to: the tree of scores, and the readings of the KPIs that it holds to other targets.

    `left_out` says which drafts the definitions cannot take; `begins_later`: some begin after the period does, and
    the scores are as if they held already.
    """

    scenario: Scenario
    tree: Node
    readings: Mapping[str, Reading]
    left_out: tuple[str, ...]
    begins_later: bool


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The published scorecard and scenarios side by side, in one period."""

    label: str
    published: Node
    outcomes: tuple[Outcome, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return every part of the scorecard, the journey first, stages, perspectives, then what is beneath."""
        trees = [_by_place(tree) for tree in (self.published, *(outcome.tree for outcome in self.outcomes))]
        return tuple(_line(place, trees) for place in trees[0])

    @property
    def told(self) -> tuple[Line, ...]:
        """Return the lines of journey, stages and perspectives, and of everything else that a scenario moves."""
        return tuple(line for line in self.lines if line.kind in ALWAYS_SHOWN or line.moved)


def comparison(workspace: Workspace, view: View, scenarios: Sequence[Scenario]) -> Comparison:
    """Return *scenarios* beside what is published, in the period of *view*; nothing is asked that pages did not ask."""
    period = workspace.period(view)
    return Comparison(
        label=workspace.calendar.label(period),
        published=workspace.tree(view, period),
        outcomes=tuple(_outcome(workspace, view, period, scenario) for scenario in scenarios),
    )


def trends(workspace: Workspace, view: View, kpis: Sequence[str]) -> Mapping[str, Trend]:
    """Return the trend of each of *kpis* (ids) for everybody, by id; the database is asked once for all of them.

    Sliders reach over it, whatever part of the customers *view* looks at.
    """
    everybody = replace(view, persona=ALL_PERSONAS, filters={})
    shown = workspace.period(everybody)
    following = workspace.calendar.shifted(shown, 1)
    last = following if following.start <= workspace.today else shown
    asked = workspace.calendar.last(last, HISTORY + 1)
    workspace.series(everybody, [workspace.kpi(kpi) for kpi in kpis], asked)
    return {kpi: trend(workspace, everybody, kpi) for kpi in kpis}


def in_force(scorecard: Scorecard, scenario: Scenario) -> Scorecard:
    """Return *scorecard* with the drafts of *scenario* that it can take."""
    return applied(scorecard, fitted(scorecard, scenario).scenario)


def differ(before: Standing, after: Standing) -> bool:
    """Return whether two standings show different points or statuses."""
    if before.points is None or after.points is None:
        return before.points is not after.points or before.status is not after.status
    return before.status is not after.status or abs(after.points - before.points) >= SAME


def by(points: float) -> str:
    """Return a difference in points for people, with one decimal: `+1.2`, `−0.4`, `±0.0`."""
    told = f"{abs(points):.1f}"
    sign = "±" if told == "0.0" else "+" if points > 0 else "−"
    return sign + told


def sentences(compared: Comparison, at: int = 0) -> tuple[str, ...]:
    """Return what the scenario at place *at* would change, in sentences: the journey, then what turns."""
    lines = [line for line in compared.lines if differ(line.published, line.standings[at])]
    if not lines:
        return (f"No score of {compared.label} would change.",)
    named = [line for line in lines if line.kind in NAMED and line.published.status is not line.standings[at].status]
    others = len([line for line in lines if line.kind != "journey" and line not in named])
    rest = [f"{number_of(others, 'other score')} would move."] if others else []
    return (_of_journey(compared.lines[0], at, compared.label), *_of_statuses(named, at), *rest)


def draft_lines(workspace: Workspace, scenario: Scenario) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield each draft as what it is of, its name, from when and for whom it would hold, before and after, in words."""
    kpis = {kpi.id: kpi for kpi in workspace.scorecard.kpis}
    for draft in scenario.targets:
        if kpi := kpis.get(draft.kpi):
            step = draft.target
            before = published_on(kpi, draft.target.start, draft.target.where)
            whom = ", ".join(f"{name} = {value}" for name, value in sorted(step.where.items()))
            since = " · ".join(filter(None, [str(step.start), whom]))
            now = levels(before.target, before.red_line, kpi, workspace.currency) if before else "none"
            yield "Target", kpi.name, since, now, levels(step.target, step.red_line, kpi, workspace.currency)
    for weight in scenario.weights:
        for part in parts(workspace.scorecard, weight.kind):
            if part.id == weight.id:
                now = f"{part.weight_on(scenario.start):g}"
                yield f"{NOUNS[weight.kind]} weight", part.name, str(scenario.start), now, f"{weight.weight:g}"


def published_on(kpi: Kpi, day: date, where: Mapping[str, str]) -> Target | None:
    """Return the published target of *kpi* for the segment *where* that is in force on *day*; None without one."""
    begun = [step for step in kpi.targets if step.start <= day and step.where == where]
    return max(begun, key=lambda step: step.start, default=None)


def levels(target: Level, red_line: Level, kpi: Kpi, currency: str) -> str:
    """Return a target and its red line for people."""
    said = [
        " to ".join(figure(number, kpi.unit, currency) for number in numbers(level)) for level in (target, red_line)
    ]
    return f"{said[0]}, red line {said[1]}"


def _outcome(workspace: Workspace, view: View, period: Period, scenario: Scenario) -> Outcome:
    inputs = workspace.inputs(view, period)
    taken = fitted(workspace.scorecard, scenario)
    published = making_way(workspace.scorecard, taken.scenario, period.start)
    scorecard = applied(published, as_if_from(taken.scenario, period.start))
    drafted = {draft.kpi for draft in taken.scenario.targets}
    lens = Lens(scorecard, {kpi: seen.measure for kpi, seen in inputs.readings.items()}, workspace.filters(view))
    readings = {
        kpi.id: lens.reading(kpi, period, inputs.readings[kpi.id].actual) for kpi in scorecard.kpis if kpi.id in drafted
    }
    judged = {kpi: seen.judgement for kpi, seen in readings.items()}
    unmoved = {kpi: seen.judgement for kpi, seen in inputs.readings.items()}
    weighed = bool(taken.scenario.weights)
    starts = [draft.target.start for draft in taken.scenario.targets]
    starts += [scenario.start] if weighed else []
    return Outcome(
        scenario=scenario,
        tree=score_tree(scorecard, {**unmoved, **judged}, period) if weighed else rescored(inputs.tree(), judged),
        readings=readings,
        left_out=taken.left_out,
        begins_later=any(start > period.start for start in starts),
    )


_Place = tuple[NodeKind, str, str | None]  # what it is, its id, and its stage


def _by_place(journey: Node) -> dict[_Place, tuple[Node, float, str]]:
    """Return every node of *journey*, perspectives across stages among them, with its share and where it stands."""
    across = perspectives(journey).values()
    stages = {stage.id: stage.name for stage in journey.children}
    shares = dict(_shares(journey))
    top = [journey, *journey.children, *across]
    beneath = [node for node in journey.walk() if node.kind in {"cell", "objective", "kpi"}]
    rank: Mapping[NodeKind, int] = {"cell": 0, "objective": 1, "kpi": 2}
    beneath.sort(key=lambda node: rank[node.kind])
    return {
        (node.kind, node.id, node.stage): (node, shares.get(id(node), 1.0), _where(node, stages))
        for node in chain(top, beneath)
    }


def _shares(node: Node) -> Iterator[tuple[int, float]]:
    for child, share in zip(node.children, of_whole([child.weight for child in node.children]), strict=True):
        yield id(child), share
        yield from _shares(child)


def _where(node: Node, stages: Mapping[str, str]) -> str:
    if node.kind in {"journey", "stage", "perspective"} or node.stage is None:
        return ""
    perspective = node.perspective.label if node.perspective and node.kind != "cell" else ""
    return " · ".join(filter(None, [stages.get(node.stage, node.stage), perspective]))


def _line(place: _Place, trees: Sequence[Mapping[_Place, tuple[Node, float, str]]]) -> Line:
    published, *others = [_standing(tree[place]) for tree in trees]
    node, _, where = trees[0][place]
    return Line(kind=node.kind, id=node.id, name=node.name, place=where, published=published, standings=tuple(others))


def _standing(placed: tuple[Node, float, str]) -> Standing:
    node, share, _ = placed
    return Standing(points=node.score, status=node.status, share=share)


def _of_journey(journey: Line, at: int, label: str) -> str:
    before, after = journey.published, journey.standings[at]
    if not differ(before, after):
        return f"The journey's score of {label} stays at {_points(before.points)} points."
    moved = f"{_points(before.points)} → {_points(after.points)} points"
    status = "" if before.status is after.status else f", {before.status} → {after.status}"
    return f"The journey's score of {label}: {moved}{_in_brackets(before, after)}{status}."


def _in_brackets(before: Standing, after: Standing) -> str:
    if before.points is None or after.points is None:
        return ""
    return f" ({by(after.points - before.points)})"


def _of_statuses(turned: Sequence[Line], at: int) -> Iterator[str]:
    """Yield a sentence for each way in which the statuses of KPIs, stages and perspectives turn."""
    ways = dict.fromkeys((line.published.status, line.standings[at].status) for line in turned)
    for before, after in ways:
        same = [line for line in turned if (line.published.status, line.standings[at].status) == (before, after)]
        yield f"{before} → {after}: {joined([_named(line) for line in same])}."


def _named(line: Line) -> str:
    return line.name if line.kind == "kpi" else f"{NOUNS[line.kind].lower()} {line.name}"


def _points(points: float | None) -> str:
    return "none" if points is None else f"{points:.1f}"
