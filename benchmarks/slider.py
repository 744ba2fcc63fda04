"""A step of the target's slider beside one of a slider that changes nothing but a number, on the same page in Chromium.

The first is over when chart and scores say the new target: the browser works them out, and the server's answer, which
comes later, must not change them again. The second is over when its number is new. A third looks at the same step of
the target's slider, and is over when the panel says what the server has answered. All are looked at once a frame, and
nothing else is looked at meanwhile.
"""

import tempfile
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page

from benchmarks import browser, serving

RUNS = 20
SCRIPT = serving.FLOOR / "number" / "app.py"
KEYS = ("ArrowRight", "ArrowLeft")
SLIDER = {"Target": "Target", "Target, the answer": "Target", "Nothing but a number": "Nothing but a number"}
LOOKED_AT = {
    "Target": """() => {
      const chart = [...document.querySelectorAll("*")].find((each) => each.shadowRoot?.querySelector(".handle"));
      return () => [...chart.shadowRoot.querySelectorAll(".handle, .score")].map((each) => each.textContent).join();
    }""",
    "Target, the answer": """() => {
      const field = document.querySelector(".st-key-draft_target_0 input");
      const panel = field.closest("[data-testid=stColumn]");
      const captions = () => [...panel.querySelectorAll("[data-testid=stCaptionContainer]")];
      return () => [field.value, ...captions().map((each) => each.textContent)].join();
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
    """Print the median of *runs* steps of each kind, taken in turns, and their ratios."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving.server(SCRIPT, BSC_DATABASE=str(serving.sample_database(Path(folder)))) as server,
        browser.chromium() as opened,
        browser.visit(opened, server, "trends") as (page, _),
    ):
        waits = _waits(page, runs)
    target, answer, number = waits.values()
    print(f"\na slider's step in Chromium, Trends & targets with the sample company  (median of {runs})")
    for name, each in waits.items():
        low, _, high = quantiles(each)
        print(f"  {name:<22} {median(each):>7.1f} ms  (half of them {low:.0f} to {high:.0f})")
    print(
        f"  {'ratio':<22} {median(target) / median(number):>7.2f} ×, the answer {median(answer) / median(number):.2f} ×"
    )


def _waits(page: Page, runs: int) -> dict[str, list[float]]:
    """Return the milliseconds of each step; the first round begins a draft, and is left out."""
    waits: dict[str, list[float]] = {name: [] for name in LOOKED_AT}
    for number in range(runs + 1):
        for name in LOOKED_AT if number % 2 else reversed(LOOKED_AT):
            waited = _step(page, name, KEYS[number // 5 % 2])
            if number:
                waits[name].append(waited)
    return waits


def _step(page: Page, name: str, key: str) -> float:
    page.locator(f"input[type=range][aria-label='{SLIDER[name]}']").focus()
    page.evaluate(f"({_WATCH})({LOOKED_AT[name]})")
    page.keyboard.press(key)
    waited: float = page.evaluate("window.stepped")
    return waited


if __name__ == "__main__":
    run()
