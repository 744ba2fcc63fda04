"""Random exports and random formulas of every kind: `bsc actuals` gives what plain Python gives."""

import csv
import io
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.oracle import Author, Columns, Row, Said, day_of, next_start, period_start
from tests.cli.command_line import CommandLine

GRAINS = ("day", "week", "month", "quarter", "year")
WORDS = ("won", "lost", "open", "Söhne", "O Neill")
FORMULAS = 40
BUYERS = ("buyer", "region", "score", "joined")
SALES = ("sale", "buyer", "channel", "state", "qty", "price", "sold_at", "sent_at", "due")
OWN = Columns(("qty", "price"), ("channel", "state"), ("sold_at", "sent_at", "due"), WORDS)
REACHED = Columns((*OWN.numbers, "buyers.score"), (*OWN.texts, "buyers.region"), (*OWN.whens, "buyers.joined"), WORDS)
DERIVED = Columns(("sales_of_buyer", "worth"), ("last_state",), ("first_at", "last_due"), WORDS)


@dataclass(frozen=True)
class Asked:
    """A KPI that is asked for: its formula, the rows that it is over, by which column they are placed."""

    id: str
    dataset: str
    formula: Said
    time: str
    where: Said | None = None
    periods_carried: int = 0

    def definition(self) -> dict[str, object]:
        return {
            "id": self.id,
            "name": self.id,
            "objective": "o",
            "dataset": self.dataset,
            "formula": self.formula.text,
            "time": self.time,
            **({"where": self.where.text} if self.where else {}),
            **({"missing": f"carry {self.periods_carried}"} if self.periods_carried else {}),
        }


@dataclass
class Company:
    """A random company: its exports as rows, its calendar, its KPIs."""

    seed: int
    rows: dict[str, list[Row]] = field(default_factory=dict)
    kpis: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 -- drawn again for the same seed
        self.sunday, self.year_starts = self.random.random() < 0.5, self.random.choice([1, 1, 4, 10])
        self.keyed = self.random.random() < 0.5
        self._draw_rows()
        self._draw_kpis()

    def _draw_rows(self) -> None:
        self.buyers = [self._buyer(number) for number in range(12)]
        self.sales = [self._sale(number) for number in range(self.random.randint(20, 160))]
        self.sales += [dict(row) for row in self.random.sample(self.sales, 6)]  # duplicates
        self.rows = {"buyers": self.buyers, "sales": self._reached(self.sales)}
        self.rows["per_buyer"] = self._per_buyer()

    def _buyer(self, number: int) -> Row:
        r = self.random
        return {
            "buyer": f"b{number}",
            "region": r.choice([*WORDS, None]),
            "score": r.choice([None, 0, -2, 5, 11]),
            "joined": date(2024, 1, 1) + timedelta(days=r.randint(0, 700)),
        }

    def _sale(self, number: int) -> Row:
        r = self.random
        sold = datetime.fromisoformat("2024-11-03") + timedelta(days=r.triangular(0, 500), hours=r.randint(0, 3))
        sold = sold.replace(microsecond=0)
        return {
            "sale": f"s{number}",
            "buyer": r.choice([None, "unknown", *(f"b{n}" for n in range(12))]),
            "channel": r.choice([*WORDS[:3], None]),
            "state": r.choice([*WORDS, None]),
            "qty": r.choice([None, 0, 1, 2, 2, 3, -4, 17]),
            "price": r.choice([None, 0.0, 7.5, 2.25, -1.25, 1999.75, 0.5]),
            "sold_at": None if r.random() < 0.03 else sold,
            "sent_at": None if r.random() < 0.3 else sold + timedelta(minutes=r.randint(-100, 90000)),
            "due": None if r.random() < 0.2 else sold.date() + timedelta(days=r.randint(-40, 40)),
        }

    def _reached(self, sales: list[Row]) -> list[Row]:
        """Return the rows that count, numbered, each with what it looks up."""
        numbered = [{**row, "«line»": line} for line, row in enumerate(sales, start=2)]
        kept = list({row["sale"]: row for row in numbered}.values()) if self.keyed else numbered
        kept = kept if self.keyed else [row for row in kept if row["sold_at"]]
        buyers = {buyer["buyer"]: buyer for buyer in self.buyers}
        return [
            {**row, **{f"buyers.{name}": value for name, value in buyers.get(row["buyer"], {}).items()}} for row in kept
        ]

    def _per_buyer(self) -> list[Row]:
        """Return what the derived dataset gives."""
        groups: dict[str | None, list[Row]] = defaultdict(list)
        for row in self.rows["sales"]:
            if row["state"] != "open" and row["state"] is not None:
                groups[row["buyer"]].append(row)
        return [
            {
                "buyer": buyer,
                "sales_of_buyer": len(rows),
                "worth": sum((row["qty"] or 0) * (row["price"] or 0) for row in rows),
                "first_at": min((row["sold_at"] for row in rows if row["sold_at"]), default=None),
                "last_due": max((row["due"] for row in rows if row["due"]), default=None),
                "last_state": max(row["state"].encode() for row in rows).decode(),
                "«line»": 0,
            }
            for buyer, rows in groups.items()
        ]

    def _draw_kpis(self) -> None:
        sales, derived = Author(self.random, REACHED), Author(self.random, DERIVED)
        for number in range(FORMULAS):
            formula = sales.formula()
            time = self.random.choice(["sold_at", "sold_at", "sold_at", "due"])
            where = sales.condition() if self.random.random() < 0.3 else None
            carried = self.random.choice([0, 0, 0, 2])
            self.kpis.append(Asked(f"k{number}", "sales", formula, time, where, carried))
        for number in range(FORMULAS // 4):
            formula = derived.formula()
            while "last(" in formula.text:  # which of two rows of one moment is the last is nobody's to say
                formula = derived.formula()
            self.kpis.append(Asked(f"d{number}", "per_buyer", formula, self.random.choice(["first_at", "last_due"])))

    def definitions(self) -> str:
        """Return the scorecard, as JSON, which is YAML too."""
        query = (
            "select buyer, count(*) as sales_of_buyer, sum(coalesce(qty, 0) * coalesce(price, 0)) as worth, "
            "min(sold_at) as first_at, max(due) as last_due, max(state) as last_state "
            "from sales where state <> 'open' group by buyer"
        )
        kinds = {"qty": "integer", "price": "number", "sold_at": "timestamp", "sent_at": "timestamp", "due": "date"}
        sales = {
            "id": "sales",
            "time": "sold_at",
            "dimensions": {"channel": "channel", "region": "buyers.region"},
            "lookups": {"buyers": "buyer"},
            "columns": kinds,
            **({"key": ["sale"]} if self.keyed else {}),
        }
        return json.dumps(
            {
                "version": 1,
                "journey": {
                    "week_starts": "sunday" if self.sunday else "monday",
                    "fiscal_year_starts": self.year_starts,
                },
                "stages": [{"id": "s", "name": "S"}],
                "datasets": [
                    sales,
                    {"id": "buyers", "key": ["buyer"], "columns": {"score": "integer"}},
                    {"id": "per_buyer", "query": query, "time": "first_at"},
                ],
                "objectives": [{"id": "o", "name": "O", "stage": "s", "perspective": "customer"}],
                "kpis": [kpi.definition() for kpi in self.kpis],
            }
        )

    def expected(
        self, kpi: Asked, grain: str, lets_through: Callable[[Row], bool]
    ) -> dict[date, tuple[float | None, int]]:
        """Return the value and the number of rows of *kpi* by period, for every period that has rows."""
        groups: dict[date, list[Row]] = defaultdict(list)
        for row in self.rows[kpi.dataset]:
            placed = row[kpi.time]
            if placed is not None and lets_through(row):
                start = period_start(day_of(placed), grain, sunday=self.sunday, year_starts=self.year_starts)
                groups[start].append({**row, "«time»": placed})
        found = {}
        for start, rows in groups.items():
            counted = [row for row in rows if kpi.where is None or kpi.where.of(row)]
            found[start] = (kpi.formula.of(counted), len(counted))
        return self._carried(found, grain, kpi.periods_carried)

    def _carried(
        self, found: dict[date, tuple[float | None, int]], grain: str, most: int
    ) -> dict[date, tuple[float | None, int]]:
        carried = dict(found)
        for start, (value, rows) in found.items():
            after = start
            for _ in range(most if value is not None else 0):
                after = next_start(after, grain)
                if after in found and found[after][0] is not None:
                    break
                carried[after] = (value, rows)
        return carried


def as_csv(rows: Iterable[Row], names: Iterable[str]) -> str:
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(names)
    lines.writerows(["" if row[name] is None else str(row[name]) for name in names] for row in rows)
    return written.getvalue()


FILTERS: tuple[dict[str, tuple[str, ...]], ...] = (
    {},
    {"channel": ("won", "lost")},
    {"region": ("Söhne", "open"), "channel": ("open", "lost")},
)


def lets_through(filters: dict[str, tuple[str, ...]], row: Row) -> bool:
    columns = {"channel": "channel", "region": "buyers.region"}
    return all(row.get(columns[dimension]) in values for dimension, values in filters.items())


def known(values: dict[date, tuple[float | None, int]]) -> dict[date, tuple[float, int]]:
    return {start: (value, rows) for start, (value, rows) in values.items() if value is not None}


@pytest.mark.parametrize("seed", range(3))
def test_actuals_are_those_of_plain_python(seed: int, tmp_path: Path) -> None:
    company, bsc = Company(seed), CommandLine(tmp_path)
    bsc.says("apply", bsc.file("scorecard.yaml", company.definitions()))
    bsc.says("import", bsc.file("sales.csv", as_csv(company.sales, SALES)), "--dataset", "sales")
    bsc.says("import", bsc.file("buyers.csv", as_csv(company.buyers, BUYERS)), "--dataset", "buyers")
    for number, grain in enumerate(GRAINS):
        filters = FILTERS[(number + seed) % len(FILTERS)]
        where = [f"--where={dimension}={value}" for dimension, values in filters.items() for value in values]
        got: dict[str, dict[date, tuple[float | None, int]]] = defaultdict(dict)
        for row in csv.DictReader(io.StringIO(bsc.says("actuals", "--grain", grain, "--format", "csv", *where))):
            value = float(row["value"]) if row["value"] else None
            got[row["kpi"]][date.fromisoformat(row["period"])] = (value, int(row["rows"]))
        for kpi in company.kpis:
            answers = kpi.dataset == "sales" or not filters  # a derived dataset has no such dimension
            expected = known(company.expected(kpi, grain, partial(lets_through, filters)) if answers else {})
            last = max(got[kpi.id], default=date.max)  # what is carried on beyond the last row is not listed
            said = f"seed {seed}, {grain}, {filters}, {kpi.definition()}"
            close: dict[date, Any] = {
                start: (pytest.approx(value, rel=1e-9, abs=1e-9), rows)
                for start, (value, rows) in expected.items()
                if start <= last
            }
            assert known(got[kpi.id]) == close, said
