"""Lineage: from a KPI to the imports that its value came from, and from an import to the KPIs that use it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bsc.actuals.plan import planned
from bsc.errors import FormulaProblem
from bsc.formula import Catalogue
from bsc.model.definitions import Kpi, Scorecard
from bsc.model.periods import Period
from bsc.model.shape import DatasetShape
from bsc.store import ImportLine
from bsc.views.rhythm import DAY
from bsc.views.workspace import Workspace

OWN: Final = ""
LOOKED_UP: Final = "looked up"
DERIVED_FROM: Final = "derived from"


@dataclass(frozen=True)
class Reach:
    """A dataset that a KPI reads, and by which way: its own rows, looked up, or behind a derived dataset.

    `timed` tells whether only the rows of the period are read; a lookup may reach rows of any day.
    """

    dataset: str
    label: str
    way: str
    timed: bool


@dataclass(frozen=True)
class UsedImport:
    """An import, through which dataset it is read, and how many of its rows the value rests on."""

    line: ImportLine
    reach: Reach
    rows: int


def reached(scorecard: Scorecard, shapes: Mapping[str, DatasetShape], kpi: Kpi) -> tuple[Reach, ...]:
    """Return every dataset with rows of its own that the value of *kpi* is made of, its own dataset first.

    A formula that cannot be computed yet reaches its own dataset alone.
    """
    catalogue = Catalogue(scorecard, shapes)
    try:
        plan, _ = planned(kpi, catalogue)
    except FormulaProblem:
        return (_reach(catalogue, kpi.dataset, OWN, timed=True),)
    looked_up = sorted(plan.lookups)
    by_own_time = plan.time.source in {None, kpi.dataset}
    own = list(_sources(catalogue, kpi.dataset, OWN, timed=by_own_time))
    others = [each for name in looked_up for each in _sources(catalogue, name, LOOKED_UP, timed=False)]
    found: dict[str, Reach] = {}
    for each in (*own, *others):
        found.setdefault(each.dataset, each)
    return tuple(found.values())


def users(scorecard: Scorecard, shapes: Mapping[str, DatasetShape]) -> Mapping[str, tuple[Kpi, ...]]:
    """Return the KPIs that each dataset's rows go into, by the dataset's id."""
    used: dict[str, list[Kpi]] = {}
    for kpi in scorecard.kpis:
        for each in reached(scorecard, shapes, kpi):
            used.setdefault(each.dataset, []).append(kpi)
    return {dataset: tuple(kpis) for dataset, kpis in used.items()}


def imports_behind(workspace: Workspace, kpi: Kpi, period: Period) -> tuple[UsedImport, ...]:
    """Return the imports that the value of *kpi* in *period* rests on: its own dataset's first, newest first."""
    return tuple(
        UsedImport(line, each, rows)
        for each in reached(workspace.scorecard, workspace.shapes, kpi)
        for line, rows in workspace.store.imports_of(each.dataset, *_days(each, period))
        if rows
    )


def _days(reach: Reach, period: Period) -> tuple[date, date] | tuple[None, None]:
    return (period.start, period.end - DAY) if reach.timed else (None, None)


def _sources(catalogue: Catalogue, dataset: str, way: str, *, timed: bool) -> Iterator[Reach]:
    """Yield the datasets with rows of their own that *dataset* is made of."""
    if catalogue.datasets[dataset].query is None:
        yield _reach(catalogue, dataset, way, timed=timed)
        return
    for name in catalogue.derived(dataset).reads:
        yield from _sources(catalogue, name, DERIVED_FROM, timed=False)


def _reach(catalogue: Catalogue, dataset: str, way: str, *, timed: bool) -> Reach:
    return Reach(dataset, catalogue.datasets[dataset].label, way, timed)
