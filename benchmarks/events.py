"""Forty KPIs of one table of events over 36 months: the engine beside SQL by hand, and beside its peers."""

from pathlib import Path
from typing import Any

from benchmarks.clock import Line, in_turns, median_of, once, table
from benchmarks.company import MONTHS, events
from benchmarks.peers.asking import PEERS, Peer, asked
from benchmarks.peers.question import STAGES, Answers, Told, by_hand, difference
from benchmarks.template import MANY_ROWS, RUNS, SLOW_RUNS, WARM_RUNS, answers, computed, forget_rollups, unprepared
from bsc import actions

WARM = "warm: rollup's series in memory, actuals computed anew"


def definitions() -> dict[str, Any]:
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
    return {
        "stages": [{"id": "all", "name": "All"}],
        "objectives": [{"id": "all", "name": "Know", "stage": "all", "perspective": "customer"}],
        "datasets": [{"id": "events", "time": "happened", "dimensions": {"channel": "channel", "persona": "persona"}}],
        "kpis": [
            {"id": f"k{number}", "name": f"K{number}", "objective": "all", "dataset": "events", "formula": formula}
            for number, formula in enumerate(formulas)
        ],
    }


def run(folder: Path, rows: int, environments: Path) -> None:
    """Print the table for *rows* events, kept in *folder*; the peers' environments are kept in *environments*."""
    store, parquet = events(folder, rows, definitions())
    forget_rollups(store)
    runs = SLOW_RUNS if rows > MANY_ROWS else RUNS
    queries = by_hand("dataset.events")
    lines = [
        *in_turns(
            runs,
            [
                ("hand-written SQL: 3 queries, raw rows (limit)", lambda: [store.read(sql) for sql in queries]),
                ("cold: all from raw rows, nothing remembered", lambda: computed(unprepared(store), store)),
            ],
        ),
        once(lambda: actions.refresh_rollups(store), "rollup made"),
    ]
    store.close()
    store, _ = events(folder, rows, definitions())
    lines.append(once(lambda: computed(store, store), "first question after opening the file, nothing in memory"))
    warm = median_of(WARM_RUNS, lambda: computed(store, store), WARM)
    lines.append(warm)
    ours, raw = answers(store, store), answers(store, unprepared(store))
    store.close()  # the peers have the machine for themselves
    table(f"40 KPIs × {len(MONTHS)} months of {rows:,} events", lines)
    print(f"  rollup and raw rows differ by at most {difference(raw, ours):.1e}")
    against = [warm]
    for peer in PEERS:
        against += _against(peer, asked(peer, parquet, rows, runs, environments), ours)
    table(f"the same question, {rows:,} events: a later one in a running process", against)


def _against(peer: Peer, told: Told | str, ours: Answers) -> list[Line]:
    """Return the lines of *peer*: its warm question, and the SQL by hand in its own DuckDB."""
    if isinstance(told, str):
        return [Line(peer.name, None, 0, told)]
    apart = f"first {told.first:.2f} s, differs by at most {difference(ours, told.answers):.1e}"
    return [
        Line(f"{peer.name} {told.version}", told.warm, told.runs, apart, told.warm_processor),
        Line(f"  the SQL by hand in its DuckDB {told.duckdb}", told.common, told.runs, "", told.common_processor),
    ]
