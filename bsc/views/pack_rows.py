"""The initiatives and the definitions of a board pack, in words."""

from bsc.charts.figures import NO_VALUE, figure
from bsc.model.definitions import Kpi
from bsc.model.view import View
from bsc.scoring.judging import Anchors
from bsc.views.cards import SPARKLINE_PERIODS, Card, card
from bsc.views.dates import day
from bsc.views.initiatives import Undertaking, undertakings
from bsc.views.pack import Action, Defined
from bsc.views.readings import Reading
from bsc.views.trend import kpi_choices
from bsc.views.trend_rows import level_text
from bsc.views.workspace import Workspace


def actions(workspace: Workspace, view: View) -> tuple[Action, ...]:
    """Return every initiative, those that should be done and are not first, then by when they are due, then the rest.

    Each comes with the cards of the KPIs that it is meant to move, as they stand under *view*.
    """
    period = workspace.period(view)
    series = workspace.series(view, workspace.scorecard.kpis, workspace.calendar.last(period, SPARKLINE_PERIODS))
    cards = {kpi: card(readings, workspace.currency) for kpi, readings in series.items()}
    made = [_action(workspace, each, cards) for each in undertakings(workspace, view)]
    return tuple(sorted(made, key=_urgency))


def _urgency(action: Action) -> tuple[bool, bool, bool, str]:
    due = action.due_on.isoformat() if action.due_on else ""
    return not action.overdue, not action.state.open, not due, due


def _action(workspace: Workspace, known: Undertaking, cards: dict[str, Card]) -> Action:
    initiative = known.initiative
    objective = next((each for each in workspace.scorecard.objectives if each.id == initiative.objective), None)
    moved = [each for each in workspace.scorecard.kpis if initiative.moves(each)]
    return Action(
        name=initiative.name,
        owner=initiative.owner,
        helpers=initiative.helpers,
        state=initiative.state,
        start=day(initiative.start),
        start_on=initiative.start,
        due=day(initiative.due) if initiative.due else "",
        due_on=initiative.due,
        overdue=known.late > 0,
        objective=objective.name if objective else "",
        stage=_stage(workspace, objective.stage if objective else None, moved),
        kpis=tuple(cards[each.id] for each in moved),
        expected=tuple(f"{aim.name} {aim.expected}" for aim in known.aims if aim.expected),
        worked=known.outcome.word if known.outcome else "",
        cost=known.cost,
        cost_amount=initiative.cost,
        note=initiative.note,
    )


def _stage(workspace: Workspace, of_objective: str | None, moved: list[Kpi]) -> str:
    """Return the name of the stage that an initiative is for; empty where its KPIs stand in several or none."""
    stages = {of_objective} if of_objective else {workspace.objective_of(each).stage for each in moved}
    return workspace.stage(stages.pop()).name if len(stages) == 1 else ""


def definitions(workspace: Workspace, view: View) -> tuple[Defined, ...]:
    """Return every KPI in the journey's order, with the target that was set for the period of *view*."""
    readings = workspace.readings(view, workspace.period(view))
    return tuple(_defined(workspace, readings[kpi_id]) for kpi_id in kpi_choices(workspace.scorecard))


def _defined(workspace: Workspace, reading: Reading) -> Defined:
    kpi = reading.kpi
    dataset = next((each for each in workspace.scorecard.datasets if each.id == kpi.dataset), None)
    target, red_line = _set(workspace, reading)
    return Defined(
        id=kpi.id,
        name=kpi.name,
        stage=workspace.stage(reading.stage).name,
        perspective=reading.perspective.label,
        objective=reading.objective.name,
        description=kpi.description,
        formula=kpi.formula,
        dataset=dataset.label if dataset else kpi.dataset,
        rows=kpi.where or "",
        unit=kpi.unit,
        better=kpi.better,
        direction=kpi.better.label,
        frequency=str(kpi.frequency),
        target=target,
        red_line=red_line,
        owner=kpi.owner,
        source=kpi.source,
        benchmark=_benchmark(kpi, workspace.currency),
    )


def _set(workspace: Workspace, reading: Reading) -> tuple[str, str]:
    """Return target and red line as they were set, for one period of the KPI's frequency."""
    if reading.target is None:
        return NO_VALUE, NO_VALUE
    anchors = Anchors.of(reading.target)
    unit, currency = reading.kpi.unit, workspace.currency
    return level_text(anchors.target, unit, currency), level_text(anchors.red_line, unit, currency)


def _benchmark(kpi: Kpi, currency: str) -> str:
    stated = kpi.benchmark
    if stated is None:
        return ""
    value = figure(stated.value, kpi.unit, currency)
    return " · ".join(filter(None, (value, stated.segment, str(stated.year or ""), stated.source)))
