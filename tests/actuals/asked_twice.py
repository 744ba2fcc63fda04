"""A company in a real store, asked twice: as the product asks, and as whole formulas over the rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bsc import actions, actuals
from bsc.actuals import Actual
from bsc.actuals.memory import memory_of
from bsc.actuals.routing import Route, Router
from bsc.model.definitions import Kpi
from bsc.model.periods import Grain, Period
from bsc.store import Store
from tests.store.bench import Bench, Rows

Document = dict[str, Any]
Filters = Mapping[str, tuple[str, ...]]
Found = Mapping[tuple[str, Period], Actual]

TODAY = date(2026, 12, 31)


@contextmanager
def whole_formulas() -> Iterator[None]:
    """Let every KPI be one SQL formula over the rows of a period: nothing in parts, nothing computed ahead."""

    def whole(router: Router, periods: Sequence[Period]) -> list[Route]:
        return [Route(router.group.kpis, None, tuple(range(len(periods))))]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Router, "routes", whole)
        yield


class Company:
    """A store in *folder* that holds the definitions *document*, and whose rows come without files being read."""

    def __init__(self, folder: Path, document: Document) -> None:
        self.path = folder / "company.duckdb"
        self.document = document
        self.store = Store.open(self.path)
        self.bench = Bench(self.store)
        self.define(document)

    def define(self, document: Document) -> None:
        self.document = document
        actions.apply_definitions(self.store, document, "ada")

    def change(self, **parts: Any) -> None:  # noqa: ANN401 -- parts of a plain document
        """Apply the definitions again with these parts in the place of theirs."""
        self.define({**self.document, **parts})

    def reopen(self) -> None:
        self.store.close()
        self.store = self.bench.store = Store.open(self.path)

    def bring(self, dataset: str, types: Mapping[str, str], rows: Rows, covers: tuple[date, date] | None = None) -> int:
        """Return the number of the import of *rows*, whose columns have *types*."""
        definition = next(each for each in self.document["datasets"] if each["id"] == dataset)
        return self.bench.bring(self.bench.incoming(definition, types, rows, covers))[0]

    def undo(self, number: int, dataset: str) -> None:
        self.bench.undo(number, dataset)

    def refresh(self, few_rows: int = 0, shrink: int = 0) -> actions.Refreshed:
        """Return what was done to bring the rollups up to date; by default, nothing is too small for one."""
        return actions.refresh_rollups(self.store, few_rows=few_rows, shrink=shrink)

    def kpi(self, name: str) -> Kpi:
        return next(kpi for kpi in self.store.scorecard().kpis if kpi.id == name)

    def period(self, name: str) -> Period:
        return self.store.scorecard().journey.calendar.parse(name)

    def periods(self, first: date, last: date, *grains: Grain) -> list[Period]:
        """Return every period of *grains* (all, when none are given) from *first* to *last*."""
        calendar = self.store.scorecard().journey.calendar
        return [each for grain in grains or Grain for each in calendar.periods(first, last + timedelta(days=1), grain)]

    def ask(self, periods: Sequence[Period], filters: Filters | None = None, *, forget: bool = True) -> Found:
        """Return what every KPI comes to; what was asked before is remembered only when it is not to *forget*."""
        if forget:
            memory_of(self.store).forget()
        scorecard = self.store.scorecard()
        return actuals.compute(
            self.store, scorecard, scorecard.kpis, periods, filters=filters or {}, today=TODAY,
            shapes=self.store.shapes(),
        )  # fmt: skip

    def of_rows(self, periods: Sequence[Period], filters: Filters | None = None) -> Found:
        """Return the same from whole formulas over the rows."""
        with whole_formulas():
            return self.ask(periods, filters)

    def actual(self, kpi: str, period: str, filters: Filters | None = None) -> Actual:
        asked = self.period(period)
        return self.ask([asked], filters)[kpi, asked]

    def served(self, kpi: str, period: str, filters: Filters | None = None) -> str:
        return self.actual(kpi, period, filters).served

    def why(self, kpi: str, *periods: str, filters: Filters | None = None) -> str:
        """Return why the rows are asked."""
        return actuals.why_rows(
            self.store,
            self.store.scorecard(),
            self.kpi(kpi),
            [self.period(name) for name in periods],
            filters=filters or {},
            shapes=self.store.shapes(),
        )


def close_to(one: float | None, other: float | None) -> bool:
    """Return whether the two are equal to nine digits, or both are no value."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-9 * max(1, abs(one), abs(other))


def differing(one: Found, other: Found) -> list[tuple[str, str, Actual, Actual | None]]:
    """Return where two answers are not the same, by KPI and period."""
    assert one.keys() == other.keys()
    return [
        (kpi, f"{period.grain} {period.start}", one[kpi, period], other[kpi, period])
        for kpi, period in one
        if not _alike(one[kpi, period], other[kpi, period])
    ]


def _alike(one: Actual, other: Actual) -> bool:
    numbers = ("value", "numerator", "denominator")
    facts = ("rows", "partial", "elapsed", "stale", "available", "note")
    return all(close_to(getattr(one, name), getattr(other, name)) for name in numbers) and all(
        getattr(one, name) == getattr(other, name) for name in facts
    )


def rollup_table(store: Store, kind: str) -> str:
    """Return the table of this kind of the only rollup there is: c (its cube), v (values) or k (counted)."""
    (rollup,) = store.rollups()
    return next(f'rollup."{name}"' for name in rollup.tables if re.match(kind, name))
