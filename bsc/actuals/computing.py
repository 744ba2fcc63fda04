"""KPIs × periods → actuals: parts from rollups or rows, put together over each period, and the arithmetic around."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, cast

import duckdb
import numpy as np

from bsc.actuals.actual import Actual
from bsc.actuals.assembling import Assembled, assembled
from bsc.actuals.days import days_of
from bsc.actuals.desks import ROWS
from bsc.actuals.filters import Filtered, filtered
from bsc.actuals.memory import Memory, memory_of
from bsc.actuals.plan import Group, Planned, apart, groups, has_many_rows
from bsc.actuals.relations import doubled, source_sql
from bsc.actuals.routing import Router, versions_of
from bsc.actuals.series import Numbers
from bsc.actuals.statements import Reader, Watch, Watched, statement
from bsc.errors import FormulaProblem
from bsc.formula import Catalogue, Frame, Measures
from bsc.formula.measures import VALUES_OF_A_KPI
from bsc.model.definitions import Kpi, Scorecard
from bsc.model.periods import Period
from bsc.model.shape import DatasetShape

NO_ROWS = "no rows in this period"
DEFEATED = "a row cannot be computed"
NO_VALUE = "the rows of this period give no value: nothing to divide by, or nothing to take the mean of"

Found = dict[tuple[str, Period], Actual]


def compute(  # noqa: PLR0913 -- the question has this many parts, the last three by name
    rows: Reader,
    scorecard: Scorecard,
    kpis: Sequence[Kpi],
    periods: Sequence[Period],
    *,
    filters: Mapping[str, tuple[str, ...]],
    today: date,
    shapes: Mapping[str, DatasetShape],
    watch: Watch | None = None,
) -> Found:
    """Return the actual of each KPI in each period, under the filters (dimension → the values that count).

    Every pair has one: a KPI that cannot be computed has no value and a note that says why, and the others stand.
    *watch* is looked at while rows are asked; what it raises comes out.
    """
    if not periods:
        return {}
    reader = Watched(rows, watch) if watch else rows
    memory = memory_of(rows)
    computation = _Computation(reader, memory.catalogue(scorecard, shapes), filters, today, memory)
    return computation.actuals(kpis, periods)


@dataclass(frozen=True)
class _Computation:
    rows: Reader
    catalogue: Catalogue
    filters: Mapping[str, tuple[str, ...]]
    today: date
    memory: Memory
    clocks: "dict[date, _Clock]" = field(default_factory=dict)

    def actuals(self, kpis: Sequence[Kpi], asked: Sequence[Period]) -> Found:
        calendar = self.catalogue.scorecard.journey.calendar
        carried = max((kpi.carried_periods for kpi in kpis), default=0)
        before = {calendar.shifted(period, -step) for period in asked for step in range(1, carried + 1)}
        periods = sorted({*asked, *before})
        found: Found = {}
        plans: list[tuple[Planned, Frame]] = []
        for kpi in kpis:
            try:
                plans.append(self.memory.planned(kpi, self.catalogue))
            except FormulaProblem as problem:
                found |= self._without_values([kpi], periods, note=str(problem))
        for group in groups(plans):
            found |= self._standing(group, periods)
        carrying = [kpi for kpi in kpis if kpi.carried_periods]
        carried_on = {(kpi.id, period): self._carried(kpi, period, found) for kpi in carrying for period in asked}
        for period in before.difference(asked):
            for kpi in kpis:
                del found[kpi.id, period]
        return found | carried_on

    def _standing(self, group: Group, periods: Sequence[Period]) -> Found:
        """Return the actuals of *group*; a KPI that some row defeats loses its value, and the others keep theirs."""
        kpis = [plan.kpi for plan in group.kpis]
        try:
            rows = filtered(group.frame, self.filters, self.catalogue.scorecard.personas)
        except FormulaProblem as problem:
            return self._without_values(kpis, periods, available=False, note=str(problem))
        lookups = {name for plan in group.kpis for name in plan.lookups} | rows.lookups
        try:
            for name in sorted(lookups):
                self._refuse_doubled(group.frame, name)
        except FormulaProblem as problem:
            return self._without_values(kpis, periods, note=str(problem))
        try:
            return self._group(group, rows, periods)
        except (duckdb.DataError, duckdb.CatalogException):  # a row defeats a KPI, or a rollup went meanwhile
            return {
                key: value
                for plan in group.kpis
                for key, value in self._alone(replace(group, kpis=(plan,)), rows, periods).items()
            }

    def _group(self, group: Group, rows: Filtered, periods: Sequence[Period]) -> Found:
        router = Router(self.rows, self.catalogue, self.memory, group, rows)
        clock = self._clock(group, periods, router.last_day())
        found: Found = {}
        for route in router.routes(periods):
            some = [periods[place] for place in route.places]
            if route.desk is None:
                found |= self._whole(replace(group, kpis=route.plans), rows, some, clock)
            elif some:
                of_each = assembled(route.plans, route.desk, some)
                told = [clock.periods[period] for period in some]
                for plan, each in zip(route.plans, of_each, strict=True):
                    found |= _actuals(plan.kpi.id, some, told, each)
        return found

    def _alone(self, group: Group, rows: Filtered, periods: Sequence[Period]) -> Found:
        """Return the actuals of the one KPI in *group* from the rows of *periods* alone."""
        try:
            return self._whole(group, rows, periods, self._clock(group, periods, None))
        except duckdb.DataError as error:
            note = f"{DEFEATED}: {str(error).splitlines()[0]}"
            return self._without_values([group.kpis[0].kpi], periods, note=note)

    def _whole(self, group: Group, rows: Filtered, periods: Sequence[Period], clock: "_Clock") -> Found:
        """Return the actuals of *group* by its whole formulas, asked of the rows of *periods*."""
        found: Found = {}
        for some in apart(group) if periods else []:
            answered = self._answered(some, periods, rows)
            for place, plan in enumerate(some.kpis):
                for slot, period in enumerate(periods):
                    found[plan.kpi.id, period] = clock.told(period, _actual(answered.get(slot), place))
        return found

    def _answered(self, group: Group, periods: Sequence[Period], rows: Filtered) -> dict[int, tuple[Any, ...]]:
        """Return for each period that has rows, by its number, the values of the group's KPIs one after the other."""
        measures = Measures(group.frame, group.time)
        for plan in group.kpis:
            measures.add(plan.formula, plan.where)
        lookups = {name for plan in group.kpis for name in plan.lookups} | rows.lookups
        sql = statement(
            "actuals",
            derived=self.catalogue.derived_sql([group.frame.dataset.id, *lookups]),
            partials=measures.partials_sql(),
            source=source_sql(self.catalogue, group.frame, lookups),
            time=group.frame.column(group.time).sql,
            filters=rows.sql,
            values=measures.values_sql(),
        )
        starts, ends = [period.start for period in periods], [period.end for period in periods]
        large = has_many_rows(group.frame)
        answered = self.rows.read(sql, [list(range(len(periods))), starts, ends, *rows.values], large=large)
        return {slot: tuple(values) for slot, *values in answered}

    def _clock(self, group: Group, periods: Sequence[Period], last_day: date | None) -> "_Clock":
        until = min(self.today, self._covered_until(group, last_day))
        if until not in self.clocks:  # every group of a computation is asked for the same periods
            told = {period: (period.end > self.today, _elapsed(period, until)) for period in periods}
            self.clocks[until] = _Clock(told)
        return self.clocks[until]

    def _covered_until(self, group: Group, last_day: date | None) -> date:
        """Return the day after the last one that the dataset covers; *last_day* that has rows, if a rollup knows it."""
        shape, dataset = group.frame.shape, group.frame.dataset
        known = shape.last_day if shape else None
        if known is None or group.time != group.frame.named(dataset.time or ""):
            last = last_day or self._last_day(group)
            known = max((day for day in (known, last) if day), default=None)
        return min(known, date.max - timedelta(days=1)) + timedelta(days=1) if known else date.min

    def _last_day(self, group: Group) -> date | None:
        """Return the last day that has rows by the group's time, asked once for a version of the rows."""
        dataset, time = group.frame.dataset.id, group.frame.column(group.time).sql
        datasets = [dataset, *([group.time.source] if group.time.source else [])]
        what = ("last day", dataset, time, self.catalogue.derived_sql(datasets), self._versions(datasets))
        _, last = self.memory.once(what, lambda: days_of(self.rows, self.catalogue, group.frame, group.time))
        return cast("date | None", last)

    def _refuse_doubled(self, frame: Frame, name: str) -> None:
        """Raise FormulaProblem when the lookup doubles rows; it is asked once for a version of the rows."""
        what = ("single", self.catalogue.derived_sql([name]), frame.lookups[name], self._versions([name]))
        problem = self.memory.once(what, lambda: doubled(self.rows, self.catalogue, frame, name))
        if problem is not None:
            raise FormulaProblem(problem.seen, problem.cure)  # a new one: what is raised keeps its traceback

    def _versions(self, datasets: Iterable[str]) -> object:
        return versions_of(self.rows, self.catalogue, datasets)

    def _without_values(
        self, kpis: Sequence[Kpi], periods: Sequence[Period], *, note: str, available: bool = True
    ) -> Found:
        return {
            (kpi.id, period): Actual(partial=period.end > self.today, available=available, note=note)
            for kpi in kpis
            for period in periods
        }

    def _carried(self, kpi: Kpi, period: Period, found: Found) -> Actual:
        """Return the actual of *kpi* in *period*; where it has none, the last one that may be carried on."""
        actual = found[kpi.id, period]
        if actual.value is not None or not actual.available or period.start > self.today:
            return actual
        calendar = self.catalogue.scorecard.journey.calendar
        for steps in range(1, kpi.carried_periods + 1):
            before = calendar.shifted(period, -steps)
            last = found[kpi.id, before]
            if last.value is not None:
                note = f"carried on from {calendar.label(before)}"
                return replace(last, partial=actual.partial, elapsed=actual.elapsed, stale=steps, note=note)
        return actual


@dataclass(frozen=True)
class _Clock:
    """For each period whether it is partial, and the share of it that is over and covered."""

    periods: Mapping[Period, tuple[bool, float]]

    def told(self, period: Period, actual: Actual) -> Actual:
        """Return *actual* with what the clock says of *period*."""
        partial, elapsed = self.periods[period]
        return replace(actual, partial=partial, elapsed=elapsed)


def _actuals(kpi: str, periods: Sequence[Period], told: Sequence[tuple[bool, float]], found: Assembled) -> Found:
    """Return the actuals of *kpi*; *told* is what the clock says of each of *periods*."""
    columns = zip(
        periods,
        told,
        _finites(found.value),
        _finites(found.numerator),
        _finites(found.denominator),
        found.rows.tolist(),
        found.present.tolist(),
        strict=True,
    )
    actuals: Found = {}
    for period, (partial, elapsed), value, numerator, denominator, rows, present in columns:
        if not present:
            actuals[kpi, period] = Actual(partial=partial, elapsed=elapsed, note=NO_ROWS, served=found.served)
            continue
        actuals[kpi, period] = Actual(
            value=value,
            numerator=numerator,
            denominator=denominator,
            rows=int(rows),
            partial=partial,
            elapsed=elapsed,
            note=NO_VALUE if value is None else "",
            served=found.served,
        )
    return actuals


def _finites(numbers: Numbers) -> list[float | None]:
    return [
        each if finite else None for each, finite in zip(numbers.tolist(), np.isfinite(numbers).tolist(), strict=True)
    ]


def _actual(values: tuple[Any, ...] | None, place: int) -> Actual:
    if values is None:
        return Actual(note=NO_ROWS, served=ROWS)
    value, numerator, denominator, rows = values[place * VALUES_OF_A_KPI : (place + 1) * VALUES_OF_A_KPI]
    finite = _finite(value)
    return Actual(
        value=finite,
        numerator=_finite(numerator),
        denominator=_finite(denominator),
        rows=rows,
        note=NO_VALUE if finite is None else "",
        served=ROWS,
    )


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None


def _elapsed(period: Period, until: date) -> float:
    return min(max((until - period.start).days / period.days, 0.0), 1.0)
