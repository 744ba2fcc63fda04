"""Forty KPIs over 36 months from raw rows: the engine beside the hand-written query that is its limit, and pandas."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb

from benchmarks.clock import median_of, table
from bsc import actuals
from bsc.model.definitions import Scorecard
from bsc.model.periods import Calendar, Grain
from bsc.model.reading import scorecard_from
from bsc.model.shape import ColumnShape, DatasetShape
from bsc.model.words import ColumnType

STAGES = ("awareness", "interest", "consideration", "purchase", "onboarding", "retention")
FIRST, END = date(2023, 11, 1), date(2026, 11, 1)
COLUMNS = {
    "happened": ColumnType.TIMESTAMP,
    "stage": ColumnType.TEXT,
    "channel": ColumnType.TEXT,
    "persona": ColumnType.TEXT,
    "user_id": ColumnType.INTEGER,
    "clicks": ColumnType.INTEGER,
    "cost": ColumnType.NUMBER,
    "amount": ColumnType.NUMBER,
    "minutes": ColumnType.INTEGER,
}


class Rows:
    """A database with one dataset of synthetic events, and the way in which the engine reads it."""

    def __init__(self, count: int) -> None:
        """Make *count* events, spread evenly over the 36 months."""
        self.connection = duckdb.connect()
        self.connection.execute("create schema dataset")
        self.connection.execute(
            """
            create table dataset.events as
            select
                timestamp '2023-11-01' + to_seconds(cast(random() * 1096 * 86400 as bigint)) as happened,
                list_extract($stages, 1 + cast(floor(random() * 6) as int)) as stage,
                ['search', 'social', 'email', 'direct', 'partner'][1 + cast(floor(random() * 5) as int)] as channel,
                ['newcomer', 'expert', 'manager'][1 + cast(floor(random() * 3) as int)] as persona,
                cast(random() * 20000 as bigint) as user_id,
                cast(random() * 50 as bigint) as clicks,
                random() * 20 as cost,
                random() * 200 as amount,
                cast(random() * 600 as bigint) as minutes,
                false as _unused
            from range($count)
            """,
            {"count": count, "stages": list(STAGES)},
        )

    def read(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of *sql*, as the store does."""
        return self.connection.cursor().execute(sql, list(parameters)).fetchall()


def scorecard() -> Scorecard:
    """Return a scorecard of 40 KPIs: 36 that add up (or divide what adds up), two medians, two distinct counts."""
    formulas: list[str] = []
    for stage in STAGES:
        rows = f"filter (where stage = '{stage}')"
        formulas += [
            f"count(*) {rows}",
            f"sum(clicks) {rows}",
            f"sum(cost) {rows}",
            f"sum(amount) {rows} / count(*) {rows}",
            f"sum(clicks) {rows} / sum(cost) {rows}",
            f"max(amount) {rows}",
        ]
    formulas += [
        "median(minutes)",
        "quantile(amount, 0.9)",
        "count(distinct user_id)",
        "count(distinct user_id) / count(*)",
    ]
    return scorecard_from(
        {
            "stages": [{"id": "all", "name": "All"}],
            "objectives": [{"id": "all", "name": "Know", "stage": "all", "perspective": "customer"}],
            "datasets": [
                {"id": "events", "time": "happened", "dimensions": {"channel": "channel", "persona": "persona"}}
            ],
            "kpis": [
                {"id": f"k{number}", "name": f"K{number}", "objective": "all", "dataset": "events", "formula": formula}
                for number, formula in enumerate(formulas)
            ],
        }
    )


def by_hand() -> str:
    """Return what an expert would write: partials by month and stage, and the rest in a second pass."""
    return """
        with partials as (
            select date_trunc('month', happened) as month, stage, count(*) as n, sum(clicks) as clicks,
                sum(cost) as cost, sum(amount) as amount, max(amount) as most
            from dataset.events group by all
        ),
        whole as (
            select date_trunc('month', happened) as month, median(minutes) as m, quantile_cont(amount, 0.9) as q,
                count(distinct user_id) as users
            from dataset.events group by all
        )
        select p.*, w.* from partials as p join whole as w using (month)
    """


def run(count: int, runs: int = 5) -> None:
    """Print the table for *count* rows."""
    rows, defined = Rows(count), scorecard()
    periods = Calendar().periods(FIRST, END, Grain.MONTH)
    shape = DatasetShape(
        "events",
        tuple(ColumnShape(name, name, kind) for name, kind in COLUMNS.items()),
        count,
        FIRST,
        date(2026, 10, 31),
    )

    def computed(kpis: Sequence[int]) -> object:
        return actuals.compute(
            rows,
            defined,
            [defined.kpis[number] for number in kpis],
            periods,
            filters={},
            today=END,
            shapes={"events": shape},
        )

    def frames() -> object:
        frame = rows.connection.cursor().execute("select * from dataset.events").df()
        frame["month"] = frame["happened"].dt.to_period("M")
        grouped = frame.groupby(["month", "stage"], observed=True)
        parts = grouped.agg({"clicks": ["sum", "count"], "cost": "sum", "amount": ["sum", "max"]})
        months = frame.groupby("month")
        whole = months.agg({"minutes": "median", "user_id": "nunique"}), months["amount"].quantile(0.9)
        return parts, whole

    everything = range(len(defined.kpis))
    additive = range(len(defined.kpis) - 4)
    table(
        f"{len(defined.kpis)} KPIs × {len(periods)} months from {count:,} raw rows",
        [
            median_of(runs, lambda: rows.read(by_hand()), "hand-written SQL, two passes (the limit)"),
            median_of(runs, lambda: computed(everything), "bsc.actuals.compute"),
            median_of(1, lambda: [computed([number]) for number in everything], "the same, one KPI at a time"),
            median_of(1, frames, "pandas, grouped by hand"),
        ],
    )
    table(
        f"the {len(additive)} KPIs that add up, {len(periods)} months, {count:,} raw rows",
        [
            median_of(
                runs,
                lambda: rows.read(
                    "select date_trunc('month', happened) as month, stage, count(*), sum(clicks), sum(cost), "
                    "sum(amount), max(amount) from dataset.events group by all"
                ),
                "hand-written SQL (the limit)",
            ),
            median_of(runs, lambda: computed(additive), "bsc.actuals.compute"),
        ],
    )
