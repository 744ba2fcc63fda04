"""How the cost of a warm page grows with rows, KPIs and dimensions: the exponent of time against size."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.clock import exponent, median_of
from benchmarks.company import TODAY, company, events
from benchmarks.events import definitions
from bsc import actions
from bsc.model.view import View
from bsc.store import Store
from bsc.views.journey_map import journey_map
from bsc.views.stage import stage_page
from bsc.views.trend import trend
from bsc.views.workspace import Workspace

RUNS = 15
KPIS = (10, 40, 160)
DIMENSIONS = (0, 1, 3)
ROWS_OF_EVENTS = 1_000_000
KPI = "visitors"


@dataclass(frozen=True)
class Point:
    """The median seconds of a page at one size, and those that the cores worked for it, which a busy machine leaves."""

    size: float
    seconds: float
    processor: float


def run(folder: Path, rows: Sequence[int]) -> None:
    """Print the growth with each of *rows*, and with the KPIs and dimensions of a table of events."""
    print("\na warm page: rollups' series in memory, its actuals, scores and read model made anew")
    by_page: dict[str, list[Point]] = {}
    for count in rows:
        store = company(folder, count)
        actions.refresh_rollups(store)
        for name, page in pages().items():
            by_page.setdefault(name, []).append(Point(count, *warm(store, page)))
        store.close()
    for name, points in by_page.items():
        _print(f"{name}, against rows", points)
    _print("journey map of events, against KPIs", [_with(folder, kpis, 2) for kpis in KPIS])
    _print("journey map of events, against dimensions + 1", [_with(folder, 40, number) for number in DIMENSIONS])


def pages() -> dict[str, Callable[[Workspace], object]]:
    """Return what each page asks of a workspace."""
    view = View()
    return {
        "Journey map": lambda workspace: journey_map(workspace, view),
        "Stage": lambda workspace: stage_page(workspace, view, "retention"),
        "Trends": lambda workspace: trend(workspace, view, KPI),
    }


def warm(store: Store, page: Callable[[Workspace], object]) -> tuple[float, float]:
    """Return the median seconds of *page* and of the cores: each run takes another day of the running month for today.

    So nothing of the run before is remembered but what the rows alone decide.
    """
    days = (TODAY + timedelta(days=number) for number in itertools.count())
    line = median_of(RUNS, lambda: page(Workspace(store, next(days))), "a page")
    return line.seconds or 0.0, line.processor or 0.0


def _with(folder: Path, kpis: int, dimensions: int) -> Point:
    """Return the point of the journey map of events with so many KPIs, or with so many dimensions and one."""
    name = folder / f"growth-{kpis}-{dimensions}"
    store, _ = events(name, ROWS_OF_EVENTS, scaled(kpis, dimensions))
    actions.refresh_rollups(store)
    taken = warm(store, lambda workspace: journey_map(workspace, View()))
    store.close()
    return Point(kpis if dimensions == 2 else dimensions + 1, *taken)


def scaled(kpis: int, dimensions: int) -> dict[str, Any]:
    """Return the scorecard of events with *kpis* KPIs (the additive ones again and again) and *dimensions*."""
    defined = definitions()
    additive = defined["kpis"][:36]
    columns = ("channel", "persona", "stage")[:dimensions]
    again = [{**additive[number % 36], "id": f"k{number}", "name": f"K{number}"} for number in range(kpis)]
    (dataset,) = defined["datasets"]
    return defined | {"kpis": again, "datasets": [dataset | {"dimensions": {name: name for name in columns}}]}


def _print(title: str, points: Sequence[Point]) -> None:
    sizes = [point.size for point in points]
    times = {"": [point.seconds for point in points], " of cores": [point.processor for point in points]}
    for what, each in times.items():
        told = "  ".join(f"{size:,.0f}: {taken * 1000:.1f} ms" for size, taken in zip(sizes, each, strict=True))
        grown = f"  exponent {exponent(sizes, each):+.3f}" if len(points) > 1 else ""
        print(f"  {title + what:<54} {told}{grown}", flush=True)
