"""Which KPIs are answered by which query: those of one dataset and one time column together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bsc.errors import NoRowsYet
from bsc.formula import Catalogue, Formula, Frame, Measures, Parts, parse, parse_condition, parts, time_column
from bsc.formula.tree import Column, Expression, Part, walk
from bsc.model.definitions import Kpi

MANY_ROWS = 100_000


@dataclass(frozen=True)
class Planned:
    """A KPI that can be computed: its formula, its condition, and the time column that places its rows.

    `parts` is None where whole formulas must be asked of the rows; `lookups` are those that it goes through.
    """

    kpi: Kpi
    formula: Formula
    where: Expression | None
    time: Column
    parts: Parts | None
    lookups: frozenset[str]


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
    formula = parse(kpi.formula)
    lookups = _lookups([formula.tree, time, *([where] if where else [])]) - {kpi.dataset}
    plan = Planned(kpi, formula, where, time, parts(frame, time, formula, where), lookups)
    for name in sorted(lookups):
        if frame.reached[name] is None:
            raise NoRowsYet(f'"{catalogue.datasets[name].label}" has no rows yet', "import its export")
    Measures(frame, plan.time).add(plan.formula, plan.where)
    return plan, frame


def groups(plans: Iterable[tuple[Planned, Frame]]) -> list[Group]:
    """Return *plans* gathered by dataset and time column."""
    gathered: dict[tuple[str, str], list[tuple[Planned, Frame]]] = {}
    for plan, frame in plans:  # a column has several spellings: its SQL has one
        gathered.setdefault((plan.kpi.dataset, frame.column(plan.time).sql), []).append((plan, frame))
    return [
        Group(members[0][1], members[0][0].time, tuple(plan for plan, _ in members)) for members in gathered.values()
    ]


def apart(group: Group) -> list[Group]:
    """Return the KPIs of *group* in as few queries as their kinds allow.

    Medians, quantiles and different values of many rows are asked apart: together with sums they cost more.
    """
    if not has_many_rows(group.frame):
        return [group]
    holistic = tuple(plan for plan in group.kpis if plan.formula.is_holistic)
    others = tuple(plan for plan in group.kpis if not plan.formula.is_holistic)
    return [replace(group, kpis=kpis) for kpis in (others, holistic) if kpis]


def has_many_rows(frame: Frame) -> bool:
    """Return whether the frame's dataset is large enough for the way it is asked to matter."""
    return frame.shape is not None and frame.shape.rows >= MANY_ROWS


def _lookups(parts: Iterable[Part]) -> frozenset[str]:
    return frozenset(
        found.source for part in parts for found in walk(part) if isinstance(found, Column) and found.source
    )
