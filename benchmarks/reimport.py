"""One day's export again, into a company of many rows: when it is committed, right, and fast again."""

import csv
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.company import TODAY, WHO, company
from bsc import actions
from bsc.model.view import View
from bsc.store import Store
from bsc.views.journey_map import JourneyMap, journey_map
from bsc.views.workspace import Workspace

DAY = TODAY - timedelta(days=10)
DATASETS = {"web": "date", "tickets": "created_at"}  # one placed by its day, one by its key


@dataclass(frozen=True)
class Moments:
    """Seconds from the beginning of an import until each was reached."""

    committed: float
    right: float
    refreshed: float
    fast: float


def run(folder: Path, rows: int) -> None:
    """Print for two datasets how long a day's re-import into *rows* rows takes."""
    store = company(folder, rows)
    actions.refresh_rollups(store)
    page(store)
    print(f"\none day's export again, into {rows:,} rows: seconds since the import began")
    for dataset, column in DATASETS.items():
        before = sum(line.dataset == dataset for line in store.imports())
        export, lines = exported(store, dataset, column, DAY - timedelta(days=before))  # bytes it has not seen
        reached = moments(store, export, dataset)
        export.unlink()
        print(
            f"  {dataset}, {lines:,} rows: committed {reached.committed:.2f}, first right journey map "
            f"{reached.right:.2f}, rollups refreshed {reached.refreshed:.2f}, next journey map {reached.fast:.2f}"
        )
    store.close()


def moments(store: Store, export: Path, dataset: str) -> Moments:
    """Return when the import of *export*, and what a person waits for after it, were done."""
    begun = time.perf_counter()
    actions.import_file(store, export, dataset, who=WHO)
    committed = time.perf_counter()
    page(store)
    right = time.perf_counter()
    actions.refresh_rollups(store)
    refreshed = time.perf_counter()
    page(store)
    return Moments(committed - begun, right - begun, refreshed - begun, time.perf_counter() - begun)


def page(store: Store) -> JourneyMap:
    """Return what the Journey map shows now."""
    return journey_map(Workspace(store, TODAY), View())


def exported(store: Store, dataset: str, column: str, day: date) -> tuple[Path, int]:
    """Return a CSV file with the rows of *dataset* on *day*, as its source would export them again, and how many."""
    shape = store.shapes()[dataset]
    names = [each.name for each in shape.columns]
    listed = ", ".join(f'"{name}"' for name in names)
    sql = f'select {listed} from dataset."{dataset}" where cast("{column}" as date) = ? order by _line'  # noqa: S608 -- names of our own
    rows = store.read(sql, [day])
    export = store.path.with_name(f"{dataset}-{day}.csv")
    with export.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, *rows])
    return export, len(rows)
