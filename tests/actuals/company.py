"""A small company in a real database, fenced as the store fences its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from bsc import actuals
from bsc.actuals import Actual
from bsc.actuals.statements import Watch
from bsc.model.definitions import Scorecard
from bsc.model.periods import Period
from bsc.model.reading import scorecard_from
from bsc.model.shape import ColumnShape, DatasetShape
from bsc.model.words import ColumnType
from bsc.store.rollups import Rollup

FENCE = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "lock_configuration": "true",
}
TYPES = {
    "bigint": ColumnType.INTEGER,
    "double": ColumnType.NUMBER,
    "date": ColumnType.DATE,
    "timestamp": ColumnType.TIMESTAMP,
    "varchar": ColumnType.TEXT,
    "boolean": ColumnType.BOOLEAN,
}
Rows = Sequence[Sequence[object]]


@dataclass(eq=False)
class Company:
    """Datasets and KPIs by their definitions, the rows of each dataset, and the queries that were asked."""

    datasets: list[dict[str, Any]]
    journey: dict[str, Any] = field(default_factory=dict)
    personas: list[dict[str, Any]] = field(default_factory=list)
    kpis: list[dict[str, Any]] = field(default_factory=list)
    today: date = date(2026, 12, 31)
    queries: list[str] = field(default_factory=list)
    shapes: dict[str, DatasetShape] = field(default_factory=dict)
    tables: int = 0

    @property
    def whole(self) -> "Company":
        """What is remembered hangs on the company itself."""
        return self

    def __post_init__(self) -> None:
        self.connection = duckdb.connect(config=dict(FENCE))
        self.connection.execute('create schema "dataset"')

    def table(self, dataset: str, columns: str, rows: Rows) -> None:
        """Keep *rows* of *dataset*, whose columns are given as `day date, clicks bigint`."""
        self.tables += 1
        pairs = [column.split() for column in columns.split(", ")]
        declared = ", ".join(f'"{name}" {kind}' for name, kind in pairs)
        self.connection.execute(
            f'create or replace table "dataset"."{dataset}" (_import bigint, _line bigint, {declared})'
        )
        marks = ", ".join(f"({', '.join('?' * (len(pairs) + 2))})" for _ in rows)
        values = [value for line, row in enumerate(rows, start=2) for value in (1, line, *row)]
        self.connection.execute(f'insert into "dataset"."{dataset}" values {marks}', values)  # noqa: S608 -- our own words
        time = next((each.get("time") for each in self.datasets if each["id"] == dataset), None)
        days = [str(row[[name for name, _ in pairs].index(time)])[:10] for row in rows] if time in dict(pairs) else []
        known = [date.fromisoformat(day) for day in days if day != "None"]
        shape = tuple(ColumnShape(name, name, TYPES[kind]) for name, kind in pairs)
        self.shapes[dataset] = DatasetShape(
            dataset, shape, len(rows), min(known, default=None), max(known, default=None)
        )

    def read(
        self,
        sql: str,
        parameters: Sequence[object] = (),
        *,
        watch: Watch | None = None,  # noqa: ARG002 -- as the store takes it
        large: bool = False,  # noqa: ARG002 -- the same
    ) -> list[tuple[Any, ...]]:
        self.queries.append(sql)
        return self.connection.execute(sql, parameters).fetchall()

    def arrays(
        self,
        sql: str,
        parameters: Sequence[object] = (),
        *,
        watch: Watch | None = None,  # noqa: ARG002 -- the same
        large: bool = False,  # noqa: ARG002 -- the same
    ) -> dict[str, Any]:
        self.queries.append(sql)
        return self.connection.execute(sql, parameters).fetchnumpy()

    def versions(self) -> dict[str, int]:
        return dict.fromkeys(self.shapes, self.tables)

    def rollups(self) -> tuple[Rollup, ...]:
        return ()

    def unique_keys(self) -> dict[str, tuple[str, ...]]:
        return {}

    def scorecard(self, *kpis: dict[str, Any]) -> Scorecard:
        common = {"objective": "know", "dataset": self.datasets[0]["id"]}
        return scorecard_from(
            {
                "journey": self.journey,
                "stages": [{"id": "stage", "name": "Stage"}],
                "personas": self.personas,
                "objectives": [{"id": "know", "name": "Know", "stage": "stage", "perspective": "process"}],
                "datasets": self.datasets,
                "kpis": [{**common, "id": f"kpi_{n}", "name": f"KPI {n}", **kpi} for n, kpi in enumerate(kpis)],
            }
        )

    def actuals(
        self, scorecard: Scorecard, periods: Sequence[Period], **filters: str
    ) -> dict[tuple[str, Period], Actual]:
        chosen = {dimension: (value,) for dimension, value in filters.items()}
        return actuals.compute(
            self, scorecard, scorecard.kpis, periods, filters=chosen, today=self.today, shapes=self.shapes
        )

    def actual(self, formula: str, period: str, *, filters: dict[str, str] | None = None, **kpi: Any) -> Actual:  # noqa: ANN401 -- a KPI's plain document
        """Return what the formula comes to in the period of this name."""
        scorecard = self.scorecard({"formula": formula, **kpi})
        asked = scorecard.journey.calendar.parse(period)
        return self.actuals(scorecard, [asked], **(filters or {}))["kpi_0", asked]

    def value(self, formula: str, period: str, **kpi: Any) -> float | None:  # noqa: ANN401 -- a KPI's plain document
        """Return the value alone."""
        return self.actual(formula, period, **kpi).value


def shop() -> Company:
    """Return a company with adverts, orders that look customers up, payments placed by their orders, and staff."""
    company = Company(
        [
            {"id": "ads", "time": "day", "dimensions": {"channel": "channel", "persona": "audience"}},
            {
                "id": "orders",
                "time": "ordered_at",
                "key": ["order_id"],
                "lookups": {"customers": "customer_id"},
                "dimensions": {"channel": "channel", "country": "customers.country"},
            },
            {"id": "customers", "key": ["customer_id"]},
            {
                "id": "payments",
                "time": "orders.ordered_at",
                "lookups": {"orders": "order_id"},
                "dimensions": {"channel": "orders.channel"},
            },
            {"id": "staff", "time": "day"},
            {
                "id": "first_orders",
                "time": "first_at",
                "query": """select customer_id, min(ordered_at) as first_at, count(*) as orders
                            from orders group by customer_id""",
            },
            {"id": "leads", "time": "created_on"},
        ]
    )
    company.table("ads", "day date, channel varchar, audience varchar, impressions bigint, clicks bigint", ADS)
    company.table(
        "orders",
        "order_id varchar, customer_id varchar, channel varchar, status varchar, amount double, ordered_at timestamp, "
        "shipped_at timestamp",
        ORDERS,
    )
    company.table("customers", "customer_id varchar, country varchar", CUSTOMERS)
    company.table("payments", "payment_id varchar, order_id varchar, amount double", PAYMENTS)
    company.table("staff", "day date, headcount bigint", STAFF)
    return company


ADS: Rows = [
    ("2026-01-05", "search", "newcomer", 100, 10),
    ("2026-01-20", "social", "expert", 30000, 900),
    ("2026-02-03", "search", "newcomer", 200, 8),
    ("2026-04-10", "social", "newcomer", 0, 0),
    ("2026-04-11", "search", "expert", 50, 5),
]
ORDERS: Rows = [
    ("o1", "c1", "search", "won", 100, "2026-01-05 12:00", "2026-01-06 00:00"),
    ("o2", "c1", "search", "lost", 300, "2026-01-06 09:00", None),
    ("o3", "c2", "social", "won", 200, "2026-01-31 23:00", "2026-02-01 01:00"),
    ("o4", "c3", "search", "won", 50, "2026-02-10 08:00", "2026-02-13 08:00"),
    ("o5", "c2", "social", "lost", 70, "2026-05-02 10:00", None),
]
CUSTOMERS: Rows = [("c1", "DE"), ("c2", "FR")]
PAYMENTS: Rows = [
    ("p1", "o1", 60),
    ("p2", "o1", 40),
    ("p3", "o2", 300),
    ("p4", "o3", 200),
    ("p5", "o4", 50),
    ("p6", "o9", 999),
    ("p7", None, 5),
]
STAFF: Rows = [
    ("2026-01-01", 10),
    ("2026-01-31", 12),
    ("2026-02-15", 99),
    ("2026-02-15", 11),
    ("2026-03-01", None),
    ("2026-03-02", 13),
    ("2026-03-03", None),
]
