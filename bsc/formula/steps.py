"""The formulas of a step of the funnel: over which rows they are computed, and what is wrong with them."""

from collections.abc import Mapping

from bsc.errors import FormulaProblem
from bsc.formula.checks import check_kpi
from bsc.formula.formulas import parse
from bsc.formula.tree import Call, Column, walk
from bsc.model.definitions import FunnelStep, Kpi, Scorecard
from bsc.model.shape import DatasetShape
from bsc.model.words import Unit

UNITS: Mapping[str, Unit] = {"days": Unit.DAYS, "spend": Unit.CURRENCY}
_ELAPSED = frozenset({"days_between", "hours_between", "date_diff"})


def step_formulas(step: FunnelStep, scorecard: Scorecard) -> dict[str, Kpi]:
    """Return what computes the formulas of *step* as KPIs, by field (`days`, `spend`); those left out are not there.

    A formula counts over the rows that its step's KPI counts. One whose columns all stand behind the name of another
    dataset (`sum(costs.amount)`), which is no lookup of the KPI's, counts over that one: its rows stand in the period
    of the date to which its one elapsed time runs, else of the dataset's own time. A step whose KPI is not defined has
    none.
    """
    counts = next((kpi for kpi in scorecard.kpis if kpi.id == step.kpi), None)
    if counts is None:
        return {}
    return {field: _computed(step, field, counts, scorecard) for field in UNITS if getattr(step, field)}


def flow_formulas(scorecard: Scorecard) -> tuple[Kpi, ...]:
    """Return what computes the formulas of all steps of the funnel, as KPIs whose ids no KPI has: `stage.field`."""
    return tuple(kpi for step in scorecard.funnel for kpi in step_formulas(step, scorecard).values())


def check_step(step: FunnelStep, scorecard: Scorecard, shapes: Mapping[str, DatasetShape]) -> list[FormulaProblem]:
    """Return what is wrong with the formulas of *step*; `key` says in which field."""
    found = []
    for field, kpi in step_formulas(step, scorecard).items():
        own = kpi.dataset == next(each.dataset for each in scorecard.kpis if each.id == step.kpi)
        for problem in check_kpi(kpi, scorecard, shapes):
            if own and problem.key != "formula":  # the step's KPI has the same problem, and is told so
                continue
            problem.key = field
            found.append(problem)
    return found


def _computed(step: FunnelStep, field: str, counts: Kpi, scorecard: Scorecard) -> Kpi:
    text: str = getattr(step, field)
    other = _other_dataset(text, counts, scorecard)
    return counts.model_copy(
        update={
            "id": f"{step.stage}.{field}",  # no KPI is called so
            "dataset": other or counts.dataset,
            "formula": text,
            "time": _runs_to(text) if other else counts.time,
            "where": None if other else counts.where,
            "unit": UNITS[field],
            "missing": "none",
            "targets": (),
        }
    )


def _other_dataset(text: str, counts: Kpi, scorecard: Scorecard) -> str | None:
    """Return the dataset behind whose name all columns of the formula *text* stand, where the KPI cannot reach it."""
    sources = {column.source for column in _columns(text)}
    reached = next((dataset.lookups for dataset in scorecard.datasets if dataset.id == counts.dataset), {})
    named = {dataset.id for dataset in scorecard.datasets} - {counts.dataset, *reached}
    return next(iter(sources)) if len(sources) == 1 and sources <= named else None


def _runs_to(text: str) -> str | None:
    """Return the column to which the one elapsed time in the formula *text* runs; None without one."""
    elapsed = [part for part in walk(parse(text).tree) if isinstance(part, Call) and part.function in _ELAPSED]
    ends = {part.arguments[-1] for part in elapsed}
    end = ends.pop() if len(ends) == 1 else None
    return str(end) if isinstance(end, Column) else None


def _columns(text: str) -> list[Column]:
    try:
        tree = parse(text).tree
    except FormulaProblem:  # it is told where the formula is checked
        return []
    return [part for part in walk(tree) if isinstance(part, Column)]
