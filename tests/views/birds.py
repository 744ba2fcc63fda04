"""A company whose segments have unmistakable names, and definitions that speak of all of them.

Kestrel and Osprey are channels, Heron and Ibis personas. What may be seen is Kestrel's and Heron's; every other bird is
another segment's: of a value, a campaign, a target, a note, a comment, an initiative, a file.
"""

import random
from datetime import date
from pathlib import Path

from bsc import actions
from bsc.store import Store
from tests.views.small_company import imported

TODAY = date(2026, 9, 11)
OTHER_CHANNEL = ("Osprey", "Buzzard", "Merlin")  # the channel, its campaign, who reports it
OTHER_PERSONA = ("Ibis", "ibis")
THEIR_TARGETS = ("0.7777", "0.9119", "0.7111", "0.8888", "0.8222", "4321", "77.8%", "91.2%", "88.9%", "4,321")

SCORECARD = """
version: 1
journey: {name: Aviary, currency: EUR}
stages:
  - {id: look, name: Look}
  - {id: buy, name: Buy}
personas:
  - {id: heron, name: Heron, traits: [patient, unlike an Ibis]}
  - {id: ibis, name: Ibis, traits: [quick]}
datasets:
  - {id: ads, name: Ads, time: day, dimensions: {channel: channel, persona: audience, campaign: campaign},
     key: [day, channel, audience]}
  - {id: says, name: Survey, time: asked, dimensions: {channel: source, persona: who}, key: [answer]}
  - {id: costs, name: Costs, time: booked, key: [entry]}
  - {id: by_channel, name: By channel, time: day, dimensions: {channel: channel},
     query: "select day, channel, sum(clicks) as clicks from ads where channel in ('Osprey', 'Kestrel') group by 1, 2"}
objectives:
  - {id: reach, name: Reach people, stage: look, perspective: customer, drives: [sell]}
  - {id: sell, name: Sell, stage: buy, perspective: financial}
kpis:
  - {id: ctr, name: Click-through rate, objective: reach, dataset: ads, formula: sum(clicks) / sum(shown),
     unit: percent, pinned: true, description: "Mostly Osprey's doing.",
     benchmark: {value: 0.123, segment: Osprey, source: Trade},
     targets: [{start: 2026-01-01, target: 0.05, red_line: 0.03},
               {start: 2026-02-01, where: {channel: Osprey}, target: 0.7777, red_line: 0.7111, note: for the sea},
               {start: 2026-03-01, where: {channel: Kestrel}, target: 0.06, red_line: 0.02, note: as Osprey had it},
               {start: 2026-03-01, where: {persona: ibis}, target: 0.8888, red_line: 0.8222}]}
  - {id: clicks, name: Clicks, objective: reach, dataset: ads, formula: sum(clicks),
     targets: [{start: 2026-01-01, target: 60, red_line: 30},
               {start: 2026-01-01, where: {channel: Osprey}, target: 4321, red_line: 20}]}
  - {id: sea_share, name: Share of the sea, objective: reach, dataset: ads, unit: percent,
     formula: "sum(clicks) filter (where channel = 'Osprey') / sum(clicks)"}
  - {id: sea_clicks, name: Clicks at sea, objective: sell, dataset: ads, formula: sum(clicks),
     where: "channel = 'Osprey'"}
  - {id: joined, name: Clicks by channel, objective: sell, dataset: by_channel, formula: sum(clicks), pinned: true}
  - {id: mood, name: Mood, objective: reach, dataset: says, formula: avg(rating), pinned: true,
     targets: [{start: 2026-01-01, target: 4, red_line: 2}]}
  - {id: spent, name: Spent, objective: sell, dataset: costs, formula: sum(amount), unit: currency, better: lower}
touchpoints:
  - {id: page, name: Page, stage: look, channel: Web, emotion_kpi: mood, wants: [a nest, what the Osprey has],
     comments: [{dataset: says, text: words, rating: rating},
                {dataset: says, text: words, where: {source: Osprey}}]}
  - {id: perch, name: Perch, stage: look, persona: heron, emotion: 1, comments: [{dataset: says, text: words}]}
  - {id: marsh, name: Marsh, stage: look, persona: ibis, emotion: -2, pains: [mud]}
funnel:
  - {stage: look, kpi: clicks, spend: "sum(clicks) filter (where channel = 'Osprey')"}
  - {stage: buy, kpi: joined}
initiatives:
  - {id: dive, name: Teach the Osprey to dive, objective: sell, start: 2026-01-01, due: 2026-02-01, owner: Otto}
  - {id: nest, name: Build nests, objective: reach, start: 2026-01-01, due: 2026-02-01, note: not for an Ibis}
  - {id: hide, name: Build hides, objective: reach, start: 2026-01-01, due: 2026-02-01, owner: Hanna}
"""


def opened(folder: Path) -> Store:
    """Return a store in *folder* that holds the company, with a history of targets and notes."""
    store = Store.open(folder / "birds.duckdb")
    actions.apply_definitions(store, SCORECARD.replace("0.7777", "0.9119"), "Olga", note="More for Osprey")
    actions.apply_definitions(store, SCORECARD, "Olga", note="Less for Osprey and Ibis")
    imported(store, folder, "ads", _ads())
    imported(store, folder, "says", _says())
    imported(store, folder, "costs", "entry,booked,amount\n1,2026-08-01,1234.5\n2,2026-07-01,99\n")
    for text in ("The Osprey has left.", "Rain.", "An Ibis was seen."):
        actions.write_note(store, "ctr", date(2026, 8, 3), text, who="Olga")
    return store


def _ads() -> str:
    drawn = random.Random(7)  # noqa: S311 -- numbers of a made-up company
    lines = ["day,channel,audience,campaign,shown,clicks"]
    for month in range(1, 10):
        for channel, campaign in (("Kestrel", "Meadow"), ("Osprey", "Buzzard")):
            for who in ("Heron", "Ibis"):
                shown, clicks = drawn.randrange(900, 1100), drawn.randrange(20, 90)
                lines.append(f"2026-{month:02d}-05,{channel},{who},{campaign},{shown},{clicks}")
    return "\n".join(lines) + "\n"


def _says() -> str:
    drawn = random.Random(8)  # noqa: S311 -- the same
    lines = ["answer,asked,source,who,rating,words"]
    for number in range(60):
        channel, who = drawn.choice(("Kestrel", "Osprey")), drawn.choice(("Heron", "Ibis"))
        asked = f"2026-{drawn.randrange(5, 9):02d}-{drawn.randrange(1, 28):02d}"
        said = "We fly low" if channel == "Kestrel" else "Merlin told us so"
        lines.append(f"{number},{asked},{channel},{who},{drawn.randrange(1, 6)},{said} {number}")
    return "\n".join(lines) + "\n"
