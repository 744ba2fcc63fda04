"""What is undertaken, as board, timeline and table show it: whose, until when, what it moves, whether it worked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bsc.charts.figures import figure
from bsc.model.definitions import Initiative, Kpi
from bsc.model.editing import number_of
from bsc.model.initiatives import Expected
from bsc.model.view import View
from bsc.model.words import InitiativeState, Status, Unit
from bsc.views.attention_words import is_overdue
from bsc.views.cards import target_words
from bsc.views.csv_text import csv_text
from bsc.views.dates import day
from bsc.views.effects import Outcome, verdict_of
from bsc.views.effects_words import moved
from bsc.views.keeping import kept
from bsc.views.readings import Reading
from bsc.views.workspace import Workspace

NOBODY: Final = ""  # the owner of what has none
NO_STAGE: Final = "Whole journey"


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A KPI that an initiative is meant to move: its value and target in words, its status, what is expected of it."""

    kpi: str
    name: str
    figure: str
    target: str
    status: Status
    expected: str = ""


@dataclass(frozen=True, kw_only=True)
class Undertaking:
    """An initiative with what is known of it today.

    `stages` are those that it is to move something in, by id, in the journey's order; `late` is by how many days it is
    overdue, 0 when it is not. `outcome` is whether it worked; None while it is planned, or was dropped before it began.
    """

    initiative: Initiative
    stages: tuple[str, ...]
    stage_names: tuple[str, ...]
    objective: str
    aims: tuple[Aim, ...]
    late: int
    cost: str
    outcome: Outcome | None

    @property
    def due(self) -> str:
        """Return until when it is to be done, in words: `overdue by 12 days (1 Nov 2026)`, `due 1 Dec 2026`."""
        if self.initiative.due is None:
            return "no due date"
        on = day(self.initiative.due)
        return f"overdue by {number_of(self.late, 'day')} (due {on})" if self.late else f"due {on}"

    @property
    def whose(self) -> str:
        """Return the owner, and who helps: `Web team with Anna and Ben`."""
        owner = self.initiative.owner or "no owner"
        return f"{owner} with {', '.join(self.initiative.helpers)}" if self.initiative.helpers else owner


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which initiatives are looked at: all where nothing is chosen. `owner` NOBODY asks for those without one."""

    owner: str | None = None
    stage: str | None = None
    objective: str | None = None
    overdue: bool = False

    def takes(self, each: Undertaking) -> bool:
        """Return whether *each* is among them: a helper answers for it as the owner does."""
        initiative = each.initiative
        people = {initiative.owner, *initiative.helpers} if self.owner else {initiative.owner}
        return (
            (self.owner is None or self.owner in people)
            and (self.stage is None or self.stage in each.stages)
            and (self.objective is None or self.objective == initiative.objective)
            and (each.late > 0 or not self.overdue)
        )


def undertakings(workspace: Workspace, view: View) -> tuple[Undertaking, ...]:
    """Return every initiative with what is known of it in the period of *view*: what is due first comes first."""
    return kept(workspace, ("undertakings",), lambda: _undertakings(workspace, view), view)


def undertaking(workspace: Workspace, view: View, identity: str) -> Undertaking:
    """Return the one called *identity*, which is there."""
    return next(each for each in undertakings(workspace, view) if each.initiative.id == identity)


def chosen(known: Iterable[Undertaking], choice: Choice) -> tuple[Undertaking, ...]:
    """Return those of *known* that *choice* takes."""
    return tuple(filter(choice.takes, known))


def owners(known: Iterable[Undertaking]) -> tuple[str, ...]:
    """Return who owns one of *known* or helps with it, each once, by the alphabet."""
    found = {name for each in known for name in (each.initiative.owner, *each.initiative.helpers) if name}
    return tuple(sorted(found, key=str.casefold))


def expected_words(expected: Expected, kpi: Kpi, currency: str, due: date | None) -> str:
    """Return what is expected of *kpi*, in words: `+0.5 pp by 31 Dec 2026`."""
    by = expected.by or due
    said = moved(expected.change, kpi, currency)
    return f"{said} by {day(by)}" if by else said


def moved_kpis(workspace: Workspace, initiative: Initiative) -> tuple[Kpi, ...]:
    """Return the KPIs that *initiative* is meant to move, in the scorecard's order."""
    return tuple(kpi for kpi in workspace.scorecard.kpis if initiative.moves(kpi))


HEADER: Final = (
    "Action",
    "State",
    "Owner",
    "Helpers",
    "Start",
    "Due",
    "Days overdue",
    "Effective from",
    "Stage",
    "Objective",
    "KPIs",
    "Expected",
    "Cost",
    "For",
    "Did it work?",
)


def rows(known: Iterable[Undertaking]) -> list[tuple[object, ...]]:
    """Return a row for each of *known* under HEADER; the days are ISO days, and what is not known is empty."""
    return [_row(each) for each in known]


def listed_csv(known: Iterable[Undertaking]) -> str:
    """Return *known* as CSV text."""
    return csv_text(HEADER, rows(known))


def _row(each: Undertaking) -> tuple[object, ...]:
    initiative = each.initiative
    return (
        initiative.name,
        initiative.state.capitalize(),
        initiative.owner,
        ", ".join(initiative.helpers),
        initiative.start.isoformat(),
        initiative.due.isoformat() if initiative.due else "",
        each.late or "",
        initiative.effective.isoformat() if initiative.effective else "",
        ", ".join(each.stage_names),
        each.objective,
        ", ".join(aim.name for aim in each.aims),
        "; ".join(f"{aim.name} {aim.expected}" for aim in each.aims if aim.expected),
        "" if initiative.cost is None else initiative.cost,
        where_words(initiative),
        each.outcome.word if each.outcome else "",
    )


def where_words(initiative: Initiative) -> str:
    """Return the segment that it is for: `channel: search`; empty for everybody."""
    return ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in initiative.where.items())


def _undertakings(workspace: Workspace, view: View) -> tuple[Undertaking, ...]:
    readings = workspace.readings(view, workspace.period(view))
    found = [_undertaking(workspace, each, readings) for each in workspace.scorecard.initiatives]
    return tuple(sorted(found, key=lambda each: (each.initiative.due or date.max, each.initiative.start)))


def _undertaking(workspace: Workspace, initiative: Initiative, readings: dict[str, Reading]) -> Undertaking:
    kpis = moved_kpis(workspace, initiative)
    stages = _stages(workspace, initiative, kpis)
    objective = next((each for each in workspace.scorecard.objectives if each.id == initiative.objective), None)
    return Undertaking(
        initiative=initiative,
        stages=stages,
        stage_names=tuple(workspace.stage(each).name for each in stages),
        objective=objective.name if objective else "",
        aims=tuple(_aim(readings[kpi.id], workspace.currency, initiative) for kpi in kpis),
        late=_late(initiative, workspace.today),
        cost="" if initiative.cost is None else figure(initiative.cost, Unit.CURRENCY, workspace.currency),
        outcome=verdict_of(workspace, initiative) if kpis and _has_begun(initiative, workspace.today) else None,
    )


def _has_begun(initiative: Initiative, today: date) -> bool:
    return initiative.state in {InitiativeState.RUNNING, InitiativeState.DONE} and initiative.since <= today


def _late(initiative: Initiative, today: date) -> int:
    return (today - initiative.due).days if initiative.due and is_overdue(initiative, today) else 0


def _stages(workspace: Workspace, initiative: Initiative, kpis: Sequence[Kpi]) -> tuple[str, ...]:
    of_objective = {each.stage for each in workspace.scorecard.objectives if each.id == initiative.objective}
    touched = of_objective | {workspace.objective_of(kpi).stage for kpi in kpis}
    return tuple(each.id for each in workspace.scorecard.stages if each.id in touched)


def _aim(reading: Reading, currency: str, initiative: Initiative) -> Aim:
    kpi = reading.kpi
    wanted = next((each for each in initiative.expected if each.kpi == kpi.id), None)
    return Aim(
        kpi=kpi.id,
        name=kpi.name,
        figure=figure(reading.value, kpi.unit, currency),
        target=target_words(reading, currency),
        status=reading.status,
        expected=expected_words(wanted, kpi, currency, initiative.due) if wanted else "",
    )
