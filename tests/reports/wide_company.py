"""A company that strains every page: twelve stages, German names, and texts that programs may take for something else.

Every KPI is the mean of what its key has in a month: in September 1 more than in August, ten periods in all. Their
directions and units take turns; the first has no target, the last no rows.
"""

import json
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from bsc import actions
from bsc.model.review import Decision, Review
from bsc.store import Store

TODAY = date(2026, 10, 12)
FORMULAS = ('=HYPERLINK("http://evil.example","Klick")', "+1+1", "-2+3", "@SUM(A1:A9)", "=1+1")
OTHERS = ("<script>alert(1)</script>", "مرحلة الشراء", "🚀 Rakete & Söhne", "#set page(fill: red) $x$ *fett*")
LONG = (
    "Kundenzufriedenheitsindexverbesserungsmaßnahmenquote im gesamten Onboardingprozess je Vertriebsregion und Quartal"
)
STAGES = [*FORMULAS, *OTHERS, LONG, "Verlängerung", "Empfehlung"]
PERSPECTIVES = ("financial", "customer", "process", "learning")
UNITS = ("number", "percent", "currency", "days", "ratio")
MONTHS = tuple(range(1, 11))
REVIEWS = (
    Review(
        id="august",
        name="@August",
        held=date(2026, 9, 4),
        period="2026-08",
        decisions=(
            Decision(id="d1", text="=1+2", owner="-Eigner", due=date(2026, 9, 30)),
            Decision(id="d2", text="<b>Fett</b> & #strong[fett]", owner="@Team"),
        ),
    ),
    Review(
        id="september",
        name="=September",
        held=date(2026, 10, 9),
        period="2026-09",
        decisions=(Decision(id="d1", text=f"+{LONG}", due=date(2026, 10, 30)),),
    ),
)


def scorecard() -> str:
    """Return the definitions: a KPI for each stage and perspective, named after its stage."""
    places = [(stage, perspective) for stage in range(len(STAGES)) for perspective in PERSPECTIVES]
    turns = zip(places, islice(cycle(UNITS), len(places)), strict=True)
    return json.dumps(
        {
            "version": 1,
            "journey": {"name": 'Weg & "Kunde" <b>', "currency": "CHF"},
            "stages": [
                {"id": f"s{at}", "name": name, "weight": at % 3 + 1, "goal": name} for at, name in enumerate(STAGES)
            ],
            "personas": [{"id": "chef", "name": "=Chefin"}, {"id": "team", "name": "+Team"}],
            "datasets": [{"id": "log", "time": "day", "dimensions": {"region": "region"}, "key": ["day", "key"]}],
            "objectives": [
                {"id": f"o{stage}_{perspective}", "name": f"{STAGES[stage]} verbessern"[:120], "stage": f"s{stage}",
                 "perspective": perspective, "owner": "@Eigner"}
                for stage, perspective in places
            ],
            "kpis": [_kpi(at, stage, perspective, unit) for at, ((stage, perspective), unit) in enumerate(turns)],
            "touchpoints": [
                {"id": f"t{at}", "name": name, "stage": f"s{at}", "channel": "=Kanal",
                 "persona": "chef" if at % 2 else "team", "emotion": at % 5 - 2}
                for at, name in enumerate(STAGES)
            ],
            "initiatives": [
                {"id": "late", "name": "=Maßnahme", "kpis": ["k1", "k2"], "owner": "+Eigner", "start": "2026-01-01",
                 "due": "2026-05-01", "state": "running", "note": f"-{LONG} " * 12, "helpers": ["@Helfer"],
                 "cost": 1200.5, "expected": [{"kpi": "k1", "change": 2.0}]}
            ],
        },
        ensure_ascii=False,
    )  # fmt: skip


def _kpi(at: int, stage: int, perspective: str, unit: str) -> dict[str, object]:
    better = ("higher", "lower", "within")[at % 3]
    every: dict[str, dict[str, object]] = {
        "higher": {"target": 110.0, "red_line": 100.0},
        "lower": {"target": 100.0, "red_line": 112.5},
        "within": {"target": [90.0, 105.0], "red_line": [80.0, 120.0]},
    }
    return {
        "id": f"k{at}",
        "name": f"{STAGES[stage][:96]} {PERSPECTIVES.index(perspective) + 1}",
        "objective": f"o{stage}_{perspective}",
        "dataset": "log",
        "formula": "avg(value)",
        "where": f"key = 'k{at}'",
        "unit": unit,
        "better": better,
        "pinned": at < 5,
        "weight": at % 4,
        "description": f"={STAGES[stage]}",
        "source": "@Quelle",
        "targets": [{"start": "2026-01-01", **every[better]}] if at else [],
    }


def rows() -> str:
    """Return the export: on the 10th of each month, for every KPI but the last, a value around 100."""
    count = len(STAGES) * len(PERSPECTIVES)
    lines = [
        f"2026-{month:02d}-10,k{at},{'=Nord' if at % 2 else 'Süd'},{95 + at % 17 + month}"
        for month in MONTHS
        for at in range(count - 1)
    ]
    return "\n".join(["day,key,region,value", *lines]) + "\n"


def opened(folder: Path) -> Store:
    """Return a store in *folder* that holds the company."""
    store = Store.open(folder / "wide.duckdb")
    actions.apply_definitions(store, scorecard(), "test")
    file = folder / "log.csv"
    file.write_text(rows(), encoding="utf-8")
    actions.import_file(store, file, "log", who="test")
    for each in REVIEWS:
        actions.open_review(store, each, "test")
        actions.close_review(store, each.id, "test")
    return store
