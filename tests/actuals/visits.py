"""Visits of a website: a small dataset with a lookup whose numbers are known beforehand."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.actuals.asked_twice import Company, Document

FIRST = date(2026, 1, 1)
VISITS = {
    "day": "date", "channel": "text", "audience": "text", "customer": "text", "payer": "text", "clicks": "integer",
    "cost": "number", "done": "date",
}  # fmt: skip
CUSTOMERS = {"customer": "text", "country": "text", "joined": "date"}
CHANNELS = ("search", "social", "mail")
DAYS, A_DAY = 40, 600
MANY = DAYS * A_DAY  # rows: enough for a rollup, whatever is said


def visits(*days: tuple[int, int]) -> list[tuple[object, ...]]:
    """Return so many visits on each of these days of 2026 (the first is 1)."""
    return [visit(day, number) for day, count in days for number in range(count)]


def visit(day: int, number: int) -> tuple[object, ...]:
    when = FIRST + timedelta(day - 1)
    return (
        when,
        CHANNELS[number % 3],
        ("newcomer", "Newcomer", "Old Hand", None)[number % 4],
        f"c{number % 7}",
        f"c{number % 5}",
        number % 10,
        (number % 8) / 4,
        when + timedelta(number % 6),
    )


def many_visits() -> list[tuple[object, ...]]:
    return visits(*((day, A_DAY) for day in range(1, DAYS + 1)))


def document(formula: str = "count(*)", **parts: Any) -> Document:  # noqa: ANN401 -- parts of a plain document
    """Return definitions with the KPI `visits`, which counts, and `kpi`, which is *formula*; *parts* are the KPI's."""
    dataset = {
        "id": "visits",
        "time": "day",
        "lookups": {"customers": "customer"},
        "dimensions": {"channel": "channel", "persona": "audience"},
    }
    common = {"objective": "o", "dataset": "visits"}
    return {
        "version": 1,
        "stages": [{"id": "s", "name": "S"}],
        "personas": [{"id": "newcomer", "name": "Newcomer"}, {"id": "expert", "name": "Old Hand"}],
        "objectives": [{"id": "o", "name": "O", "stage": "s", "perspective": "customer"}],
        "datasets": [dataset, {"id": "customers", "key": ["customer"]}],
        "kpis": [
            {**common, "id": "visits", "name": "Visits", "formula": "count(*)"},
            {**common, "id": "kpi", "name": "KPI", "formula": formula, **parts},
        ],
    }


def with_dataset(found: Document, **parts: Any) -> Document:  # noqa: ANN401 -- the same
    """Return *found* with other parts of its dataset of visits."""
    visited, *others = found["datasets"]
    return {**found, "datasets": [{**visited, **parts}, *others]}


def company_of(folder: Path, found: Document, rows: Sequence[Sequence[object]] | None = None) -> Company:
    """Return the company with 12 days of 24 visits (or with *rows*), its customers, and no rollup yet."""
    if rows is not None:
        company = Company(folder, found)
        _bring(company, rows)
        return company
    (folder / "company.duckdb").write_bytes(_usual())
    company = Company(folder, found)
    company.bench.files = 2
    return company


@cache
def _usual() -> bytes:
    """Return the database file of the company with the usual rows, which most tests begin with."""
    with TemporaryDirectory() as folder:
        company = Company(Path(folder), document())
        _bring(company, visits(*((day, 24) for day in range(1, 13))))
        company.store.close()
        return company.path.read_bytes()


def _bring(company: Company, rows: Sequence[Sequence[object]]) -> None:
    company.bring("visits", VISITS, rows)
    company.bring("customers", CUSTOMERS, [(f"c{n}", "DE" if n % 2 else "FR", FIRST + timedelta(n)) for n in range(7)])
