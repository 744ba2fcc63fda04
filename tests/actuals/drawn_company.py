"""A company as chance has it: rows with gaps, KPIs of every kind of aggregate, changes one after the other."""

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.actuals.asked_twice import Company, Document, Filters

FIRST = date(2026, 1, 20)
DAYS = 45
WORDS = ("search", "social", "mail")
EVENTS = {
    "event": "text", "day": "date", "seen": "timestamp", "kind": "text", "channel": "text", "audience": "text",
    "clicks": "integer", "cost": "number", "customer": "text", "payer": "text",
}  # fmt: skip
CUSTOMERS = {"customer": "text", "country": "text", "joined": "date", "age": "integer"}
PER_DAY = "select day, channel, count(*) as n, sum(clicks) as clicks from events group by day, channel"
PER_KIND = "select day, channel, max(clicks) as n, count(distinct customer) as clicks from events group by day, channel"

# what a division may go by comes out exactly the same whichever way it is added up: the drawn costs are quarters
EXACT = [
    "count(*)", "count(clicks)", "count(distinct customer)", "count(distinct clicks)", "count(distinct seen)",
    "sum(clicks)", "sum(cost)", "sum(clicks > 3)", "avg(cost)", "avg(clicks)", "avg(kind = 'a')", "min(cost)",
    "max(clicks)", "last(cost)", "last(clicks)", "median(clicks)", "quantile(clicks, 0)", "quantile(cost, 1)",
    "sum(customers.age)", "max(customers.age)", "count(distinct customers.country)",
]  # fmt: skip
INEXACT = [
    "stddev(cost)", "stddev(clicks)", "median(cost * 3)", "quantile(cost, 0.9)", "quantile(clicks, 0.25)",
    "median(days_between(day, seen))", "avg(hours_between(day, seen))", "sum(cost / clicks)",
]  # fmt: skip
CONDITIONS = [
    "kind = 'a'", "kind in ('a', 'b')", "not kind = 'a'", "clicks > 3", "cost is null", "customers.country = 'DE'",
    "channel = 'search' and clicks >= 1", "kind is null or clicks < 5",
]  # fmt: skip
OF_DERIVED = ["sum(n)", "median(n)", "max(clicks) - min(n)", "count(distinct channel)", "avg(clicks) / count(*)"]
FILTERS: list[Filters] = [
    {},
    {"channel": ("search",)},
    {"channel": ("search", "mail")},
    {"channel": ("nothing",)},
    {"persona": ("newcomer",)},
    {"persona": ("newcomer", "expert")},
    {"country": ("DE",)},
    {"persona": ("expert",), "channel": ("social",)},
    {"country": ("FR", "DE"), "channel": ("mail", "social")},
]


class Drawn:
    """The company that *random* draws in *folder*."""

    def __init__(self, folder: Path, random: Random) -> None:
        self.random = random
        self.keyed = random.random() < 0.5
        self.lookup = "customer"
        self.query = PER_DAY
        self.journey: dict[str, Any] = {}
        self.dimensions = {"channel": "channel", "persona": "audience", "country": "customers.country"}
        self.kpis = self._kpis()
        self.company = Company(folder, self._document())
        self.imports: list[int] = []
        self.bring_customers()
        self.bring_events(DAYS)

    def bring_customers(self) -> None:
        r = self.random
        rows = [
            (f"c{n}", r.choice(["DE", "FR", None]), FIRST + timedelta(r.randrange(DAYS)), r.choice([None, *range(30)]))
            for n in range(r.randrange(3, 9))
        ]
        self.company.bring("customers", CUSTOMERS, rows)

    def bring_events(self, days: int = 3) -> None:
        """Bring rows of some neighbouring days; they take the place of those that were there."""
        first = FIRST + timedelta(self.random.randrange(DAYS - days + 1))
        rows = [self._event(first + timedelta(self.random.randrange(days))) for _ in range(max(5, days * 4))]
        ids = dict.fromkeys(row[0] for row in rows)
        if self.keyed:
            rows = [next(row for row in rows if row[0] == each) for each in ids]
        covers = (first, first + timedelta(days - 1)) if not self.keyed and self.random.random() < 0.3 else None
        self.imports.append(self.company.bring("events", EVENTS, rows, covers))

    def undo(self) -> None:
        if len(self.imports) > 1:
            self.company.undo(self.imports.pop(self.random.randrange(len(self.imports))), "events")

    def define(self) -> None:
        """Change some of the definitions."""
        r = self.random
        match r.randrange(6):
            case 0:
                self.kpis = [*self.kpis[1:], *self._kpis()[:2]]
            case 1:
                self.kpis = self._kpis()
            case 2:
                self.journey = {
                    "fiscal_year_starts": r.choice([1, 2, 4]),
                    "week_starts": r.choice(["monday", "sunday"]),
                }
            case 3:
                self.lookup = "payer" if self.lookup == "customer" else "customer"
            case 4:
                self.query = PER_KIND if self.query == PER_DAY else PER_DAY
            case _:
                columns = r.sample(["channel", "audience", "kind", "customers.country"], 3)
                self.dimensions = dict(zip(("channel", "persona", "country"), columns, strict=True))
        self.company.define(self._document())

    def refresh(self) -> None:
        self.company.refresh(few_rows=0, shrink=self.random.choice([0, 0, 1, 2]))

    def reopen(self) -> None:
        self.company.reopen()

    def _event(self, day: date) -> tuple[object, ...]:
        r = self.random

        def seldom(value: object) -> object:
            return None if r.random() < 0.15 else value

        minutes = r.randrange(-2000, 4000)
        return (
            f"e{r.randrange(400)}",
            day if (self.keyed and r.random() < 0.95) or not self.keyed else None,
            seldom(datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes)),
            seldom(r.choice("abc")),
            seldom(r.choice(WORDS)),
            seldom(r.choice(["newcomer", "Newcomer", "Old Hand"])),
            seldom(r.choice([0, 1, 2, 3, 5, 8, 100])),
            seldom(r.randrange(-40, 400) / 4),
            seldom(f"c{r.randrange(10)}"),
            seldom(f"c{r.randrange(10)}"),
        )

    def _kpis(self) -> list[Document]:
        found = [self._kpi(number) for number in range(9)]
        derived = [{"dataset": "per_day", "formula": self.random.choice(OF_DERIVED)} for _ in range(2)]
        return [*found, *derived]

    def _kpi(self, _: int) -> Document:
        r = self.random
        time = r.choice(["day", "day", "day", "seen", "customers.joined"])
        said: Document = {"dataset": "events", "formula": self._formula(), "time": time}
        if r.random() < 0.3:
            said["where"] = r.choice(CONDITIONS)
        if r.random() < 0.2:
            said["missing"] = "carry 2"
        return said

    def _formula(self) -> str:
        one, other, exact = self._aggregate(), self._aggregate(), self._aggregate(EXACT)
        return self.random.choice(
            [
                one, one, one, one,
                f"{one} / {exact}",
                f"100 * ({one} - {other}) / {exact}",
                f"coalesce({one}, {other}, 0)",
                f"-abs({one}) + nullif({exact}, 0)",
                f"round({one}, 1)",
                f"{exact} % 7",
                f"case when {exact} > 3 then {one} else {other} end",
                "days_between(min(day), max(seen))",
            ]
        )  # fmt: skip

    def _aggregate(self, among: list[str] | None = None) -> str:
        said = self.random.choice(among or [*EXACT, *INEXACT, *INEXACT])
        return f"{said} filter (where {self.random.choice(CONDITIONS)})" if self.random.random() < 0.4 else said

    def _document(self) -> Document:
        key = {"key": ["event"]} if self.keyed else {}
        return {
            "version": 1,
            "journey": self.journey,
            "stages": [{"id": "s", "name": "S"}],
            "personas": [{"id": "newcomer", "name": "Newcomer"}, {"id": "expert", "name": "Old Hand"}],
            "objectives": [{"id": "o", "name": "O", "stage": "s", "perspective": "customer"}],
            "datasets": [
                {"id": "events", "time": "day", "lookups": {"customers": self.lookup},
                 "dimensions": self.dimensions, **key},
                {"id": "customers", "key": ["customer"]},
                {"id": "per_day", "time": "day", "query": self.query, "dimensions": {"channel": "channel"}},
            ],
            "kpis": [
                {"id": f"kpi_{n}", "name": f"KPI {n}", "objective": "o", **kpi} for n, kpi in enumerate(self.kpis)
            ],
        }  # fmt: skip
