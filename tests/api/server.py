"""The real server on a free port, over real HTTP: `with running(database, log) as address`."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from bsc import actions
from bsc.actions.tokens import make_token
from bsc.store import Store
from tests.views.small_company import SCORECARD

ROOT = Path(__file__).resolve().parents[2]
START_S = 90.0
ANSWER_S = 60.0


@dataclass(frozen=True)
class Server:
    """A running server, the tokens that it knows, and where its database and log are."""

    address: str
    tokens: dict[str, str]
    database: Path
    log: Path
    process: "subprocess.Popen[bytes]"

    def ask(
        self, method: str, path: str, *, by: str = "ads", headers: dict[str, str] | None = None, **more: object
    ) -> requests.Response:
        """Return the answer to a request with the token called *by* ("" for none)."""
        shown = {"Authorization": f"Bearer {self.tokens.get(by, by)}"} if by else {}
        return requests.request(
            method,
            self.address + path,
            headers={**shown, **(headers or {})},
            timeout=ANSWER_S,
            allow_redirects=False,
            **more,  # type: ignore[arg-type]  # as requests takes them
        )


def company(database: Path) -> dict[str, str]:
    """Make a database that holds the small company's definitions; return its tokens by name."""
    store = Store.open(database)
    try:
        actions.apply_definitions(store, SCORECARD, "a test")
        made = {name: make_token(store, name, [name], "a test").text for name in ("ads", "orders")}
        return {**made, "all": make_token(store, "all", ["*"], "a test").text}
    finally:
        store.close()


@contextmanager
def running(
    folder: Path, tokens: dict[str, str] | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Give a running server on the company in *folder*, whose *tokens* are known, or on a new one there."""
    database, log = folder / "company.duckdb", folder / "server.log"
    tokens = tokens or company(database)
    port = free_port()
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
            cwd=ROOT,
            env={**os.environ, "BSC_DATABASE": str(database), **(environment or {})},
            stdout=written,
            stderr=written,
        )
        try:
            server = Server(f"http://127.0.0.1:{port}", tokens, database, log, process)
            _wait_for(server)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: Server) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        try:
            if server.ask("GET", "/api/health", by="").status_code == requests.codes.ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError(server.log.read_text(encoding="utf-8"))
