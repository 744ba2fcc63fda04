"""Which KPIs are answered by which query: those of one dataset and one time column together."""

from collections.abc import Iterable
from dataclasses import dataclass

from bsc.errors import NoRowsYet
from bsc.formula import Catalogue, Formula, Frame, Measures, parse, parse_condition, time_column
from bsc.formula.tree import Column, Expression, walk
from bsc.model.definitions import Kpi

MANY_ROWS = 100_000


@dataclass(frozen=True)
class Planned:
    """A KPI that can be computed: its formula, its condition, and the time column that places its rows."""

    kpi: Kpi
    formula: Formula
    where: Expression | None
    time: Column


@dataclass(frozen=True)
class Group:
    """KPIs that one query answers."""

    frame: Frame
    time: Column
    kpis: tuple[Planned, ...]


def planned(kpi: Kpi, catalogue: Catalogue) -> tuple[Planned, Frame]:
    """Return how *kpi* is computed; raises FormulaProblem (NoRowsYet) when it cannot be, saying why."""
    frame = catalogue.frame(kpi.dataset)
    if frame.shape is None:
        raise NoRowsYet(f'"{frame.dataset.label}" has no rows yet', "import its export")
    time = time_column(kpi.time or frame.dataset.time, frame)
    where = parse_condition(kpi.where) if kpi.where else None
    plan = Planned(kpi, parse(kpi.formula), where, time)
    for name in sources(plan):
        if frame.reached[name] is None:
            raise NoRowsYet(f'"{catalogue.datasets[name].label}" has no rows yet', "import its export")
    Measures(frame, plan.time).add(plan.formula, plan.where)
    return plan, frame


def groups(plans: Iterable[tuple[Planned, Frame]]) -> list[Group]:
    """Return *plans* gathered into as few queries as their datasets, time columns and kinds allow.

    Medians, quantiles and different values of many rows are asked apart: together with sums they cost more.
    """
    gathered: dict[tuple[str, Column, bool], list[tuple[Planned, Frame]]] = {}
    for plan, frame in plans:
        apart = plan.formula.is_holistic and frame.shape is not None and frame.shape.rows >= MANY_ROWS
        gathered.setdefault((plan.kpi.dataset, plan.time, apart), []).append((plan, frame))
    return [
        Group(members[0][1], time, tuple(plan for plan, _ in members)) for (_, time, _), members in gathered.items()
    ]


def sources(plan: Planned) -> set[str]:
    """Return the lookups that *plan* goes through."""
    parts = [plan.formula.tree, plan.time, *([plan.where] if plan.where else [])]
    named = {found.source for part in parts for found in walk(part) if isinstance(found, Column) and found.source}
    return named - {plan.kpi.dataset}
