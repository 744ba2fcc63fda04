"""A CSV file of many rows, checked and imported, beside readers that check nothing."""

import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pandas as pd

from benchmarks.clock import median_of, table
from bsc import actions, intake
from bsc.store import Store

SCORECARD = {"datasets": [{"id": "ads", "time": "day", "dimensions": {"channel": "channel"}}]}


def written(path: Path, rows: int) -> Path:
    """Return *path* after writing an export of *rows* rows and eight columns into it."""
    draws = random.Random(7)  # noqa: S311 -- invented rows
    first = date(2024, 1, 1)
    with path.open("w", encoding="utf-8") as file:
        file.write("day,channel,campaign,impressions,clicks,cost,revenue,note\n")
        for number in range(rows):
            day = first + timedelta(days=number * 1000 // rows)
            file.write(
                f"{day},{draws.choice(('search', 'social', 'email'))},c{draws.randrange(500)},"
                f"{draws.randrange(9000)},{draws.randrange(90)},"
                f"{draws.random() * 90:.2f},{draws.random() * 900:.2f},n{number}\n"
            )
    return path


def run(rows: int) -> None:
    """Print the table for a file of *rows* rows."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        path = written(place / "ads.csv", rows)
        spool = place / "inspected"
        spool.mkdir()

        def imported() -> None:
            for old in place.glob("bench.duckdb*"):
                old.unlink()
            store = Store.open(place / "bench.duckdb")
            actions.apply_definitions(store, SCORECARD, who="benchmark")
            actions.import_file(store, path, "ads", who="benchmark")
            store.close()

        table(
            f"an export of {rows:,} rows × 8 columns, {path.stat().st_size / 2**20:.0f} MiB",
            [
                median_of(1, lambda: _bare(path), "DuckDB read_csv into a table, nothing checked"),
                median_of(1, lambda: pd.read_csv(path), "pandas.read_csv, nothing checked"),
                median_of(1, lambda: intake.inspect(path, spool=spool), "bsc inspect: every line accounted for"),
                median_of(1, imported, "bsc import: inspect, store, read back, checkpoint"),
            ],
        )


def _bare(path: Path) -> None:
    connection = duckdb.connect()
    connection.execute("create table t as select * from read_csv(?)", [str(path)])
    connection.close()
