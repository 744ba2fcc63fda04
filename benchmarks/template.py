"""All KPIs of the full-journey template over 36 months: from raw rows, from the rollups of the file, and warm."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from benchmarks.clock import in_turns, median_of, once, table
from benchmarks.company import MONTHS, TODAY, company
from benchmarks.peers.question import Answers, difference
from bsc import actions, actuals
from bsc.store import Store
from bsc.store.rollups import Rollup, drop

HAND = Path(__file__).parent / "hand"
RUNS, SLOW_RUNS, MANY_ROWS = 5, 2, 20_000_000
WARM_RUNS = 20


class _Unprepared:
    """A store that knows of no rollup; being another object, nothing is remembered of it."""

    def __init__(self, store: Store) -> None:
        """Read through *store*."""
        self._store = store

    def rollups(self) -> Sequence[Rollup]:
        """Return no rollup."""
        return ()

    def __getattr__(self, name: str) -> object:
        """Return what the store has of that name."""
        return getattr(self._store, name)


def unprepared(store: Store) -> actuals.Reader:
    """Return the rows of *store* as if nothing had been computed ahead: no rollups, and nothing remembered."""
    return cast("actuals.Reader", _Unprepared(store))


def run(folder: Path, rows: int) -> None:
    """Print the table for a company of *rows* rows, kept in *folder*."""
    store = company(folder, rows)
    forget_rollups(store)
    runs = SLOW_RUNS if rows > MANY_ROWS else RUNS
    by_hand, raw = in_turns(
        runs,
        [
            ("hand-written SQL: 32 queries, raw rows (the limit)", lambda: [store.read(sql) for sql in hand()]),
            ("cold: all from raw rows, nothing remembered", lambda: computed(unprepared(store), store)),
        ],
    )
    apart = difference(answers(store, unprepared(store)), hand_answers(store))
    prepared = once(lambda: actions.refresh_rollups(store), "rollups made")
    store.close()

    store = company(folder, rows)
    first = once(lambda: computed(store, store), "first question after opening the file: rollups, nothing in memory")
    channel, persona = {"channel": ("Email",)}, {"persona": ("hr_partner",), "channel": ("Email", "Direct")}
    filtered = once(lambda: computed(store, store, channel), "  the same with a filter, the first time")
    warm = median_of(
        WARM_RUNS, lambda: computed(store, store), "warm: rollups' series in memory, actuals computed anew"
    )
    both = median_of(WARM_RUNS, lambda: computed(store, store, persona), "  the same with two filters")
    table(
        f"{len(store.scorecard().kpis)} KPIs of the full-journey template × {len(MONTHS)} months, "
        f"{sum(shape.rows for shape in store.shapes().values()):,} rows in {len(store.shapes())} datasets",
        [
            by_hand,
            replace(raw, remark=f"differs by at most {apart:.1e} from the SQL by hand"),
            prepared,
            replace(first, remark=_differs(store)),
            filtered,
            warm,
            both,
        ],
    )
    _served(store)
    store.close()


def forget_rollups(store: Store) -> None:
    """Take every rollup of *store* away, so that making them is measured."""
    with store.change() as cursor:
        for rollup in store.rollups():
            drop(cursor, rollup.id)


def computed(
    rows: actuals.Reader, store: Store, filters: Mapping[str, tuple[str, ...]] | None = None
) -> dict[tuple[str, Any], actuals.Actual]:
    """Return the actuals of every KPI of *store* in the 36 months, read through *rows*."""
    scorecard = store.scorecard()
    return actuals.compute(
        rows, scorecard, scorecard.kpis, MONTHS, filters=filters or {}, today=TODAY, shapes=store.shapes()
    )


def answers(store: Store, rows: actuals.Reader) -> Answers:
    """Return the values of every KPI by month, read through *rows*."""
    found: Answers = {kpi.id: {} for kpi in store.scorecard().kpis}
    for (kpi, period), actual in computed(rows, store).items():
        if actual.value is not None:
            found[kpi][f"{period.start:%Y-%m}"] = actual.value
    return found


@cache
def hand() -> tuple[str, ...]:
    """Return the queries written by hand, together all KPIs of the template; the first column of each is the month."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(HAND.glob("*.sql")))


def hand_answers(store: Store) -> Answers:
    """Return the same values from the queries written by hand."""
    known = {f"{period.start:%Y-%m}" for period in MONTHS}
    found: Answers = {}
    for sql in hand():
        for name, values in _columns(store, sql).items():
            found[name] = {month: value for month, value in values.items() if month in known}
    return found


def _columns(store: Store, sql: str) -> dict[str, dict[str, float]]:
    _, *names = (name for name, *_ in store.read(f"describe {sql}"))
    rows = store.read(sql)
    return {
        name: {f"{month:%Y-%m}": float(values[place]) for month, *values in rows if _is_number(values[place])}
        for place, name in enumerate(names)
    }


def _is_number(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def _differs(store: Store) -> str:
    apart = difference(answers(store, unprepared(store)), answers(store, store))
    return f"differs by at most {apart:.1e} from raw rows"


def _served(store: Store) -> None:
    """Print what answered, and what the rollups hold."""
    served: dict[str, set[str]] = {}
    for (kpi, _), actual in computed(store, store).items():
        served.setdefault(actual.served, set()).add(kpi)
    print("  served by " + "; ".join(f"{name or 'nothing'}: {len(kpis)} KPIs" for name, kpis in sorted(served.items())))
    for rollup in store.rollups():
        print(f"    {rollup.dataset} by {rollup.day}: {rollup.rows:,} rows in {rollup.cells:,} cells")
