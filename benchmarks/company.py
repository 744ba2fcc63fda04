"""The full-journey template's company at any number of rows, in a store file of its own.

Its datasets have the shares of the sample company, its rows are invented with SQL, lie in the 36 months to October 2026
and give every KPI values. They come in through the store's own `load`, as the rows of an import do.
"""

import sys
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from bsc import actions
from bsc.model.definitions import Dataset
from bsc.model.periods import Calendar, Grain, Period
from bsc.model.shape import ColumnShape
from bsc.model.words import ColumnType
from bsc.store import Incoming, Stamp, Store
from bsc.store.history import AS_OF
from bsc.store.ledger import write_setting
from bsc.store.loading import foreseen, load

FIRST, END = date(2023, 11, 1), date(2026, 11, 1)
TODAY = END
MONTHS: tuple[Period, ...] = tuple(Calendar().periods(FIRST, END, Grain.MONTH))
QUERIES = Path(__file__).parent / "rows"
WHO = "benchmark"
FEWEST = 400  # rows of a dataset, so that each month has some
ROWS_OF_THE_SAMPLE = {
    "web": 6962,
    "search_ads": 3976,
    "social_ads": 3605,
    "social": 412,
    "email": 532,
    "content": 410,
    "experiments": 233,
    "webinars": 295,
    "contacts": 8054,
    "deals": 1921,
    "customers": 773,
    "tickets": 5590,
    "survey": 1353,
    "payments": 6872,
    "revenue": 627,
    "costs": 855,
    "training": 1964,
    "referrals": 680,
    "reviews": 534,
}
_TYPES = {
    "BIGINT": ColumnType.INTEGER,
    "DOUBLE": ColumnType.NUMBER,
    "DATE": ColumnType.DATE,
    "TIMESTAMP": ColumnType.TIMESTAMP,
    "BOOLEAN": ColumnType.BOOLEAN,
    "VARCHAR": ColumnType.TEXT,
}


def rows_of(total: int) -> dict[str, int]:
    """Return how many rows each dataset has in a company of *total* rows."""
    whole = sum(ROWS_OF_THE_SAMPLE.values())
    return {name: max(total * rows // whole, FEWEST) for name, rows in ROWS_OF_THE_SAMPLE.items()}


def company(folder: Path, rows: int) -> Store:
    """Return the store of the company with *rows* rows in *folder*, which is filled unless it was before."""
    store = Store.open(_place(folder, f"company-{rows}"))
    if not store.definitions_version():
        actions.load_template(store, "full_journey", WHO)
        with store.change() as cursor:
            write_setting(cursor, AS_OF, TODAY.isoformat())
    counts = rows_of(rows)
    there = {line.dataset for line in store.imports()}
    for name in (name for name in counts if name not in there):
        begun = time.perf_counter()
        parquet = _typed(store, name, counts)
        made = time.perf_counter()
        bring_in(store, name, parquet)
        parquet.unlink()
        loaded = time.perf_counter()
        _say(f"{name}: {counts[name]:,} rows made in {made - begun:.1f} s, loaded in {loaded - made:.1f} s")
    store.checkpoint()
    return store


def events(folder: Path, rows: int, definitions: Mapping[str, Any]) -> tuple[Store, Path]:
    """Return the store of one table of *rows* events under *definitions*, and the same rows as a Parquet file."""
    store = Store.open(_place(folder, f"events-{rows}"))
    parquet = store.path.with_name("events.parquet")
    if not store.definitions_version():
        actions.apply_definitions(store, definitions, WHO)
        with store.change() as cursor:
            write_setting(cursor, AS_OF, TODAY.isoformat())
    if not store.imports():
        made = _typed(store, "events", {"events": rows, "customers": 1})
        bring_in(store, "events", made)
        made.rename(parquet)
        store.checkpoint()
    return store, parquet


def bring_in(store: Store, dataset_id: str, parquet: Path) -> float:
    """Return the seconds in which *store* took the typed rows of *parquet* into its dataset, committed."""
    datasets = {dataset.id: dataset for dataset in store.scorecard().datasets}
    begun = time.perf_counter()
    with store.change() as cursor:
        load(cursor, foreseen(cursor, _incoming(datasets[dataset_id], parquet)), Stamp(WHO, _now()))
    return time.perf_counter() - begun


@cache
def query(name: str) -> str:
    """Return the SQL that makes the rows of the dataset *name*."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def _place(folder: Path, name: str) -> Path:
    place = folder / name
    place.mkdir(parents=True, exist_ok=True)
    return place / "company.duckdb"


def _typed(store: Store, name: str, counts: Mapping[str, int]) -> Path:
    """Return a new Parquet file in the store's spool with the invented rows of *name*."""
    parquet = store.spool / f"{name}.parquet"
    with duckdb.connect() as connection:
        connection.execute(query("macros"))
        parameters = {"rows": counts[name], "customers": counts["customers"]}
        sql = query(name)
        named = {key: value for key, value in parameters.items() if f"${key}" in sql}
        connection.execute(f"copy ({sql}) to '{parquet}' (format parquet)", named)
    return parquet


def _incoming(dataset: Dataset, parquet: Path) -> Incoming:
    with duckdb.connect() as connection:
        described = connection.execute("describe select * from read_parquet(?)", [str(parquet)]).fetchall()
    columns = tuple(ColumnShape(name, name, _TYPES[kind]) for name, kind, *_ in described if name != "_line")
    return Incoming(
        dataset=dataset,
        typed=parquet,
        columns=columns,
        file=parquet.name,
        table=dataset.id,
        sha256=f"{dataset.id} {parquet.stat().st_size} {_now()}",
        reading="",
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)
