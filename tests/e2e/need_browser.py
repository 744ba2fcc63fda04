"""Make sure that a Chromium is there for the browser tests: found, else installed, else say what to do."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "A browser is missing for the browser tests: install Chromium (Debian: apt-get install chromium), "
    "or name one in the environment variable CHROMIUM."
)


def browser() -> str | None:
    """Return the path of a Chromium that can be started: $CHROMIUM, one on the PATH, or Playwright's own."""
    for found in _candidates():
        if found and Path(found).exists():
            return str(found)
    return None


def _candidates() -> Iterator[str | None]:
    yield os.environ.get("CHROMIUM")
    yield from map(shutil.which, NAMES)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- starts a driver process: only when it is needed

    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _installs() -> Iterator[list[str]]:
    if shutil.which("apt-get") and os.geteuid() == 0:
        yield ["apt-get", "update", "-qq"]
        yield ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", "chromium"]
    yield [sys.executable, "-m", "playwright", "install", "chromium"]


def main() -> int:
    """Return 0 when a browser is there in the end, else 1 with a sentence on standard error."""
    for command in [[], *_installs()]:
        if command:
            print("Installing a browser:", " ".join(command))  # noqa: T201 -- a script that reports
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        if found := browser():
            print(f"Browser for the tests: {found}")  # noqa: T201 -- the same
            return 0
    print(MISSING, file=sys.stderr)  # noqa: T201 -- the same
    return 1


if __name__ == "__main__":
    sys.exit(main())
