"""Where values come from: the sums by day that each dataset keeps, or why it keeps none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bsc.actuals.rollup import Spec, found_among
from bsc.actuals.wanting import FEW_ROWS, Wanted, wanted_rollups
from bsc.model.definitions import Kpi
from bsc.model.periods import Period
from bsc.model.view import View
from bsc.store.rollups import Rollup
from bsc.views.keeping import kept
from bsc.views.workspace import Workspace

ROLLUP, ROWS = "rollup", "rows"  # as Actual.served says it


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The sums that one dataset keeps by the days of one time column: what they tell apart, and how small they are.

    `rows` went into `cells`; `touched` days have changed since `made_at` and are asked of the rows. `why_not` says why
    there are none; it is empty where there are.
    """

    dataset: str
    time: str
    dimensions: tuple[str, ...] = ()
    rows: int = 0
    cells: int = 0
    touched: int = 0
    made_at: datetime | None = None
    why_not: str = ""

    @property
    def shrinks(self) -> float | None:
        """Return how many rows a cell stands for; None where there are no sums."""
        return self.rows / self.cells if self.cells and not self.why_not else None


def plans(workspace: Workspace, few_rows: int = FEW_ROWS) -> tuple[Plan, ...]:
    """Return a plan for every dataset and time column that KPIs are computed from, in the order of the definitions.

    A dataset with fewer than *few_rows* rows wants no sums.
    """
    store = workspace.store
    wanted = kept(
        workspace,
        ("wanted rollups", few_rows),
        lambda: wanted_rollups(store, workspace.scorecard, workspace.shapes, few_rows),
    )
    return tuple(_plans(workspace, wanted, store.rollups()))


def plan_sentence(workspace: Workspace, kpi: Kpi, period: Period, view: View, served: str) -> str:
    """Return what has answered *kpi* in *period*, for people: sums kept by day, or rows and why; empty when nothing."""
    if served == ROLLUP:
        return "sums kept by day"
    if served != ROWS:
        return ""
    why = workspace.why_rows(kpi, [period], view)
    return f"the rows themselves{f': {why}' if why else ''}"


def _plans(workspace: Workspace, wanted: Sequence[Wanted], rollups: Sequence[Rollup]) -> Iterator[Plan]:
    asked = {kpi.dataset for kpi in workspace.scorecard.kpis}
    for dataset in workspace.scorecard.datasets:
        mine = [each for each in wanted if each.dataset == dataset.id]
        for each in mine:
            yield _plan(dataset.label, each, found_among(rollups, each.dataset, each.fingerprint))
        if not mine and dataset.id in asked:
            shape = workspace.shapes.get(dataset.id)
            yield Plan(
                dataset=dataset.label,
                time=dataset.time or "",
                rows=shape.rows if shape else 0,
                why_not=_nothing_wanted(shape.rows if shape else 0, derived=dataset.query is not None),
            )


def _plan(label: str, wanted: Wanted, rollup: Rollup | None) -> Plan:
    time = str(wanted.time)
    if rollup is None:
        return Plan(dataset=label, time=time, why_not="not prepared yet: its rows are asked")
    spec = Spec.read(rollup.spec)
    return Plan(
        dataset=label,
        time=time,
        dimensions=tuple(spec.dimensions),
        rows=rollup.rows,
        cells=rollup.cells,
        touched=len(rollup.touched),
        made_at=rollup.made_at,
        why_not=spec.left_out,
    )


def _nothing_wanted(rows: int, *, derived: bool) -> str:
    if not rows and not derived:
        return "no rows yet"
    return f"fewer than {FEW_ROWS:,} rows, or formulas that do not add up by day: its rows are asked"
