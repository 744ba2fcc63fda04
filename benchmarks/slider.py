"""A step of the target's slider beside one of a slider that changes nothing but a number, on the same page in Chromium.

The first is over when the chart is redrawn and everything is scored again, the second when the number has changed.
"""

import tempfile
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page

from benchmarks import browser, serving

RUNS = 20
SCRIPT = serving.FLOOR / "number" / "app.py"
KEYS = ("ArrowRight", "ArrowLeft")
_COUNTED = "(() => document.querySelector('.st-key-number [data-testid=stMarkdown]').innerText)"
SLIDERS = {"Target": browser.REDRAWN, "Nothing but a number": _COUNTED}


def run(runs: int = RUNS) -> None:
    """Print the median of *runs* steps of each slider, taken in turns, and their ratio."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving.server(SCRIPT, BSC_DATABASE=str(serving.sample_database(Path(folder)))) as server,
        browser.chromium() as opened,
        browser.visit(opened, server, "trends") as (page, _),
    ):
        waits = _waits(page, runs)
    target, number = waits.values()
    print(f"\na slider's step in Chromium, Trends & targets with the sample company  (median of {runs})")
    for name, each in waits.items():
        low, _, high = quantiles(each)
        print(f"  {name:<22} {median(each):>7.1f} ms  (half of them {low:.0f} to {high:.0f})")
    print(f"  {'ratio':<22} {median(target) / median(number):>7.2f} ×")


def _waits(page: Page, runs: int) -> dict[str, list[float]]:
    """Return the milliseconds of each step; the first round begins a draft, and is left out."""
    waits: dict[str, list[float]] = {name: [] for name in SLIDERS}
    for number in range(runs + 1):
        for name in SLIDERS if number % 2 else reversed(SLIDERS):
            waited = browser.step(page, name, KEYS[number // 5 % 2], SLIDERS[name])
            if number:
                waits[name].append(waited)
    return waits


if __name__ == "__main__":
    run()
