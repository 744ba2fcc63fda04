"""A small company that asks two personas for a rating every month, one answer each; the last month differs."""

from datetime import date
from pathlib import Path

from bsc import actions
from bsc.store import Store

TODAY = date(2026, 9, 11)
SCORECARD = """
version: 1
journey: {name: Felt company, currency: EUR}
stages:
  - {id: try_it, name: Try it, goal: See whether it fits, owner: Head of product}
  - {id: keep_it, name: Keep it}
personas:
  - {id: newcomer, name: Newcomer}
  - {id: expert, name: Expert}
  - {id: onlooker, name: Onlooker}
datasets:
  - {id: answers, name: Survey, time: day, dimensions: {persona: who, channel: via}, key: [day, who]}
  - {id: visits, name: Website, time: day, key: [day]}
objectives:
  - {id: please, name: Please everybody, stage: try_it, perspective: customer}
  - {id: hurry, name: Answer sooner, stage: keep_it, perspective: process}
  - {id: earn, name: Earn more, stage: keep_it, perspective: financial}
kpis:
  - {id: rating, name: Rating, objective: please, dataset: answers, formula: avg(rating), unit: points, pinned: true}
  - {id: score, name: Score, objective: please, dataset: answers, formula: avg(rating), unit: points,
     targets: [{start: 2025-01-01, target: 4, red_line: 3},
               {start: 2025-01-01, where: {channel: phone}, target: 4, red_line: 3}]}
  - {id: days, name: Days to answer, objective: hurry, dataset: answers, formula: avg(days), unit: days, better: lower,
     targets: [{start: 2025-01-01, target: 4, red_line: 6}]}
  - {id: seen, name: Visits, objective: earn, dataset: visits, formula: sum(seen), pinned: true,
     targets: [{start: 2025-01-01, target: 10, red_line: 5}]}
touchpoints:
  - {id: call, name: Call, stage: try_it, channel: phone, persona: newcomer, emotion: 1, emotion_kpi: rating,
     evidence: observed, owner: Sales, wants: [to be heard], does: [calls at noon],
     asks: [{text: who are you?, evidence: assumed}], moment_of_truth: true}
  - {id: call_expert, name: Call, stage: try_it, channel: phone, persona: expert, emotion: 1.5, emotion_kpi: rating}
  - {id: site, name: Website, stage: try_it, channel: web, emotion: 0.5, emotion_kpi: seen, evidence: inferred}
  - {id: letter, name: Letter, stage: keep_it, channel: mail, persona: newcomer, emotion: 1, kpis: [days]}
  - {id: gift, name: Gift, stage: keep_it, channel: mail, persona: expert, emotion_kpi: days}
"""
MONTHS = [(2025, month) for month in range(1, 13)] + [(2026, month) for month in range(1, 9)]


def opened(folder: Path, scorecard: str = SCORECARD) -> Store:
    """Return it: newcomers, by phone, rate 4.6 and 4.8 in turn after 3 and 3.2 days, but 2 after 7 in August 2026.

    Experts, by chat, always rate 4.5 after 2 days; in July 2026 they were not asked. The website is visited 10 times a
    month by nobody knows whom.
    """
    store = Store.open(folder / "bsc.duckdb")
    actions.apply_definitions(store, scorecard, "a test")
    for dataset, text in (("answers", _answers()), ("visits", _visits())):
        path = folder / f"{dataset}.csv"
        path.write_text(text, encoding="utf-8")
        actions.import_file(store, path, dataset, who="a test")
    return store


def _answers() -> str:
    lines = ["day,who,via,rating,days"]
    for at, (year, month) in enumerate(MONTHS):
        rating, days = (2, 7) if (year, month) == MONTHS[-1] else ((4.6, 3), (4.8, 3.2))[at % 2]
        lines.append(f"{year}-{month:02d}-10,Newcomer,phone,{rating},{days}")
        if (year, month) != (2026, 7):
            lines.append(f"{year}-{month:02d}-11,Expert,chat,4.5,2")
    return "\n".join(lines) + "\n"


def _visits() -> str:
    return "day,seen\n" + "".join(f"{year}-{month:02d}-10,10\n" for year, month in MONTHS)
