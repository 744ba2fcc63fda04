"""A rerun of each page on the server, by 1 and by 10 sessions at once, beside an empty Streamlit app."""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bsc import actions
from bsc.store import Store

ROOT = Path(__file__).resolve().parents[1]
OURS = {"Journey map": "", "Stage": "stage", "Trends & targets": "trends", "Data": "data", "Definitions": "definitions"}
RERUNS = 8


@dataclass(frozen=True)
class Load:
    """What a page cost: median and 95th percentile of a rerun in ms, reruns a second, exceptions drawn, memory."""

    median: float
    p95: float
    per_second: float
    exceptions: int
    resident_mib: float


@contextmanager
def server(script: Path, database: Path | None) -> Iterator[tuple[str, int]]:
    """Run *script* on a free port; give its address and process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(script),
            "--server.port",
            str(port),
            "--server.headless",
            "true",
        ],
        cwd=script.parent,
        env={**os.environ, "BSC_DATABASE": str(database)} if database else None,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()  # noqa: S310 -- our own server
                break
            except OSError:
                time.sleep(0.1)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


async def _session(
    address: str, page: str, together: asyncio.Barrier, times: list[float], exceptions: list[str]
) -> None:
    stream = address.replace("http://", "ws://") + "/_stcore/stream"
    async with websockets.connect(
        stream, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None, origin=websockets.Origin(address)
    ) as socket_:

        async def rerun() -> float:
            message = BackMsg()
            message.rerun_script.query_string = ""
            message.rerun_script.page_name = page
            begun = time.perf_counter()
            await socket_.send(message.SerializeToString())
            while True:
                reply = ForwardMsg()
                received = await socket_.recv()
                reply.ParseFromString(received if isinstance(received, bytes) else received.encode())
                kind = reply.WhichOneof("type")
                if kind == "delta" and reply.delta.new_element.WhichOneof("type") == "exception":
                    exceptions.append(reply.delta.new_element.exception.message)
                if kind == "script_finished":
                    return (time.perf_counter() - begun) * 1000

        await rerun()
        await rerun()
        await together.wait()
        times.extend([await rerun() for _ in range(RERUNS)])


async def _loaded(address: str, page: str, sessions: int, process_id: int) -> Load:
    times: list[float] = []
    exceptions: list[str] = []
    together = asyncio.Barrier(sessions)
    begun = time.perf_counter()
    await asyncio.gather(*(_session(address, page, together, times, exceptions) for _ in range(sessions)))
    seconds = time.perf_counter() - begun
    times.sort()
    return Load(
        statistics.median(times),
        times[int(len(times) * 0.95) - 1],
        sessions * (RERUNS + 2) / seconds,
        len(exceptions),
        _resident_mib(process_id),
    )


def _resident_mib(process_id: int) -> float:
    pages = int(Path(f"/proc/{process_id}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def run() -> None:
    """Print one line for each page and number of sessions, with the ratio to the empty app."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.duckdb"
        store = Store.open(database)
        actions.load_demo(store, who="benchmark")
        store.close()
        print("\na full rerun on the server, with the sample company")
        for sessions in (1, 10):
            with server(ROOT / "benchmarks" / "floor" / "app.py", None) as (address, process_id):
                floor = asyncio.run(_loaded(address, "overview", sessions, process_id))
            _print("empty app (12 metrics, 1 chart)", sessions, floor, floor)
            with server(ROOT / "app.py", database) as (address, process_id):
                for name, page in OURS.items():
                    _print(name, sessions, asyncio.run(_loaded(address, page, sessions, process_id)), floor)


def _print(name: str, sessions: int, load: Load, floor: Load) -> None:
    print(
        f"  {name:<34} {sessions:>3} sessions  median {load.median:>7.1f} ms  p95 {load.p95:>7.1f} ms  "
        f"{load.median / floor.median:>5.2f} ×  {load.per_second:>6.1f} reruns/s  {load.resident_mib:>5.0f} MiB  "
        f"{load.exceptions} exceptions"
    )
