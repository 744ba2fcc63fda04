"""Which KPIs cannot be computed as they are defined, and why."""

from collections.abc import Mapping, Sequence

from bsc.actuals.plan import planned
from bsc.actuals.relations import refuse_doubled
from bsc.actuals.statements import Reader
from bsc.errors import FormulaProblem
from bsc.formula import Catalogue
from bsc.model.definitions import Kpi, Scorecard
from bsc.model.shape import DatasetShape


def problems(
    reader: Reader, scorecard: Scorecard, kpis: Sequence[Kpi], shapes: Mapping[str, DatasetShape]
) -> dict[str, FormulaProblem]:
    """Return by id why each of *kpis* has no value in any period; one that can be computed is not in it.

    A dataset that holds nothing yet is a NoRowsYet.
    """
    catalogue, single = Catalogue(scorecard, shapes), set[tuple[str, str]]()
    found: dict[str, FormulaProblem] = {}
    for kpi in kpis:
        try:
            _refuse(reader, catalogue, kpi, single)
        except FormulaProblem as problem:
            found[kpi.id] = problem
    return found


def _refuse(reader: Reader, catalogue: Catalogue, kpi: Kpi, single: set[tuple[str, str]]) -> None:
    plan, frame = planned(kpi, catalogue)
    for name in sorted(plan.lookups):
        if (kpi.dataset, name) not in single:
            refuse_doubled(reader, catalogue, frame, name)
            single.add((kpi.dataset, name))
