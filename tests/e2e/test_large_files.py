"""Files in pieces, in a real browser: sent, taken up where the line broke, cancelled."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import Browse, Serve, press, settled
from tests.e2e.test_data import database

__all__ = ["database"]  # the fixture of a database with one dataset

pytestmark = pytest.mark.browser

ROWS = 9_000
PATIENCE_MS = 60_000


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Return a file of 9 MB, one piece and a bit: a row is a kilobyte."""
    path = tmp_path / "large.csv"
    padding = "x" * 980
    rows = (f"2026-07-{number % 28 + 1:02},1,{padding}\n" for number in range(ROWS))
    path.write_text("Day,Clicks,Note\n" + "".join(rows), encoding="utf-8")
    return path


def choose(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        press(page, "Choose large files")
    chooser.value.set_files(file)


def pieces(page: Page, answer: Callable[[Route, int], None]) -> list[int]:
    """Let *answer* deal with every piece that the page sends; return how many there were, as they come."""
    seen: list[int] = []

    def on_piece(route: Route) -> None:
        if route.request.method != "PATCH":
            route.continue_()
            return
        seen.append(int(route.request.headers["upload-offset"]))
        answer(route, len(seen))

    page.route("**/api/uploads/*", on_piece)
    return seen


def test_a_large_file_is_sent_in_pieces_and_waits_like_any_other(
    browse: Browse, serve: Serve, database: Path, large: Path
) -> None:
    page = browse(serve(database) + "/data")
    offsets = pieces(page, lambda route, _: route.continue_())
    choose(page, large)
    expect(page.get_by_role("button", name=f"Import {ROWS:,} rows")).to_be_visible(timeout=PATIENCE_MS)
    assert offsets == [0, 8 * 1024 * 1024]
    press(page, f"Import {ROWS:,} rows")
    expect(page.get_by_text(f"large.csv into Ads: {ROWS:,} rows, 0 replaced")).to_be_visible(timeout=PATIENCE_MS)


def test_a_broken_line_goes_on_where_it_stopped(browse: Browse, serve: Serve, database: Path, large: Path) -> None:
    page = browse(serve(database) + "/data")
    offsets = pieces(page, lambda route, number: route.abort() if number in {1, 3} else route.continue_())
    choose(page, large)
    expect(page.get_by_role("button", name=f"Import {ROWS:,} rows")).to_be_visible(timeout=PATIENCE_MS)
    assert offsets == [0, 0, 8 * 1024 * 1024, 8 * 1024 * 1024]


def test_a_cancelled_upload_leaves_nothing(browse: Browse, serve: Serve, database: Path, large: Path) -> None:
    page = browse(serve(database) + "/data")
    held: list[Route] = []
    pieces(page, lambda route, number: route.continue_() if number == 1 else held.append(route))
    choose(page, large)
    expect(page.get_by_role("progressbar", name="large.csv")).to_have_attribute("aria-valuenow", "93")
    press(page, "Cancel large.csv")
    expect(page.get_by_role("progressbar", name="large.csv")).to_have_count(0)
    settled(page)
    page.wait_for_timeout(300)
    assert [path for path in (database.parent / "spool").rglob("*") if path.is_file()] == []
