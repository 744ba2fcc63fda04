"""A small company whose numbers can be followed by hand: click-through and sign-ups by month and channel."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bsc.actions.definitions import apply_definitions
from bsc.actions.recording import changing
from bsc.model.shape import ColumnShape
from bsc.model.words import ColumnType
from bsc.store import Store, loading
from bsc.store.incoming import Incoming

TODAY = date(2026, 9, 10)
WHO = "a test"
SCORECARD = """
version: 1
journey: {name: Small company, currency: EUR}
stages:
  - {id: interest, name: Interest}
  - {id: onboarding, name: Onboarding}
datasets:
  - {id: ads, name: Ad campaigns, time: day, dimensions: {channel: channel}, key: [day, channel]}
objectives:
  - {id: content, name: Raise relevance, stage: interest, perspective: customer}
  - {id: growth, name: Grow sign-ups, stage: onboarding, perspective: process}
  - {id: spending, name: Spend in bounds, stage: onboarding, perspective: financial}
kpis:
  - id: ctr
    name: Click-through rate
    objective: content
    dataset: ads
    formula: sum(clicks) / sum(impressions)
    unit: percent
    better: higher
    pinned: true
    owner: Content lead
    source: =Google Ads
    benchmark: {value: 0.0666, year: 2025, segment: search ads, source: WordStream}
    targets:
      - {start: 2025-01-01, target: 0.04, red_line: 0.02}
  - id: sign_ups
    name: Sign-ups
    objective: growth
    dataset: ads
    formula: sum(sign_ups)
    pinned: true
    targets:
      - {start: 2025-01-01, target: 100, red_line: 60}
  - id: spend
    name: Spend per sign-up
    objective: spending
    dataset: ads
    formula: sum(cost) / sum(sign_ups)
    unit: currency
    better: within
    targets:
      - {start: 2025-01-01, target: [4, 6], red_line: [3, 8]}
  - id: cost
    name: Cost
    objective: spending
    dataset: ads
    formula: sum(cost)
    unit: currency
    better: lower
    weight: 0
"""

# Clicks per 1,000 impressions on search in each month from September 2025 on; March 2026 has no rows at all.
CLICKS = {
    "2025-09": 10,
    "2025-10": 20,
    "2025-11": 30,
    "2025-12": 40,
    "2026-01": 50,
    "2026-02": 60,
    "2026-04": 30,
    "2026-05": 35,
    "2026-06": 40,
    "2026-07": 45,
    "2026-08": 50,
    "2026-09": 15,
}
_TYPES = {
    "day": ColumnType.DATE,
    "channel": ColumnType.TEXT,
    "impressions": ColumnType.INTEGER,
    "clicks": ColumnType.INTEGER,
    "sign_ups": ColumnType.INTEGER,
    "cost": ColumnType.NUMBER,
}
Row = dict[str, object]


def rows() -> list[Row]:
    """Return two rows a month, on its fifth day: search has all impressions but one hundred, social the rest."""
    found: list[Row] = []
    for month, clicks in CLICKS.items():
        day = date.fromisoformat(f"{month}-05")
        found += [
            {"day": day, "channel": "search", "impressions": 900, "clicks": clicks, "sign_ups": 80, "cost": 400.0},
            {"day": day, "channel": "social", "impressions": 100, "clicks": 0, "sign_ups": 20, "cost": 100.0},
        ]
    return found


def opened(folder: Path) -> Store:
    """Return a new store in *folder* that holds the company."""
    store = Store.open(folder / "company.duckdb")
    apply_definitions(store, SCORECARD, WHO)
    brought_in(store, "ads", rows())
    return store


def brought_in(store: Store, dataset_id: str, brought: Iterable[Row]) -> None:
    """Bring rows into a dataset, as an import does."""
    listed = list(brought)
    typed = store.spool / f"{dataset_id}.parquet"
    table = pa.Table.from_pylist([{**row, "_line": at + 2} for at, row in enumerate(listed)])
    pq.write_table(table, typed)
    incoming = Incoming(
        dataset=next(dataset for dataset in store.scorecard().datasets if dataset.id == dataset_id),
        typed=typed,
        columns=tuple(ColumnShape(name, name, kind) for name, kind in _TYPES.items()),
        file=f"{dataset_id}.csv",
        table="",
        sha256=str(len(listed)),
        reading="",
    )
    with changing(store, WHO) as recorder:
        loading.load(recorder.cursor, loading.foreseen(recorder.cursor, incoming), recorder.stamp)
