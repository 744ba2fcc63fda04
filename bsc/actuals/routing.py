"""Which parts of KPIs a rollup answers, and which the rows: one rule after the other, each with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from bsc.actuals.desks import ROWS, Desk, RollupDesk, RowsDesk
from bsc.actuals.filters import Filtered
from bsc.actuals.memory import Memory
from bsc.actuals.plan import Group, Planned, has_many_rows
from bsc.actuals.relations import source_sql
from bsc.actuals.rollup import Spec, calendar_of, fingerprint, found_among, why_not
from bsc.actuals.scanning import Source
from bsc.actuals.statements import Reader, statement
from bsc.formula import Catalogue
from bsc.formula.writing import quoted
from bsc.model.periods import Period
from bsc.store.rollups import Rollup

NONE_BUILT = "no rollup was built yet"
NOT_PLAIN = "the formula is more than arithmetic over numbers"


@dataclass(frozen=True)
class Route:
    """How some KPIs of a group are answered: by which desk, and in which of the periods (their places)."""

    plans: tuple[Planned, ...]
    desk: Desk | None  # None: whole formulas are asked of the rows
    places: tuple[int, ...]


@dataclass(frozen=True)
class Router:
    """Finds the way for the KPIs of one *group* under the filters *rows*."""

    reader: Reader
    catalogue: Catalogue
    memory: Memory
    group: Group
    rows: Filtered
    found: "tuple[Rollup, Spec] | None" = field(init=False)

    def __post_init__(self) -> None:
        """Look for the rollup of the group's dataset and time column."""
        frame, time = self.group.frame, self.group.time
        what = (frame.dataset.id, time)
        wanted = self.memory.found_out(self.catalogue, what, lambda: fingerprint(self.catalogue, frame, time))
        rollup = found_among(self.reader.rollups(), self.group.frame.dataset.id, wanted)
        object.__setattr__(self, "found", (rollup, self._spec(rollup)) if rollup else None)

    def _spec(self, rollup: Rollup) -> Spec:
        """Return what *rollup* holds; what was counted by another calendar's periods is left aside."""
        spec = Spec.read(rollup.spec)
        same = spec.calendar == calendar_of(self.catalogue.scorecard.journey.calendar)
        return spec if same else replace(spec, counted_table="")

    def why_rows(self, plan: Planned, periods: Sequence[Period]) -> str:
        """Return why rows are asked for the KPI in *periods*; empty when the rollup answers all of them."""
        if plan.parts is None:
            return NOT_PLAIN
        if self.found is None:
            return NONE_BUILT
        rollup, spec = self.found
        why = why_not(spec, self.catalogue, self.group.frame, plan.parts.pieces, plan.lookups, self.rows)
        if why:
            return why
        desk = self._rollup_desk(rollup, spec)
        left = [each.key for each in plan.parts.holistic if desk.served([each], periods) == ROWS]
        if left:
            return f"the rollup has no {left[0]}"
        touched = any(_is_touched(rollup, period) for period in periods)
        return "an import has touched these days since the rollup was made" if touched else ""

    def last_day(self) -> date | None:
        """Return the last day that has rows, whatever the filters, as the rollup knows it; None when it does not."""
        if self.found is None or not self.found[1].cube:
            return None
        rollup, spec = self.found
        what = ("days of a cube", rollup.id, rollup.made_at, rollup.touched)
        last = self.memory.once(what, lambda: self._last_settled_day(rollup, spec))
        return cast("date", last) if last and all(day < last for day in rollup.touched) else None

    def _last_settled_day(self, rollup: Rollup, spec: Spec) -> date | None:
        sql = statement("last_day", cube=f"rollup.{quoted(spec.cube)}")
        ((last,),) = self.reader.read(sql, [sorted(rollup.touched)])
        return cast("date | None", last)

    def routes(self, periods: Sequence[Period]) -> list[Route]:
        """Return the ways that answer every KPI of the group in every one of *periods*."""
        by_rollup, by_rows, whole = self._sorted()
        everywhere = tuple(range(len(periods)))
        found = [Route(tuple(whole), None, everywhere)] if whole else []
        if by_rows:
            found.append(Route(tuple(by_rows), self._rows_desk(by_rows), everywhere))
        if by_rollup and self.found:
            rollup, spec = self.found
            touched = tuple(place for place in everywhere if rollup.touched and _is_touched(rollup, periods[place]))
            settled = tuple(place for place in everywhere if place not in touched) if touched else everywhere
            found.append(Route(tuple(by_rollup), self._rollup_desk(rollup, spec), settled))
            if touched:
                found.append(Route(tuple(by_rollup), None, touched))
        return found

    def _sorted(self) -> tuple[list[Planned], list[Planned], list[Planned]]:
        by_rollup: list[Planned] = []
        by_rows: list[Planned] = []
        whole: list[Planned] = []
        for plan in self.group.kpis:
            if plan.parts is None:
                whole.append(plan)
            elif self.found and not why_not(
                self.found[1], self.catalogue, self.group.frame, plan.parts.pieces, plan.lookups, self.rows
            ):
                by_rollup.append(plan)
            else:
                by_rows.append(plan)
        return by_rollup, by_rows, whole

    def _rows_desk(self, plans: Iterable[Planned]) -> RowsDesk:
        lookups = {name for plan in plans for name in plan.lookups} | self.rows.lookups
        frame = self.group.frame
        source = Source(
            derived=self.catalogue.derived_sql([frame.dataset.id, *lookups]),
            rows=source_sql(self.catalogue, frame, lookups),
            day=frame.column(self.group.time).sql,
            filters=self.rows.sql,
            values=self.rows.values,
            versions=versions_of(self.reader, self.catalogue, [frame.dataset.id, *lookups]),
        )
        return RowsDesk(self.reader, source, self.memory, has_many_rows(frame))

    def _rollup_desk(self, rollup: Rollup, spec: Spec) -> RollupDesk:
        return RollupDesk(self.reader, rollup, spec, dict(self.rows.chosen), self._rows_desk(self.group.kpis))


def _is_touched(rollup: Rollup, period: Period) -> bool:
    return any(day in period for day in rollup.touched)


def versions_of(reader: Reader, catalogue: Catalogue, datasets: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return the versions of all rows that *datasets* are made of."""
    known = reader.versions()
    return tuple((name, known.get(name, 0)) for name in sorted(catalogue.behind(datasets)))
