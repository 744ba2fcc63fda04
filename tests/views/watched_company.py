"""A company of one dataset with a row a month, whose KPIs each have one reason to be looked at.

Every KPI is the mean of its column, better when higher, with a target of 100 and a red line of 80. The 24 months end
with August 2026.
"""

from datetime import date
from pathlib import Path

from bsc import actions
from bsc.model.periods import Calendar, Grain, Period
from bsc.store import Store

TODAY = date(2026, 9, 10)
AUGUST = Period(date(2026, 8, 1), date(2026, 9, 1), Grain.MONTH)
MONTHS = Calendar().last(AUGUST, 24)
_YEAR = (1, -1, 1, 1, -1, 1, -1, -1, 1, -1, 1, -1)
_AROUND = (*_YEAR, *(-each for each in _YEAR))  # the second year is the first one upside down: no season

COLUMNS: dict[str, tuple[float | None, ...]] = {
    "red": tuple(70 + each for each in _AROUND),  # beyond the red line in all 24 months, and as ever
    "dropped": (*(110 + each for each in _AROUND[:-1]), 60),  # red in August, after 23 good months
    "sinking": (*(90 + 5 * each for each in _AROUND[:-3]), 94, 91, 88),  # at risk, and worse each month
    "lucky": tuple(100 + 5 * each for each in _AROUND),  # 95 or 105: met in every other month
    "easy": tuple(130 + each for each in _AROUND),  # met in every month
    "weakened": (*(150 + each for each in _AROUND[:-1]), 120),  # met, and far from what it was
    "risen": (*(85 + each for each in _AROUND[:-1]), 130),  # at risk for 23 months, met in August
    "gone": (*(110 - 20 * (at % 3 == 0) for at in range(23)), None),  # no value in August
    "untargeted": tuple(5 + each for each in _AROUND),
}


def definitions(initiatives: str = "", more: str = "") -> str:
    """Return the company's definitions with *initiatives* (YAML list items in flow style) and *more* KPIs."""
    kpis = "\n".join(
        f"  - {{id: {name}, name: {name.capitalize()}, objective: aim, dataset: facts, formula: avg({name})"
        + ("}" if name == "untargeted" else ", targets: [{start: 2024-01-01, target: 100, red_line: 80}]}")
        for name in COLUMNS
    )
    return f"""
version: 1
stages: [{{id: first, name: First}}]
datasets: [{{id: facts, name: Facts, time: day, key: [day]}}, {{id: later, name: Later, time: day}}]
objectives: [{{id: aim, name: Aim high, stage: first, perspective: customer}}]
kpis:
{kpis}
{more}
initiatives: [{initiatives}]
"""


def opened(folder: Path, scorecard: str | None = None) -> Store:
    """Return a store in *folder* that holds the company."""
    store = Store.open(folder / "watched.duckdb")
    actions.apply_definitions(store, scorecard or definitions(), "test")
    file = folder / "facts.csv"
    lines = [",".join(("day", *COLUMNS))]
    for month, values in zip(MONTHS, zip(*COLUMNS.values(), strict=True), strict=True):
        said = ("" if value is None else f"{value}" for value in values)
        lines.append(",".join((month.start.replace(day=15).isoformat(), *said)))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    actions.import_file(store, file, "facts", who="test")
    return store
