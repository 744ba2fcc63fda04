"""What a person waits for in Chromium: a first visit, a page change, a slider to the redrawn chart; ours and the floor.

Times are taken in the page itself: from the start of the navigation, the click or the key, to the last change of what
is drawn, once the script has ended, nothing is stale and charts and components are there.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import TypeVar

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks.serving import Server
from tests.e2e import need_browser

ALONE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"  # Streamlit's own icons would ask the internet
T = TypeVar("T")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", ALONE]
SIZE = ViewportSize(width=1440, height=900)
PATIENCE_MS = 60_000
TITLES = {
    "map": "Journey map",
    "stage": "Stage",
    "strategy-map": "Strategy map",
    "trends": "Trends & targets",
    "why": "Why it changed",
    "what-if": "What if",
    "data": "Data",
    "definitions": "Definitions",
}
REDRAWN = "watched.redrawn"  # the chart's handles and the scores
_WATCH = """
(() => {
  const QUIET = 250;
  const PATIENCE = 30000;
  const own = { changed: 0, begun: 0 };
  const main = () => document.querySelector("[data-testid=stMain]");
  const all = (what) => [...(main()?.querySelectorAll(what) ?? [])];
  new MutationObserver((changes) => {
    if (changes.some((change) => main()?.contains(change.target))) own.changed = performance.now();
  }).observe(document, { subtree: true, childList: true, characterData: true });
  for (const name of ["click", "keydown"])
    document.addEventListener(name, () => { own.begun = performance.now(); }, { capture: true });
  const idle = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
  const hosts = () => all("*").filter((each) => each.shadowRoot && seen(each));
  const drawn = () => hosts().flatMap((each) => [...each.shadowRoot.querySelectorAll(".handle, .score")]);
  own.redrawn = () => drawn().map((each) => each.textContent).join();
  own.marks = own.redrawn;
  const seen = (each) => each.getBoundingClientRect().width > 0;
  const every = (what, has) => all(what).filter(seen).every((each) => each.querySelector(has));
  own.missing = (title, before) => {
    if (!idle()) return "the script runs";
    if (main()?.querySelector("h1")?.innerText !== title) return "another page stands";
    if (own.marks() === before) return "the chart is as it was";
    if (all("[data-testid=stSkeleton], [data-stale=true]").length) return "elements are stale";
    if (!every("[data-testid=stVegaLiteChart]", "svg.marks, canvas")) return "a chart is not drawn";
    if (!every("[data-testid=stDataFrame]", "canvas")) return "a table is not drawn";
    return hosts().every((each) => each.shadowRoot.querySelector("div > *")) ? "" : "a component is empty";
  };
  own.waited = (title, before) => new Promise((resolve, reject) => {
    const asked = performance.now();
    let since = 0;
    const look = () => {
      const now = performance.now();
      const missing = own.missing(title, before);
      since = missing ? 0 : since || now;
      const end = Math.max(since, own.changed);
      if (since && now - end > QUIET) resolve(end - own.begun);
      else if (now - asked > PATIENCE) reject(new Error(`${title}: ${missing || "it keeps changing"}`));
      else requestAnimationFrame(look);
    };
    look();
  });
  own.components = () => all("*").filter((each) => each.shadowRoot).map((each) => ({
    elements: each.shadowRoot.querySelectorAll("*").length, height: Math.round(each.getBoundingClientRect().height),
  }));
  window.watched = own;
})();
"""


@dataclass
class Waits:
    """Milliseconds waited for, by what was done: `visit map`, `change stage`, `slider`."""

    ms: dict[str, list[float]] = field(default_factory=dict)

    def add(self, what: str, waited: float) -> None:
        """Keep one more wait."""
        self.ms.setdefault(what, []).append(waited)

    def medians(self) -> dict[str, float]:
        """Return the median wait for each thing that was done."""
        return {what: median(times) for what, times in self.ms.items()}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a headless Chromium until the block ends."""
    own = need_browser.browser()
    if own is None:
        raise RuntimeError(need_browser.MISSING)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=own, args=FLAGS)
        yield opened
        opened.close()


@contextmanager
def visit(browser: Browser, server: Server, place: str) -> Iterator[tuple[Page, float]]:
    """Open *place* in a browser that has seen nothing; give the page and the milliseconds until it stood."""
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(_WATCH)
    page.goto(f"{server.address}/{'' if place == 'map' else place}", wait_until="commit")
    yield page, _waited(page, place)
    context.close()


def components(browser: Browser, server: Server, place: str) -> list[dict[str, int]]:
    """Return how many elements the components of *place* draw, and how high they stand, from top to bottom."""
    with visit(browser, server, place) as (page, _):
        found: list[dict[str, int]] = page.evaluate("watched.components()")
        return found


def visits(browser: Browser, servers: dict[str, Server], runs: int) -> dict[str, Waits]:
    """Return what a first visit to each page waits for at each of *servers*, *runs* times each, in turns."""
    waits = {name: Waits() for name in servers}
    for number in range(runs):
        for place in TITLES:
            for name, server in _turn(servers, number):
                with visit(browser, server, place) as (_, waited):
                    waits[name].add(f"visit {place}", waited)
    return waits


def sittings(browser: Browser, servers: dict[str, Server], runs: int) -> dict[str, Waits]:
    """Return what page changes and slider steps wait for in sessions that stay open, *runs* times each, in turns."""
    waits = {name: Waits() for name in servers}
    with ExitStack() as sessions:
        opened = {name: sessions.enter_context(visit(browser, at, "definitions"))[0] for name, at in servers.items()}
        for number in range(runs + 1):
            for place in TITLES:
                for name, page in _turn(opened, number):
                    waited = _change(page, place)
                    if number:  # the first round opens each page for the first time
                        waits[name].add(f"change {place}", waited)
        for page in opened.values():
            _change(page, "trends")
        for number in range(runs + 1):
            for name, page in _turn(opened, number):
                waited = step(page)
                if number:  # the first step begins a draft: other elements appear
                    waits[name].add("slider", waited)
    return waits


def _turn(each: dict[str, T], number: int) -> list[tuple[str, T]]:
    """Return *each*, the other way round every second time: who is second must not matter."""
    pairs = list(each.items())
    return pairs[::-1] if number % 2 else pairs


def _change(page: Page, place: str) -> float:
    page.bring_to_front()
    page.get_by_test_id("stSidebarNavLink").filter(has_text=TITLES[place]).click()
    return _waited(page, place)


def step(page: Page) -> float:
    """Return the milliseconds from a key on the target's slider until the chart's handles and the scores say it."""
    page.bring_to_front()
    page.locator("input[type=range][aria-label='Target']").focus()
    return changed(page, "trends", REDRAWN, lambda: page.keyboard.press("ArrowRight"))


def changed(page: Page, place: str, marks: str, act: Callable[[], None]) -> float:
    """Return the milliseconds from what *act* does on *place* until *marks* (JavaScript) give another text."""
    before = page.evaluate(f"(watched.marks = {marks})()")
    act()
    return _waited(page, place, before)


def _waited(page: Page, place: str, before: str = "\N{NULL}") -> float:
    waited: float = page.evaluate("([title, before]) => watched.waited(title, before)", [TITLES[place], before])
    return waited
