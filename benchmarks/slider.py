"""A step of the target's slider beside one of a slider that changes nothing but a number, on the same page in Chromium.

The first is over when chart and scores say the new target, the second when its number is new; both are looked at once a
frame, and nothing else is looked at meanwhile.
"""

import tempfile
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page

from benchmarks import browser, serving

RUNS = 20
SCRIPT = serving.FLOOR / "number" / "app.py"
KEYS = ("ArrowRight", "ArrowLeft")
SLIDERS = {
    "Target": """() => {
      const chart = [...document.querySelectorAll("*")].find((each) => each.shadowRoot?.querySelector(".handle"));
      return () => [...chart.shadowRoot.querySelectorAll(".handle, .score")].map((each) => each.textContent).join();
    }""",
    "Nothing but a number": """() => {
      const number = document.querySelector(".st-key-number");
      return () => number.querySelector("[data-testid=stMarkdown]").textContent;
    }""",
}
_WATCH = """
(find) => {
  const QUIET = 400;
  const PATIENCE = 30000;
  const text = find();
  const before = text();
  const app = document.querySelector("[data-testid=stApp]");
  window.stepped = new Promise((resolve, reject) => {
    let begun = 0;
    let last = before;
    let changed = 0;
    document.addEventListener("keydown", () => { begun = performance.now(); }, { capture: true, once: true });
    const look = () => {
      const now = performance.now();
      const said = text();
      if (said !== last) [last, changed] = [said, now];
      const over = last !== before && now - changed > QUIET && app.dataset.testScriptState === "notRunning";
      if (over) resolve(changed - begun);
      else if (begun && now - begun > PATIENCE) reject(new Error("nothing has changed"));
      else requestAnimationFrame(look);
    };
    look();
  });
}
"""


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
            waited = _step(page, name, KEYS[number // 5 % 2])
            if number:
                waits[name].append(waited)
    return waits


def _step(page: Page, name: str, key: str) -> float:
    page.locator(f"input[type=range][aria-label='{name}']").focus()
    page.evaluate(f"({_WATCH})({SLIDERS[name]})")
    page.keyboard.press(key)
    waited: float = page.evaluate("window.stepped")
    return waited


if __name__ == "__main__":
    run()
