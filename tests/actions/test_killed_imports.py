"""A process that is killed in the middle of an import leaves it there whole, or not at all."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bsc import actions
from bsc.store import Store

SCORECARD = "version: 1\ndatasets:\n  - {id: ads, time: day, dimensions: {channel: channel}}\n"
ROWS = 150_000
IMPORTER = """
import sys
from pathlib import Path
from bsc import actions
from bsc.store import Store
store = Store.open(sys.argv[1])
tell = lambda progress: print(progress.step.split()[0], flush=True)
orders = [actions.Order(part=Path(path), dataset="ads") for path in sys.argv[2:]]
actions.import_parts(store, orders, who="ada", watch=tell)
print("over", flush=True)
sys.stdin.read()
"""
SEEN = 'select min(clicks), max(clicks), count(*) from "dataset"."ads"'


def half_a_month(path: Path, clicks: int, first: int) -> Path:
    rows = "".join(f"2026-01-{first + number % 15:02},channel {number % 7},{clicks}\n" for number in range(ROWS))
    path.write_text(f"day,channel,clicks\n{rows}")
    return path


@pytest.mark.parametrize(
    ("step", "after_s"),
    [("reading", 0.05), ("checking", 0.0), ("storing", 0.0), ("storing", 0.12), ("storing", 0.5), ("over", 0.0)],
)
def test_an_import_whose_process_is_killed_is_there_whole_or_not_at_all(
    tmp_path: Path, step: str, after_s: float
) -> None:
    database = tmp_path / "bsc.duckdb"
    store = Store.open(database)
    actions.apply_definitions(store, SCORECARD, "ada")
    before = [half_a_month(tmp_path / f"before{n}.csv", 1, n) for n in (1, 16)]
    actions.import_parts(store, [actions.Order(part=path, dataset="ads") for path in before], who="ada")
    store.close()
    after = [str(half_a_month(tmp_path / f"after{n}.csv", 2, n)) for n in (1, 16)]

    importer = subprocess.Popen(
        [sys.executable, "-c", IMPORTER, str(database), *after],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert importer.stdout is not None
    assert any(line.strip() == step for line in importer.stdout)
    time.sleep(after_s)
    os.kill(importer.pid, signal.SIGKILL)
    importer.communicate(timeout=60)

    store = Store.open(database)
    whole = len(store.imports()) == 4
    assert len(store.imports()) in (2, 4)
    assert whole or step != "over"
    assert store.read(SEEN) == [(2, 2, 2 * ROWS) if whole else (1, 1, 2 * ROWS)]
    report = actions.import_parts(store, [actions.Order(part=Path(path), dataset="ads") for path in after], who="ada")
    assert {receipt.unchanged for receipt in report.receipts} == {whole}
    assert store.read(SEEN) == [(2, 2, 2 * ROWS)]
    store.close()
