"""Servers of ours and of the empty app on free ports of this machine, which end when they are left."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bsc import actions
from bsc.store import Store
from bsc.ui import places

ROOT = Path(__file__).resolve().parents[1]
FLOOR = ROOT / "benchmarks" / "floor"
TWELVE = FLOOR / "twelve" / "app.py"
START_S = 60


@dataclass(frozen=True)
class Server:
    """A running server: its address and its process."""

    address: str
    process_id: int

    def resident_mib(self) -> float:
        """Return the memory that the process holds now, in MiB."""
        pages = int(Path(f"/proc/{self.process_id}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def processor_ms(self) -> float:
        """Return the milliseconds of processor that the process has used."""
        told = Path(f"/proc/{self.process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def server(script: Path, **environment: str) -> Iterator[Server]:
    """Run *script* from the root of the project, with its settings, on a free port until the block ends."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def ours(database: Path) -> Iterator[Server]:
    """Run the product on *database*."""
    with server(ROOT / "app.py", BSC_DATABASE=str(database)) as running:
        yield running


@contextmanager
def floor(trees: Path) -> Iterator[Server]:
    """Run the empty app that draws *trees*, with the product's settings, fonts and icon."""
    copy = trees.parent / "floor"
    if not copy.exists():
        shutil.copytree(FLOOR, copy, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(places.STATIC, copy / "static")
    with server(copy / "app.py", BSC_FLOOR_TREES=str(trees)) as running:
        yield running


def sample_database(folder: Path) -> Path:
    """Return a database file in *folder* that holds the sample company."""
    path = folder / "sample.duckdb"
    store = Store.open(path)
    actions.load_demo(store, who="benchmark")
    store.close()
    return path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode} before it answered")
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()  # noqa: S310 -- our own server
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not answer within {START_S} s")
