"""The real server on a free port with a database of one's own, and a real browser in front of it.

def test_…(serve, browse, sample_database):
    page = browse(serve(sample_database) + "/stage?stage=onboarding")
    settled(page)

With sign-in: `address = serve_with_keys(sample_database)`, then `sign_in(address)` for somebody who has the editor key
(`key=VIEWER_KEY` for another), and `browse(address + "/?share=…")` for somebody who has none.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect, sync_playwright

from bsc import actions
from bsc.store import Store
from tests.e2e import need_browser

ROOT = Path(__file__).resolve().parents[2]
START_S = 60.0
PATIENCE_MS = 30_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

STREAMLIT = "-m streamlit run app.py --server.port {port}"
PLAIN = str(ROOT / "app.py")

EDITOR_KEY = "an-editor-key-of-a-test-0123456789"
ADMIN_KEY = "an-admin-key-of-a-test-0123456789"
VIEWER_KEY = "a-viewer-key-of-a-test-0123456789"
KEYS = {
    "BSC_ACCESS": "key",
    "BSC_EDITOR_KEY": EDITOR_KEY,
    "BSC_ADMIN_KEY": ADMIN_KEY,
    "BSC_VIEWER_KEY": VIEWER_KEY,
}

HERE = Path(__file__).parent

Serve = Callable[..., str]
Browse = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test here two more tries: a browser shares the machine, and the summary names what needed them."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=2))


def settled(page: Page) -> Page:
    """Return *page* once its script has run to the end and what it drew is there."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_timeout(150)  # a value put back into the address begins one more run
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    expect(page.locator('[data-testid="stSkeleton"], [data-stale="true"]')).to_have_count(0)
    return page


def press(scope: Page | Locator, name: str | re.Pattern[str]) -> None:
    """Press the one button called *name*, once those of a run before it are gone."""
    button = scope.get_by_role("button", name=name)
    expect(button).to_have_count(1)
    button.click()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start the app on a database file; return its address. It stops with the test.

    By another *command*, if asked, and with what its *environment* says beyond the test's own.
    """
    started: list[subprocess.Popen[bytes]] = []

    def start(database: Path, command: str = STREAMLIT, **environment: str) -> str:
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, *command.format(port=port).split()],
            cwd=_told_its_port(port, tmp_path) if command == PLAIN else ROOT,
            env={**os.environ, "BSC_DATABASE": str(database), **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(server)
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/_stcore/health", server)
        return address

    yield start
    for server in started:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture
def serve_with_keys(serve: Serve) -> Serve:
    """Start the app in key mode, with `KEYS`."""

    def start(database: Path, command: str = STREAMLIT, **environment: str) -> str:
        return serve(database, command, **KEYS, **environment)

    return start


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One headless browser for a module's tests: its driver keeps an event loop running while it is there."""
    own = need_browser.browser() or pytest.fail(need_browser.MISSING)
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        opened = playwright.chromium.launch(executable_path=own, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def browse(browser: Browser) -> Iterator[Browse]:
    """Open an address in a clean browser context; nothing may be refused, or asked of another host, until the end."""
    seen: list[str] = []
    contexts = []

    def open_page(
        address: str, *, width: int = 1440, height: int = 900, dark: bool = False, streamlit: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: seen.extend(_refusals(message)))
        page.on("pageerror", lambda error: seen.append(str(error)))
        page.on("request", lambda request: seen.extend(_strangers(request)))
        page.goto(address)
        if not streamlit:  # the page for signing in is plain HTML
            return page
        page.wait_for_selector('[data-testid="stMain"]')
        return settled(page)

    yield open_page
    for context in contexts:
        context.close()
    assert not seen, "\n".join(seen)


@pytest.fixture
def sign_in(browse: Browse) -> Browse:
    """Open an address of an app in key mode in a clean browser context, signed in with *key* as *name*."""

    def open_page(address: str, *, key: str = EDITOR_KEY, name: str = "Erika", **screen: int) -> Page:
        page = browse(address, streamlit=False, **screen)
        page.get_by_label("Your name").fill(name)
        page.get_by_label("Key", exact=True).fill(key)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_selector('[data-testid="stMain"]')
        return settled(page)

    return open_page


@pytest.fixture
def empty_database(tmp_path: Path) -> Path:
    """Return where a database will be: nothing is there yet."""
    return tmp_path / "empty.duckdb"


@pytest.fixture(scope="session")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    store = Store.open(path)
    actions.load_demo(store, who="a test")
    store.close()
    return path


@pytest.fixture
def sample_database(_sample: Path, tmp_path: Path) -> Path:
    """Return a database file of one's own that holds the sample company."""
    return Path(shutil.copy(_sample, tmp_path / "sample.duckdb"))


def _told_its_port(port: int, folder: Path) -> Path:
    """Return a folder to start in whose settings name *port*: a plain `python app.py` takes it from nowhere else."""
    (folder / ".streamlit").mkdir(exist_ok=True)
    (folder / ".streamlit" / "config.toml").write_text(f"[server]\nport = {port}\n", encoding="utf-8")
    return folder


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Return once *server* answers at *address*."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"the server ended with {server.returncode} before it answered")
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 -- our own server
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"the server did not answer within {START_S:.0f} s")


def _refusals(message: ConsoleMessage) -> list[str]:
    return [message.text] if "Content Security Policy" in message.text else []


def _strangers(request: Request) -> list[str]:
    own = request.url.startswith(("http://127.0.0.1:", "blob:", "data:"))
    return [] if own else [f"another host was asked: {request.url}"]
