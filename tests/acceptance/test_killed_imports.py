"""kill -9 at thirty moments of an import, half at the command line, half in a running app: whole, or not at all."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.actions.waiting import Waiting
from bsc.store import Store
from tests.api.server import Server, company, running

HEADER = "day,channel,audience,impressions,clicks,cost\n"
DAYS = [date(2026, 8, day) for day in range(1, 31)]
CHANNELS = 5_000
ROWS = len(DAYS) * CHANNELS
EACH = 15  # moments
MOMENTS = [(number + random.Random(number).random()) / (EACH - 1) for number in range(EACH)]  # noqa: S311 - of its length
LONG_AGO_S = 48 * 3600
ENDS_S = 120.0


@dataclass(frozen=True)
class Prepared:
    """A database that holds one import, its tokens, and the file that takes the place of it."""

    database: Path
    tokens: dict[str, str]
    file: Path

    def copied(self, folder: Path) -> Path:
        """Return a copy of the database, in *folder*."""
        return Path(shutil.copy(self.database, folder / "company.duckdb"))


def export(path: Path, clicks: int) -> Path:
    rows = "".join(f"{day},c{each},Newcomer,10,{clicks},1.5\n" for day in DAYS for each in range(CHANNELS))
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    folder = tmp_path_factory.mktemp("prepared")
    database = folder / "company.duckdb"
    tokens = company(database)
    store = Store.open(database)
    actions.import_file(store, export(folder / "before.csv", 1), "ads", who="ada")
    store.close()
    return Prepared(database, tokens, export(folder / "after.csv", 2))


def command_line(prepared: Prepared, folder: Path) -> "subprocess.Popen[bytes]":
    """Return a running `bsc import` that has begun to open the database, so that its next step is reading."""
    database = prepared.copied(folder)
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from bsc.cli import main; main()",
            "--database",
            database,
            "import",
            prepared.file,
            "--dataset",
            "ads",
        ],
        stdout=subprocess.DEVNULL,
    )
    while process.poll() is None and not (folder / "spool").exists():
        time.sleep(0.002)
    return process


def pushed(server: Server, prepared: Prepared) -> str:
    """Return where the job is that imports the file in the running *server*."""
    begun = server.ask(
        "POST", "/api/imports?dataset=ads&name=after.csv", headers={"Prefer": "respond-async"},
        data=prepared.file.read_bytes(),
    )  # fmt: skip
    assert begun.status_code == 202, begun.text
    return begun.headers["Location"]


def left_in(folder: Path) -> list[Path]:
    return [path for path in (folder / "spool").rglob("*") if path.is_file()]


def is_whole(folder: Path) -> bool:
    """Return whether the second import is there, after checking that it is so in every way of looking at it."""
    store = Store.open(folder / "company.duckdb")
    newest, whole = store.imports()[0], len(store.imports()) == 2
    [(lowest, highest, rows)] = store.read('select min(clicks), max(clicks), count(*) from "dataset"."ads"')
    assert (lowest, highest, rows) == ((2, 2, ROWS) if whole else (1, 1, ROWS))
    assert (len(store.imports()), newest.rows, newest.replaced) == ((2, ROWS, ROWS) if whole else (1, ROWS, 0))
    assert [(line.id, count) for line, count in store.imports_of("ads")] == [(newest.id, ROWS)]
    assert store.covered_days("ads", DAYS[0], DAYS[-1]) == dict.fromkeys(DAYS, CHANNELS)
    if whole:
        actions.undo_import(store, newest.id, "ada")
        assert store.read('select max(clicks), count(*) from "dataset"."ads"') == [(1, ROWS)]
    store.close()
    for path in left_in(folder):
        os.utime(path, (time.time() - LONG_AGO_S,) * 2)
    store = Store.open(folder / "company.duckdb")
    Waiting.beside(store)
    assert left_in(folder) == []
    store.close()
    return whole


@pytest.fixture(scope="module")
def lasts_s(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Return how long an import takes at the command line, from opening the database to its last word."""
    folder = tmp_path_factory.mktemp("whole")
    process = command_line(prepared, folder)
    began = time.monotonic()
    assert process.wait(timeout=ENDS_S) == 0
    took = time.monotonic() - began
    assert is_whole(folder)
    return took


@pytest.mark.parametrize("moment", MOMENTS, ids="{:.2f}".format)
def test_an_import_at_the_command_line_that_is_killed_is_there_whole_or_not_at_all(
    prepared: Prepared, lasts_s: float, moment: float, tmp_path: Path
) -> None:
    process = command_line(prepared, tmp_path)
    time.sleep(moment * lasts_s)
    process.send_signal(signal.SIGKILL)
    ended = process.wait()
    assert is_whole(tmp_path) or ended == -signal.SIGKILL


@pytest.fixture(scope="module")
def lasts_in_app_s(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Return how long the same import takes in a running app."""
    folder = tmp_path_factory.mktemp("whole in the app")
    prepared.copied(folder)
    with running(folder, prepared.tokens) as server:
        place = pushed(server, prepared)
        began = time.monotonic()
        while (job := server.ask("GET", place).json())["state"] == "running":
            assert time.monotonic() < began + ENDS_S
            time.sleep(0.02)
        took = time.monotonic() - began
    assert job["state"] == "done"
    assert is_whole(folder)
    return took


@pytest.mark.parametrize("moment", MOMENTS, ids="{:.2f}".format)
def test_an_import_in_a_running_app_that_is_killed_is_there_whole_or_not_at_all(
    prepared: Prepared, lasts_in_app_s: float, moment: float, tmp_path: Path
) -> None:
    prepared.copied(tmp_path)
    with running(tmp_path, prepared.tokens) as server:
        pushed(server, prepared)
        time.sleep(moment * lasts_in_app_s)
        server.process.send_signal(signal.SIGKILL)
        assert server.process.wait() == -signal.SIGKILL
    is_whole(tmp_path)
