"""A small company in a real database: two datasets, four KPIs, eight months."""

from datetime import date
from pathlib import Path

from bsc import actions
from bsc.store import Store

TODAY = date(2026, 9, 11)

SCORECARD = """
version: 1
journey: {name: Small company, currency: EUR}
stages:
  - {id: interest, name: Interest}
  - {id: buy, name: Buy, weight: 2}
personas:
  - {id: newcomer, name: Newcomer}
datasets:
  - {id: ads, time: day, dimensions: {channel: channel, persona: audience}, key: [day, channel]}
  - {id: orders, time: ordered, key: [order_id]}
objectives:
  - {id: reach, name: Reach more people, stage: interest, perspective: customer, drives: [sell]}
  - {id: spend, name: Spend wisely, stage: interest, perspective: financial}
  - {id: sell, name: Sell more, stage: buy, perspective: financial}
kpis:
  - {id: ctr, name: Click-through rate, objective: reach, dataset: ads, formula: sum(clicks) / sum(impressions),
     unit: percent, pinned: true, targets: [{start: 2026-01-01, target: 0.05, red_line: 0.03}]}
  - {id: clicks, name: Clicks, objective: reach, dataset: ads, formula: sum(clicks),
     targets: [{start: 2026-01-01, target: 60, red_line: 30},
               {start: 2026-01-01, where: {channel: search}, target: 40, red_line: 20}]}
  - {id: cost, name: Cost, objective: spend, dataset: ads, formula: sum(cost), unit: currency, better: lower,
     pinned: true, targets: [{start: 2026-01-01, target: 100, red_line: 200}]}
  - {id: order_value, name: Order value, objective: sell, dataset: orders, formula: median(amount), unit: currency,
     pinned: true, targets: [{start: 2026-07-01, target: 50, red_line: 40}]}
"""

# impressions, clicks, cost of search and social in each month, all on the 10th
MONTHS = {
    2: ((1000, 60, 60), (1000, 50, 60)),
    3: ((1000, 50, 60), (1000, 40, 60)),
    5: ((1000, 50, 60), (1000, 20, 60)),
    6: ((1000, 30, 60), (1000, 10, 60)),
    7: ((1000, 30, 60), (1000, 14, 90)),
    8: ((1000, 30, 60), (1000, 10, 90)),
    9: ((1000, 10, 20), (1000, 10, 20)),
}
ORDERS = "order_id,ordered,amount\no1,2026-07-03,60\no2,2026-07-20,40\no3,2026-08-05,60\n"


def ads() -> str:
    """Return the ad export."""
    lines = ["day,channel,audience,impressions,clicks,cost"]
    for month, channels in MONTHS.items():
        for channel, (impressions, clicks, cost) in zip(("search", "social"), channels, strict=True):
            lines.append(f"2026-{month:02d}-10,{channel},Newcomer,{impressions},{clicks},{cost}")
    return "\n".join(lines) + "\n"


def opened(folder: Path, scorecard: str = SCORECARD) -> Store:
    """Return a store in *folder* that holds the company."""
    store = Store.open(folder / "company.duckdb")
    actions.apply_definitions(store, scorecard, "test")
    imported(store, folder, "ads", ads())
    imported(store, folder, "orders", ORDERS)
    return store


def imported(store: Store, folder: Path, dataset: str, text: str) -> actions.Receipt:
    """Return the receipt of an import of *text* into *dataset*."""
    file = folder / f"{dataset}.csv"
    file.write_text(text, encoding="utf-8")
    return actions.import_file(store, file, dataset, who="test")
