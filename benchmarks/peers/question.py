"""The question that every engine is asked: forty KPIs of one table of events, by month.

It is read by the scripts that run in the peers' own environments: nothing but the standard library is imported.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

STAGES = ("awareness", "interest", "consideration", "purchase", "onboarding", "retention")
WHOLE_TABLE = len(STAGES) * 6  # the number of the first KPI that looks at all stages together
KPIS = tuple(f"k{number}" for number in range(WHOLE_TABLE + 4))
Answers = dict[str, dict[str, float]]  # KPI → month (2026-10) → value


@dataclass(frozen=True)
class Told:
    """What an engine told: its version and its DuckDB's, seconds of the first and of later questions, its answers.

    `common` are the seconds of `by_hand` on the same rows in the engine's own DuckDB, by which two can be compared.
    `warm_processor` and `common_processor` are the seconds that the cores worked for them together.
    """

    version: str
    duckdb: str
    first: float
    warm: float
    common: float
    warm_processor: float
    common_processor: float
    runs: int
    answers: Answers


def by_hand(table: str) -> tuple[str, ...]:
    """Return the three queries that an expert writes: partials by month and stage, medians, distinct people."""
    month = "date_trunc('month', happened) as month"
    return (
        f"select {month}, stage, count(*), sum(clicks), sum(cost), sum(amount), max(amount) from {table} group by all",  # noqa: S608 -- a table of our own
        f"select {month}, median(minutes), quantile_cont(amount, 0.9) from {table} group by all",  # noqa: S608 -- the same
        f"select {month}, count(distinct user_id) from {table} group by all",  # noqa: S608 -- the same
    )


def told(  # noqa: PLR0913, PLR0917 -- an engine's whole report
    version: str,
    duckdb: str,
    runs: int,
    ask: Callable[[], object],
    common: Callable[[str], object],
    answers: Callable[[], Answers],
) -> None:
    """Time *ask* (once, then *runs* times) and the queries by hand, and print the report as the last line."""
    first, _ = _taken(ask)
    warm = _medians([_taken(ask) for _ in range(runs)])
    alone = _medians([_taken(lambda: [common(sql) for sql in by_hand("events")]) for _ in range(runs + 1)])
    report = Told(version, duckdb, first, warm[0], alone[0], warm[1], alone[1], runs, answers())
    print(json.dumps(asdict(report)))


def arguments() -> tuple[Path, Path, int]:
    """Return what a peer's script is given: the Parquet file, a folder to write into, and how often to ask."""
    _, parquet, folder, runs = sys.argv
    return Path(parquet), Path(folder), int(runs)


def answers_of(rows: Iterable[Mapping[str, object]], month: str = "month") -> Answers:
    """Return the answers in *rows*, each of which is a month (text that begins like 2026-10) with all KPIs."""
    found: Answers = {kpi: {} for kpi in KPIS}
    for row in rows:
        for kpi in KPIS:
            found[kpi][str(row[month])[:7]] = float(str(row[kpi]))
    return found


def difference(ours: Answers, theirs: Answers) -> float:
    """Return the greatest relative difference between two engines' answers; infinity where one of them has none."""
    apart = 0.0
    for kpi, months in ours.items():
        for month, value in months.items():
            other = theirs.get(kpi, {}).get(month)
            if other is None:
                return float("inf")
            apart = max(apart, abs(value - other) / max(abs(value), abs(other), 1e-300) if value != other else 0.0)
    return apart


def _medians(times: Sequence[tuple[float, float]]) -> tuple[float, float]:
    wall, processor = zip(*times, strict=True)
    return statistics.median(wall), statistics.median(processor)


def _taken(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that *work* takes, and those that the cores worked together."""
    begun, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - worked
