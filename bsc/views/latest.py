"""The period that is looked at where none is named: the last one in which there is something to see."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from bsc.actuals import Actual
from bsc.model.periods import Grain, Period

if TYPE_CHECKING:
    from bsc.views.workspace import Workspace

_TRIED_AT_ONCE: Final = 12  # periods


def default_period(workspace: "Workspace", grain: Grain) -> Period:
    """Return the last complete period (over by today) in which a pinned KPI has a value.

    When only the running period has values, that one; when nothing has, the last complete period.
    """
    running = workspace.calendar.period(workspace.today, grain)
    last = workspace.calendar.shifted(running, -1)
    return _last_with_values(workspace, last) or (running if _with_values(workspace, [running]) else last)


def _last_with_values(workspace: "Workspace", last: Period) -> Period | None:
    calendar = workspace.calendar
    first_day = min((shape.first_day for shape in workspace.shapes.values() if shape.first_day), default=None)
    if first_day is None:
        return None
    tried, at_once = min(last, calendar.period(workspace.last_day() or last.start, last.grain)), 1
    while tried.end > first_day:
        if found := _with_values(workspace, calendar.last(tried, at_once)):
            return found[-1]
        tried, at_once = calendar.shifted(tried, -at_once), _TRIED_AT_ONCE
    return None


def _with_values(workspace: "Workspace", periods: Sequence[Period]) -> list[Period]:
    kpis = [kpi for kpi in workspace.scorecard.kpis if kpi.pinned] or workspace.scorecard.kpis
    seen = {period for (_, period), actual in workspace.actuals(kpis, periods, {}).items() if _is_fresh(actual)}
    return [period for period in periods if period in seen]


def _is_fresh(actual: Actual) -> bool:
    return actual.value is not None and not actual.stale
