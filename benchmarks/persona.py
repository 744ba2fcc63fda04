"""Another persona on the journey map, from the choice to the drawn map, beside the empty page that redraws as much.

The map has 40 touchpoints and 56 KPIs. The empty page draws the elements of ours, its component as many within, and
gives them other values for each persona. The first look at each persona stands in a line of its own, for ours may still
have to compute it, beside what the empty page takes once it has made its values.
"""

import tempfile
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks import browser, serving
from benchmarks.floor import recording
from benchmarks.floor.tree import counts, read
from bsc import actions
from bsc.store import Store

RUNS = 24
TOUCHPOINTS = 40
KPIS = 56
MOST = 1.5  # times the empty page
PERSONAS = ("Owner-manager", "Operations lead", "HR partner", "All customers")
DRAWN = (
    "(() => [...document.querySelectorAll('[data-testid=stMain] *')]"
    ".filter((each) => each.shadowRoot).map((each) => each.shadowRoot.textContent).join())"
)


def run(runs: int = RUNS) -> None:
    """Print the median of *runs* changes of persona at ours and at the empty page, in turns, and their ratio."""
    with tempfile.TemporaryDirectory() as name:
        database = company(Path(name))
        with serving.ours(database) as ours:
            trees = recording.record(ours, Path(name) / "trees.json", ["map"])
        drawn = ", ".join(f"{count} {kind}" for kind, count in counts(read(trees)["map"]).most_common())
        with serving.ours(database) as ours, serving.floor(trees) as floor, browser.chromium() as opened:
            waits = _waits(opened, {"ours": ours, "floor": floor}, runs)
    first = waits["ours"][: len(PERSONAS)]
    later = {name: each[len(PERSONAS) :] for name, each in waits.items()}
    print(
        f"\nanother persona on the journey map with {TOUCHPOINTS} touchpoints and {KPIS} KPIs, in Chromium  ({drawn})"
    )
    them = median(later["floor"])
    for what, found in (("first look at each", first), (f"again, median of {runs}", later["ours"])):
        us = median(found)
        print(f"  {what:<22} ours {us:>7.1f} ms  floor {them:>7.1f} ms  {us / them:>6.2f} ×  (at most {MOST} ×)")
    for name, each in later.items():
        low, _, high = quantiles(each)
        print(f"  {name:<22} half of them {low:.0f} to {high:.0f} ms")


def company(folder: Path) -> Path:
    """Return a database with the sample company, whose map has 40 touchpoints and 56 KPIs; RuntimeError otherwise."""
    path = serving.sample_database(folder)
    store = Store.open(path)
    actions.edit_definitions(store, _more_touchpoints, "benchmark")
    scorecard = store.scorecard()
    store.close()
    found = (len(scorecard.touchpoints), len(scorecard.kpis))
    if found != (TOUCHPOINTS, KPIS):
        raise RuntimeError(f"the map has {found[0]} touchpoints and {found[1]} KPIs, not {TOUCHPOINTS} and {KPIS}")
    return path


def _more_touchpoints(document: dict[str, Any]) -> dict[str, Any]:
    """Return *document* with as many touchpoints as wanted: those that are there a second time, under other names."""
    there = document["touchpoints"]
    more = islice(cycle(there), TOUCHPOINTS - len(there))
    again = [
        {**each, "id": f"{each['id']}_{number}", "name": f"{each['name']} {number}"} for number, each in enumerate(more)
    ]
    return {**document, "touchpoints": [*there, *again]}


def _waits(opened: Browser, servers: dict[str, serving.Server], runs: int) -> dict[str, list[float]]:
    """Return the milliseconds of each change: those of the first look at each persona, then *runs* more."""
    waits: dict[str, list[float]] = {name: [] for name in servers}
    with (
        browser.visit(opened, servers["ours"], "map") as (ours, _),
        browser.visit(opened, servers["floor"], "map") as (floor, _),
    ):
        pages = {"ours": ours, "floor": floor}
        for number, persona in enumerate(islice(cycle(PERSONAS), len(PERSONAS) + runs)):
            for name in pages if number % 2 else reversed(pages):  # who is second must not matter
                waits[name].append(_change(pages[name], persona))
    return waits


def _change(page: Page, persona: str) -> float:
    """Return the milliseconds from the choice of *persona* to the map that is drawn anew."""
    page.bring_to_front()
    page.get_by_role("combobox", name="Persona").click()
    choice = page.get_by_role("option", name=persona, exact=True)
    choice.wait_for()
    return browser.changed(page, "map", DRAWN, choice.click)


if __name__ == "__main__":
    run()
