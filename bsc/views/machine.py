"""The stable machine formats: actuals as rows, scores as a tree. Who reads them is a program; they do not change."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bsc import actuals
from bsc.actuals import Actual, Days
from bsc.errors import BscError, NoRowsYet
from bsc.model.definitions import Kpi
from bsc.model.periods import YEARS, Grain, Period
from bsc.scoring.rollup import Node
from bsc.views.workspace import Workspace

ACTUALS_HEADER = ("kpi", "period", "value", "numerator", "denominator", "rows", "partial")
MOST_VALUES = 500_000
EXACT_UP_TO = 2**53

_CHILDREN = {"journey": "stages", "stage": "perspectives", "cell": "objectives", "objective": "kpis"}


@dataclass(frozen=True)
class ActualRow:
    """One KPI in one period."""

    kpi: str
    period: Period
    actual: Actual


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What actuals are asked for: a grain, days [start, end) (None: as far as the rows reach), filters."""

    grain: Grain
    start: date | None = None
    end: date | None = None
    filters: Mapping[str, tuple[str, ...]]


def actual_rows(workspace: Workspace, kpis: Sequence[Kpi], asked: Asked) -> list[ActualRow]:
    """Return the actuals of *kpis*, one KPI after the other, oldest period first; a gap is a row without a value.

    Where no days are asked for, a KPI's rows begin and end with its dataset's. Raises BscError when it would be more
    than MOST_VALUES.
    """
    spans = {kpi.id: _periods(workspace, kpi, asked) for kpi in kpis}
    if sum(map(len, spans.values())) > MOST_VALUES:
        message = (
            f"more than {MOST_VALUES:,} values – ask for fewer KPIs, a longer grain, or days with --start and --end"
        )
        raise BscError(message)
    return [row for kpi in kpis for row in _rows(workspace, kpi, spans[kpi.id], asked)]


def refusals(workspace: Workspace, kpis: Sequence[Kpi]) -> dict[str, BscError]:
    """Return by id why each of *kpis* can have no value as it is defined, or as its datasets are filled."""
    found = actuals.problems(workspace.store, workspace.scorecard, kpis, workspace.shapes)
    return {kpi: problem for kpi, problem in found.items() if not isinstance(problem, NoRowsYet)}


def actuals_csv(rows: Iterable[ActualRow]) -> str:
    """Return *rows* as CSV under ACTUALS_HEADER; an empty field is *no value*, a period its first day."""
    written = io.StringIO(newline="")
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(ACTUALS_HEADER)
    lines.writerows([_field(value) for value in actual_document(row).values()] for row in rows)
    return written.getvalue()


def actual_document(row: ActualRow) -> dict[str, Any]:
    """Return *row* as plain values under the names of ACTUALS_HEADER; None is *no value*."""
    actual = row.actual
    values = (
        row.kpi,
        row.period.start.isoformat(),
        plain(actual.value),
        plain(actual.numerator),
        plain(actual.denominator),
        actual.rows,
        actual.partial,
    )
    return dict(zip(ACTUALS_HEADER, values, strict=True))


def scores_document(journey: Node, period: Period) -> dict[str, Any]:
    """Return the tree journey → stages → perspectives → objectives → kpis as plain values.

    Every node has `id, name, score, coverage, status, weight`, a KPI also `actual, target, red_line`; None is none.
    """
    return {"period": period.start.isoformat(), "grain": str(period.grain), **_node(journey)}


def plain(value: float | None) -> float | int | None:
    """Return *value* as the shortest number that is exactly the same: 930.0 as 930."""
    return int(value) if value is not None and value == int(value) and abs(value) < EXACT_UP_TO else value


def _node(node: Node) -> dict[str, Any]:
    document = {
        "id": node.id,
        "name": node.name,
        "score": plain(node.score),
        "coverage": plain(node.coverage),
        "status": str(node.status),
        "weight": plain(node.weight),
        "running": node.running,
    }
    if node.kind in _CHILDREN:
        return {**document, _CHILDREN[node.kind]: [_node(child) for child in node.children]}
    return {**document, **_held(node)}


def _held(node: Node) -> dict[str, Any]:
    judgement = node.judgement
    anchors = judgement.anchors if judgement else None
    return {
        "actual": plain(judgement.value) if judgement else None,
        "target": _level(anchors.target) if anchors else None,
        "red_line": _level(anchors.red_line) if anchors else None,
    }


def _level(level: float | tuple[float, float]) -> Any:  # noqa: ANN401 -- a number or a list of two
    return [plain(end) for end in level] if isinstance(level, tuple) else plain(level)


def _field(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _periods(workspace: Workspace, kpi: Kpi, asked: Asked) -> list[Period]:
    first, last = _days(workspace, kpi)
    start = asked.start or first
    end = asked.end or (last + timedelta(days=1) if last else None)
    if start is None or end is None:
        return []
    return workspace.calendar.periods(start, end, asked.grain)


def _days(workspace: Workspace, kpi: Kpi) -> Days:
    """Return the first and last day that rows of *kpi* lie on, within the years that periods have names in."""
    shape = workspace.shapes.get(kpi.dataset)
    if kpi.time is None and shape is not None and shape.first_day is not None:
        return shape.first_day, shape.last_day
    first, last = actuals.days(workspace.store, workspace.scorecard, kpi, workspace.shapes)
    return first and max(first, date(YEARS.start, 1, 1)), last and min(last, date(YEARS[-1], 12, 31))


def _rows(workspace: Workspace, kpi: Kpi, periods: list[Period], asked: Asked) -> Iterator[ActualRow]:
    values = workspace.actuals([kpi], periods, asked.filters)
    return (ActualRow(kpi.id, period, values[kpi.id, period]) for period in periods)
