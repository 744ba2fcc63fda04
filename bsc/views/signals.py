"""Whether a KPI has changed beyond its own usual variation, whatever its status says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from bsc.charts.figures import figure
from bsc.insight.variation import Rule, Side, Signal, Variation, variation
from bsc.model.definitions import Kpi
from bsc.model.editing import number_of
from bsc.model.periods import Calendar, Grain, Period
from bsc.model.view import View
from bsc.model.words import Better
from bsc.views.coverage import lines
from bsc.views.forecast import SEASONS, possible
from bsc.views.freshness import DatasetLine
from bsc.views.keeping import kept
from bsc.views.readings import Reading
from bsc.views.rhythm import Days
from bsc.views.workspace import Workspace

HISTORY: Final = 36  # complete periods
RECENT: Final = 10  # periods for which a new level is news: 8 confirm it
_COVERED: Final = 0.75  # of a period's days; what adds up over fewer is not held against whole periods
_ABOVE: Final[Mapping[Side, str]] = {"high": "above", "low": "below"}
_STRONGEST: Final = (Rule.OUTSIDE, Rule.SHIFT, Rule.RUN, Rule.NEAR)


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What a signal says of the shown period: in a sentence, since when, and whether it is for the better.

    `better` is None where neither way is: a KPI that is to stay within a range.
    """

    sentence: str
    better: bool | None
    since: Period
    rule: Rule
    side: Side


@dataclass(frozen=True, kw_only=True)
class KpiVariation:
    """How one KPI usually varies: its complete periods up to the shown one, oldest first, and what is natural in each.

    `periods`, `readings`, `values` and the places of `variation` stand side by side, from the first value on. A value
    that was not measured, or over too few days, is left out of `values`: it would change what is usual.
    """

    kpi: Kpi
    shown: Period
    calendar: Calendar
    currency: str
    periods: tuple[Period, ...]
    readings: tuple[Reading, ...]
    values: tuple[float | None, ...]
    variation: Variation

    @cached_property
    def changed(self) -> Changed | None:
        """Return how the shown period has changed; None when it has not, or when its value does not tell yet.

        A period that is not over tells nothing, and neither does one with too few cases.
        """
        place = len(self.periods) - 1
        if not self._tells(place):
            return None
        found = {signal.rule: signal for signal in (*self.variation.at(place), *self._new_level(place))}
        strongest = next((found[rule] for rule in _STRONGEST if rule in found), None)
        return self._changed(strongest, place) if strongest else None

    def _tells(self, place: int) -> bool:
        if not self.periods or self.periods[place] != self.shown or not self.variation.enough:
            return False
        return self.values[place] is not None and not self.readings[place].too_few

    def _new_level(self, place: int) -> tuple[Signal, ...]:
        """Return the move to the level of *place*, as long as it is news."""
        return tuple(
            signal
            for signal in self.variation.signals
            if signal.rule is Rule.SHIFT
            and signal.first == self.variation.baselines[-1].first
            and place - signal.first < RECENT
        )

    def _changed(self, signal: Signal, place: int) -> Changed:
        higher_is_better = self.kpi.better is Better.HIGHER
        return Changed(
            sentence=self._sentence(signal, place),
            better=None if self.kpi.better is Better.WITHIN else (signal.side == "high") == higher_is_better,
            since=self.periods[signal.first],
            rule=signal.rule,
            side=signal.side,
        )

    def _sentence(self, signal: Signal, place: int) -> str:
        above, since = _ABOVE[signal.side], self.calendar.label(self.periods[signal.first])
        grain = self.shown.grain
        mean, low, high = (self._words(each[place]) for each in self._drawn)
        time = "day of the week" if grain is Grain.DAY else "time of the year"
        season = f" for this {time}" if self.variation.seasonal else ""
        match signal.rule:
            case Rule.OUTSIDE:
                value = self._words(self.readings[place].value)
                return f"{value} is {above} its natural limits{season}, {low} to {high}."
            case Rule.RUN:
                known = sum(value is not None for value in self.values[signal.first : place + 1])
                return f"{number_of(known, grain)} in a row {above} the mean of {mean}{season}, since {since}."
            case Rule.NEAR:
                limit = f"upper natural limit ({high})" if signal.side == "high" else f"lower natural limit ({low})"
                return f"Nearer its {limit} than the mean ({mean}){season}, 3 {grain}s of any 4, since {since}."
            case Rule.SHIFT:
                before = self._mean_before(signal, place)
                return f"At another level since {since}: a mean of {mean}{season}, before that {before}."

    @property
    def _drawn(self) -> tuple[Sequence[float | None], ...]:
        return self.variation.mean, self.variation.low, self.variation.high

    def _mean_before(self, signal: Signal, place: int) -> str:
        """Return the mean of the level before; where it follows a season, the one of the same time."""
        season = SEASONS.get(self.shown.grain, 1) if self.variation.seasonal else 1
        before = next((at for at in range(place, -1, -season) if at < signal.first), signal.first - 1)
        return self._words(self.variation.mean[before])

    def _words(self, value: float | None) -> str:
        return figure(value, self.kpi.unit, self.currency)


def kpi_variation(workspace: Workspace, view: View, kpi_id: str) -> KpiVariation:
    """Return how the KPI called *kpi_id* varies up to the shown period of *view*, at its grain; raises NotFound."""
    kpi, period = workspace.kpi(kpi_id), workspace.period(view)
    return kept(
        workspace,
        ("variation", kpi_id),
        lambda: _variations(workspace, view, [kpi], period)[kpi_id],
        _of(workspace, view, period),
    )


def variations(workspace: Workspace, view: View, period: Period) -> Mapping[str, KpiVariation]:
    """Return how every KPI, by id, varies up to *period* under *view*: one question for all of them."""
    return kept(
        workspace,
        ("variations",),
        lambda: _variations(workspace, view, workspace.scorecard.kpis, period),
        _of(workspace, view, period),
    )


def _of(workspace: Workspace, view: View, period: Period) -> View:
    return replace(view, period=workspace.calendar.name(period), grain=period.grain)


def _variations(workspace: Workspace, view: View, kpis: Sequence[Kpi], period: Period) -> dict[str, KpiVariation]:
    series = workspace.series(view, kpis, workspace.calendar.last(period, HISTORY))
    known = {each.id: each for each in lines(workspace)}
    return {kpi.id: _kpi_variation(workspace, period, series[kpi.id], known[kpi.dataset]) for kpi in kpis}


def _kpi_variation(workspace: Workspace, period: Period, series: Sequence[Reading], line: DatasetLine) -> KpiVariation:
    over = [each for each in series if not each.partial]
    telling = [each.value if tells(each, line, workspace.calendar) else None for each in over]
    first = next((place for place, value in enumerate(telling) if value is not None), len(over))
    kpi, values = series[-1].kpi, telling[first:]
    return KpiVariation(
        kpi=kpi,
        shown=period,
        calendar=workspace.calendar,
        currency=workspace.currency,
        periods=tuple(each.period for each in over[first:]),
        readings=tuple(over[first:]),
        values=tuple(values),
        variation=variation(
            values,
            season=SEASONS.get(period.grain),
            bounds=possible(kpi, [value for value in values if value is not None]),
        ),
    )


def tells(reading: Reading, line: DatasetLine, calendar: Calendar) -> bool:
    """Return whether a value was measured, and over enough days where it adds up."""
    if reading.value is None or reading.actual.stale:
        return False
    return not reading.flow or _covered(reading.period, line, calendar) >= _COVERED * reading.period.days


def _covered(period: Period, line: DatasetLine, calendar: Calendar) -> int:
    """Return how many days of *period* the rows of a dataset speak for."""
    if line.first_day is None or line.last_day is None:  # a derived dataset: its days are not known
        return period.days
    begins = calendar.period(line.first_day, line.rhythm.grain or Grain.DAY).start
    reaches = (begins, line.rhythm.reach(line.last_day, calendar))
    return _shared(period, reaches) - sum(_shared(period, gap) for gap in line.gaps)


def _shared(period: Period, days: Days) -> int:
    """Return how many days of *period* lie within *days*."""
    first, last = days
    return max((min(period.last_day, last) - max(period.start, first)).days + 1, 0)
