"""A small company whose changes can be followed by hand: July and August 2026, by channel and persona."""

from datetime import date
from pathlib import Path

from bsc import actions
from bsc.store import Store

TODAY = date(2026, 9, 10)

SCORECARD = """
version: 1
journey: {name: Small company, currency: EUR}
stages:
  - {id: interest, name: Interest}
  - id: buy
    name: Buy
    weight: [{start: 2025-01-01, weight: 1}, {start: 2026-08-01, weight: 3}]
  - {id: later, name: Later}
personas:
  - {id: newcomer, name: Newcomer}
datasets:
  - {id: ads, time: day, key: [day, channel, campaign],
     dimensions: {channel: channel, persona: audience, campaign: campaign}}
objectives:
  - {id: reach, name: Reach more people, stage: interest, perspective: customer}
  - {id: sell, name: Sell at a fair price, stage: buy, perspective: financial}
  - {id: learn, name: Learn, stage: buy, perspective: learning}
kpis:
  - {id: ctr, name: Click-through rate, objective: reach, dataset: ads, formula: sum(clicks) / sum(impressions),
     unit: percent, pinned: true,
     targets: [{start: 2025-01-01, target: 0.10, red_line: 0.05}, {start: 2026-08-01, target: 0.08, red_line: 0.04}]}
  - {id: sign_ups, name: Sign-ups, objective: reach, dataset: ads, formula: sum(sign_ups), pinned: true,
     targets: [{start: 2026-01-01, target: 100, red_line: 50}]}
  - {id: price, name: Cost per sign-up, objective: sell, dataset: ads, formula: sum(cost) / sum(sign_ups),
     unit: currency, better: lower, targets: [{start: 2026-01-01, target: 5, red_line: 7}]}
  - {id: rating, name: Rating, objective: learn, dataset: ads, formula: avg(rating), missing: carry 3}
  - {id: middle, name: Middle rating, objective: learn, dataset: ads, formula: median(rating)}
  - {id: people, name: People, objective: learn, dataset: ads, formula: count(distinct audience)}
"""

COLUMNS = "day,channel,audience,campaign,impressions,clicks,sign_ups,cost,rating"
ROWS = """
2025-08-10,search,newcomer,a,1000,100,50,200,3
2026-07-10,search,newcomer,a,900,90,80,400,4
2026-07-10,social,Regular,a,100,2,20,100,2
2026-08-10,search,Newcomer,a,500,60,70,350,5
2026-08-10,social,Regular,a,500,15,0,60,
2026-08-10,,Regular,a,0,0,5,10,2
2026-09-09,search,Newcomer,a,100,8,27,135,4
"""
MANY = 61  # campaigns without a click


def rows() -> str:
    """Return the export: what is above, and many campaigns of August 2025 that brought nothing."""
    many = "".join(f"2025-08-11,search,newcomer,c{number},0,0,0,0,\n" for number in range(MANY))
    return f"{COLUMNS}\n{ROWS.strip()}\n{many}"


def opened(folder: Path) -> Store:
    """Return a store in *folder* that holds the company."""
    store = Store.open(folder / "company.duckdb")
    actions.apply_definitions(store, SCORECARD, "test")
    file = folder / "ads.csv"
    file.write_text(rows(), encoding="utf-8")
    actions.import_file(store, file, "ads", who="test")
    return store
