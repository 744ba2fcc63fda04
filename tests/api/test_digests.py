"""The running app sends what is due by itself: also when nobody has come to look, and not when that is turned off."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bsc.model.subscription import Subscription
from bsc.store import Stamp, Store
from bsc.store.subscriptions import Outcome, last_sendings, write_subscription
from tests.api.server import company, running
from tests.reports.receiving import listening, webhook

WITHIN_S = 60


@pytest.fixture
def hook() -> Iterator[tuple[list[dict[str, Any]], threading.Event, str]]:
    heard = threading.Event()
    with listening(heard) as (said, port):
        yield said, heard, webhook(port)


def subscribed(folder: Path) -> dict[str, str]:
    """Make a company with a digest that was due within the last day; return its tokens."""
    tokens = company(folder / "company.duckdb")
    store = Store.open(folder / "company.duckdb")
    digest = Subscription.model_validate({"id": "d1", "name": "Board", "to": ["board"], "rhythm": "daily"})
    with store.change() as cursor:
        write_subscription(cursor, Stamp("ann", datetime.now(UTC).replace(tzinfo=None) - timedelta(days=2)), digest)
    store.close()
    return tokens


def test_a_digest_that_came_due_while_the_app_was_down_is_sent_at_its_start_before_anybody_looks(
    tmp_path: Path, hook: tuple[list[dict[str, Any]], threading.Event, str]
) -> None:
    said, heard, address = hook
    tokens = subscribed(tmp_path)
    settings = {"BSC_NOTIFY_BOARD": address, "BSC_BASE_URL": "https://scorecard.example.com"}
    with running(tmp_path, tokens, settings):
        assert heard.wait(WITHIN_S)
    assert ["https://scorecard.example.com/?share=" in each["message"] for each in said] == [True]
    store = Store.open(tmp_path / "company.duckdb")
    assert [each.outcome for each in last_sendings(store.read).values()] == [Outcome.SENT]
    store.close()
    heard.clear()
    with running(tmp_path, tokens, settings):
        assert not heard.wait(3)


def test_what_something_else_is_to_send_the_app_does_not(
    tmp_path: Path, hook: tuple[list[dict[str, Any]], threading.Event, str]
) -> None:
    said, _, address = hook
    tokens = subscribed(tmp_path)
    settings = {"BSC_NOTIFY_BOARD": address, "BSC_BASE_URL": "https://x.example", "BSC_SCHEDULER": "off"}
    with running(tmp_path, tokens, settings) as server:
        server.ask("GET", "/api/health", by="")
        time.sleep(3)
    assert said == []
