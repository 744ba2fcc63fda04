"""Which plan answers a KPI, and why."""

from collections.abc import Mapping, Sequence

import duckdb

from bsc.actuals.filters import filtered
from bsc.actuals.memory import memory_of
from bsc.actuals.plan import groups, planned
from bsc.actuals.routing import NONE_BUILT, Router
from bsc.actuals.statements import Reader
from bsc.errors import FormulaProblem
from bsc.formula import Catalogue
from bsc.model.definitions import Kpi, Scorecard
from bsc.model.periods import Period
from bsc.model.shape import DatasetShape


def why_rows(  # noqa: PLR0913 -- the parts of the question, as `compute` takes them
    reader: Reader,
    scorecard: Scorecard,
    kpi: Kpi,
    periods: Sequence[Period],
    *,
    filters: Mapping[str, tuple[str, ...]],
    shapes: Mapping[str, DatasetShape],
) -> str:
    """Return why *kpi* is computed from rows in some of *periods*; empty when its rollup answers, or nothing can."""
    catalogue = Catalogue(scorecard, shapes)
    try:
        plan, frame = planned(kpi, catalogue)
        rows = filtered(frame, filters, scorecard.personas)
    except FormulaProblem:
        return ""
    (group,) = groups([(plan, frame)])
    try:
        return Router(reader, catalogue, memory_of(reader), group, rows).why_rows(plan, periods)
    except duckdb.CatalogException:  # the rollup went meanwhile
        return NONE_BUILT
