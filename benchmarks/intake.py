"""An export of many rows, checked and imported, beside loaders that check nothing: each in a process of its own.

`python -m benchmarks.intake [ROWS [ROUNDS]]`; 10,000,000 rows are a file of 1 GB. The contenders take turns, so that a
busy minute of the machine falls on all of them.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import duckdb

ROWS, ROUNDS = 10_000_000, 3
SCORECARD = {"datasets": [{"id": "traffic", "time": "day", "dimensions": {"channel": "channel"}}]}
EXPORT = """
copy (
    select
        date '2024-01-01' + cast(n * 730 // $rows as integer) as day,
        ['Organic Search', 'Paid Search', 'Direct', 'Email', 'Paid Social'][1 + cast(hash(n) % 5 as int)] as channel,
        'Campaign ' || (hash(n + 1) % 400)
            || case when hash(n + 1) % 7 = 0 then ' – brand, „Marke“' else '' end as campaign,
        ['DE', 'FR', 'GB', 'US', 'NL', 'ES'][1 + cast(hash(n + 2) % 6 as int)] as country,
        'R-' || lpad(cast(hash(n + 3) % 100000000 as varchar), 8, '0') as order_id,
        hash(n + 4) % 5000 as sessions,
        hash(n + 5) % 400 as clicks,
        (hash(n + 6) % 100000) / 100 as cost,
        (hash(n + 7) % 1000000) / 100 as revenue,
        '/landing/page-' || (hash(n + 8) % 3000) as landing_page
    from range($rows) as numbers (n)
) to '{path}' (header, delimiter ',')
"""
Contender = Callable[[Path, Path], int]


def plain(export: Path, place: Path) -> int:
    """Return the rows that DuckDB loads into a database file by itself."""
    with duckdb.connect(str(place / "plain.duckdb")) as connection:
        connection.execute("create table traffic as select * from read_csv(?)", [str(export)])
        return _count(connection, "traffic")


def by_pandas(export: Path, place: Path) -> int:
    """Return the rows that pandas reads and DuckDB takes over into a database file."""
    import pandas as pd  # noqa: PLC0415 - each contender pays for its own imports

    frame = pd.read_csv(export)
    with duckdb.connect(str(place / "pandas.duckdb")) as connection:
        connection.register("frame", frame)
        connection.execute("create table traffic as select * from frame")
        return _count(connection, "traffic")


def by_polars(export: Path, place: Path) -> int:
    """Return the rows that polars reads and DuckDB takes over into a database file."""
    import polars as pl  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415 - in an environment of its own

    frame = pl.read_csv(export, try_parse_dates=True).to_arrow()
    with duckdb.connect(str(place / "polars.duckdb")) as connection:
        connection.register("frame", frame)
        connection.execute("create table traffic as select * from frame")
        return _count(connection, "traffic")


def inspected(export: Path, place: Path) -> int:
    """Return the rows that `bsc inspect` finds: every line accounted for, every cell checked."""
    from bsc.intake import inspect  # noqa: PLC0415

    return inspect(export, spool=place).tables[0].rows


def imported(export: Path, place: Path) -> int:
    """Return the rows that `bsc import` keeps: checked, with rejects, covered days, undo, read back, checkpointed."""
    from bsc import actions  # noqa: PLC0415
    from bsc.store import Store  # noqa: PLC0415

    store = Store.open(place / "company.duckdb")
    actions.apply_definitions(store, SCORECARD, who="benchmark")
    rows = actions.import_file(store, export, "traffic", who="benchmark").rows
    store.close()
    return rows


CONTENDERS: dict[str, tuple[str, Contender]] = {
    "plain": ("DuckDB: create table as select * from read_csv, nothing checked", plain),
    "imported": ("bsc import: every line and cell checked, rejects, days, undo", imported),
    "inspected": ("bsc inspect: the checking alone", inspected),
    "pandas": ("pandas.read_csv, then insert, nothing checked", by_pandas),
    "polars": ("polars.read_csv, then insert, nothing checked", by_polars),
}


def run(rows: int = ROWS, rounds: int = ROUNDS) -> None:
    """Print the table for an export of *rows* rows: medians of *rounds* turns."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        export = place / "export.csv"
        duckdb.connect().execute(EXPORT.format(path=export), {"rows": rows})
        names = [name for name in CONTENDERS if name != "polars" or _polars(place)]
        turns: dict[str, list[dict[str, float]]] = {name: [] for name in names}
        for _ in range(rounds):
            for name in names:
                turns[name].append(_turn(name, export, place))
        megabytes = export.stat().st_size / 1e6
        print(f"\nan export of {rows:,} rows × 10 columns, {megabytes:,.0f} MB, medians of {rounds} turns")
        print(f"{'':66}{'seconds':>9}{'ratio':>7}{'rows/s':>12}{'CPU s':>7}{'peak MiB':>10}")
        first = median(turn["seconds"] for turn in turns["plain"])
        for name in names:
            seconds, cpu, peak = (median(turn[key] for turn in turns[name]) for key in ("seconds", "cpu", "peak"))
            ratio, speed = seconds / first, rows / seconds
            print(f"{CONTENDERS[name][0]:66}{seconds:9.1f}{ratio:6.2f}×{speed:12,.0f}{cpu:7.1f}{peak:10.0f}")


def _turn(name: str, export: Path, place: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory(dir=place) as folder:
        paths = [str(Path.cwd()), str(place / "polars")]
        found = subprocess.run(
            [sys.executable, "-m", "benchmarks.intake", name, str(export), folder],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)}, check=True, capture_output=True, text=True,
        )  # fmt: skip
    turn: dict[str, float] = json.loads(found.stdout.splitlines()[-1])
    return turn


def _polars(place: Path) -> bool:
    """Return whether polars could be installed into a throw-away folder."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(place / "polars"), "polars"],
        check=False,
        capture_output=True,
    )
    return done.returncode == 0


def _measured(name: str, export: Path, place: Path) -> None:
    began, worked = time.perf_counter(), time.process_time()
    rows = CONTENDERS[name][1](export, place)
    took = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - worked, "rows": rows}
    print(json.dumps({**took, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    ((rows,),) = connection.execute(f"select count(*) from {table}").fetchall()  # noqa: S608 - our own name
    return int(rows)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in CONTENDERS:
        _measured(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        run(*map(int, sys.argv[1:3]))
