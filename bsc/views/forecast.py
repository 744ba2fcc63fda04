"""What a KPI is likely to come to in the periods that are not over, and the chance that it meets a target there."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import dropwhile, takewhile
from statistics import median
from typing import Final

from bsc.insight.forecasting import Bounds, Forecast, NoForecast, foresee
from bsc.insight.forecasting_trials import needed
from bsc.model.definitions import Kpi
from bsc.model.editing import number_of
from bsc.model.periods import MONTHS_IN_A_YEAR, Calendar, Grain, Period
from bsc.model.view import View
from bsc.model.words import Better, Unit
from bsc.scoring.judging import Anchors
from bsc.scoring.targets import Measure, share_owed
from bsc.views.keeping import kept
from bsc.views.memory import seen
from bsc.views.readings import Reading
from bsc.views.workspace import Workspace

SEASONS: Final[Mapping[Grain, int]] = {Grain.DAY: 7, Grain.WEEK: 52, Grain.MONTH: MONTHS_IN_A_YEAR, Grain.QUARTER: 4}
AHEAD: Final[Mapping[Grain, int]] = {Grain.DAY: 14, Grain.WEEK: 8, Grain.MONTH: 6, Grain.QUARTER: 4, Grain.YEAR: 2}
BEHIND: Final[Mapping[Grain, int]] = {
    Grain.DAY: 182,
    Grain.WEEK: 208,
    Grain.MONTH: 72,
    Grain.QUARTER: 40,
    Grain.YEAR: 30,
}  # periods of history: what is longer ago tells little of what comes
_COVERED: Final = 0.75  # of the first and the last period, by days with rows


@dataclass(frozen=True, kw_only=True)
class KpiForecast:
    """What is foreseen of one KPI under a view. `history` are the values that it rests on, by complete period.

    `periods` are those that follow, the running one among them, as many as the outlook has steps; none without one.
    """

    kpi: Kpi
    calendar: Calendar
    measure: Measure
    history: Mapping[Period, float]
    periods: tuple[Period, ...]
    outlook: Forecast | NoForecast

    def chance(self, anchors: Anchors, better: Better, period: Period) -> float | None:
        """Return the probability (0–1) that the target of *anchors* is met in *period*.

        *anchors* are for one period of the KPI's frequency, as targets are set; a longer period owes more where the KPI
        adds up. None where nothing is foreseen for *period*, or the target does not compare with it.
        """
        owed = share_owed(self.kpi.frequency, period, self.measure, self.calendar)
        return None if owed is None else self.chance_owed(anchors.scaled(owed), better, period)

    def chance_owed(self, anchors: Anchors, better: Better, period: Period) -> float | None:
        """Return the same of *anchors* as *period* owes them."""
        if period not in self.periods or isinstance(self.outlook, NoForecast):
            return None
        step, wanted = self.periods.index(period), anchors.target
        if isinstance(wanted, tuple):
            return self.outlook.chance(step, *wanted)
        low, high = (wanted, None) if better is Better.HIGHER else (None, wanted)
        return self.outlook.chance(step, low, high)


class _NotYetError(LookupError):
    """Raised where a forecast is looked for that has not been computed."""


def forecast(workspace: Workspace, view: View, kpi_id: str) -> KpiForecast:
    """Return what is foreseen of the KPI called *kpi_id* at the grain and under the filters of *view*; raises NotFound.

    It is told from today, whichever period *view* shows. Computing it takes up to a second; then it is in memory.
    """
    kpi = workspace.kpi(kpi_id)
    return kept(workspace, _name(kpi_id), lambda: _forecast(workspace, view, kpi), _timeless(view))


def ready(workspace: Workspace, view: View, kpi_id: str) -> KpiForecast | None:
    """Return the forecast when it is in memory, else None: nothing is computed here."""

    def none() -> KpiForecast:
        raise _NotYetError(kpi_id)

    try:
        return kept(workspace, _name(kpi_id), none, _timeless(view))
    except _NotYetError:
        return None


def possible(kpi: Kpi, values: Sequence[float]) -> Bounds:
    """Return what values cannot pass: what never was below zero does not go there, nor does a share go above 1."""
    if not values or min(values) < 0:
        return None, None
    return 0.0, 1.0 if kpi.unit is Unit.PERCENT and max(values) <= 1 else None


def key(workspace: Workspace, view: View, kpi_id: str) -> Hashable:
    """Return what the forecast of the KPI called *kpi_id* depends on: it changes when the forecast may."""
    return (*_name(kpi_id), seen(_timeless(view)), workspace.state)


def _name(kpi_id: str) -> tuple[str, str]:
    return "forecast", kpi_id


def _timeless(view: View) -> View:
    return replace(view, period=None)


def _forecast(workspace: Workspace, view: View, kpi: Kpi) -> KpiForecast:
    history = _history(workspace, view, kpi)
    outlook = _outlook(workspace, view, kpi, history)
    steps = 0 if isinstance(outlook, NoForecast) else len(outlook.middle)
    return KpiForecast(
        kpi=kpi,
        calendar=workspace.calendar,
        measure=workspace.measure(kpi),
        history=history,
        periods=tuple(workspace.calendar.shifted(max(history), step + 1) for step in range(steps)),
        outlook=outlook,
    )


def _outlook(workspace: Workspace, view: View, kpi: Kpi, history: Mapping[Period, float]) -> Forecast | NoForecast:
    grain, running = view.grain, workspace.calendar.period(workspace.today, view.grain)
    if len(history) < needed(None):
        return NoForecast(
            reason=f"{number_of(needed(None), grain)} in a row with a value are needed, not {len(history)}"
        )
    missing = len(workspace.calendar.periods(max(history).end, running.start, grain))
    if missing >= AHEAD[grain]:
        return NoForecast(reason=f"the last {number_of(missing, grain)} have no value")
    values = list(history.values())
    return foresee(values, season=SEASONS.get(grain), horizon=AHEAD[grain] + missing, bounds=possible(kpi, values))


def _history(workspace: Workspace, view: View, kpi: Kpi) -> Mapping[Period, float]:
    """Return the latest values without a gap of complete periods; nothing carried on, no period half without rows."""
    shape = workspace.shapes.get(kpi.dataset)
    first_day = shape.first_day if shape and shape.first_day else date.min
    over = workspace.calendar.shifted(workspace.calendar.period(workspace.today, view.grain), -1)
    asked = [each for each in workspace.calendar.last(over, BEHIND[view.grain]) if each.end > first_day]
    stretch = _stretch(workspace.series(view, [kpi], asked)[kpi.id])
    return {reading.period: reading.value for reading in _whole(stretch, first_day) if reading.value is not None}


def _stretch(readings: Sequence[Reading]) -> list[Reading]:
    """Return the last of *readings* that have values of their own and no gap between them, oldest first."""
    behind = dropwhile(lambda reading: not _has_value(reading), reversed(readings))
    return list(takewhile(_has_value, behind))[::-1]


def _has_value(reading: Reading) -> bool:
    return reading.value is not None and not reading.actual.stale and not reading.partial


def _whole(stretch: list[Reading], first_day: date) -> list[Reading]:
    """Return *stretch* without a first or last period that its dataset covers in part.

    Few days alone do not tell: a monthly export may write every month on its first day.
    """
    if not stretch:
        return []
    usual = _COVERED * median(reading.actual.rows for reading in stretch)
    first, last = stretch[0], stretch[-1]
    begun = (first.period.end - max(first.period.start, first_day)).days / first.period.days
    from_first = int(begun < _COVERED and first.actual.rows < usual)
    until_last = len(stretch) - int(last.actual.elapsed < _COVERED and last.actual.rows < usual)
    return stretch[from_first:until_last]
