"""The routes beside the pages."""

import asyncio
import json
from pathlib import Path
from typing import Any

from starlette.requests import Request

from bsc.api.health import health
from bsc.store import Store


def _asked(database: Path) -> tuple[int, dict[str, Any]]:
    answered = asyncio.run(health(lambda: database)(Request({"type": "http", "method": "GET", "headers": []})))
    return answered.status_code, json.loads(bytes(answered.body))


def test_a_healthy_app_says_its_version_and_that_of_its_data(tmp_path: Path) -> None:
    database = tmp_path / "company.duckdb"
    status, said = _asked(database)
    Store.open(database).close()
    assert (status, said["status"], said["data_version"]) == (200, "ok", 0)


def test_an_app_without_its_database_is_not_healthy_and_says_why(tmp_path: Path) -> None:
    database = tmp_path / "company.duckdb"
    database.write_bytes(b"not a database" * 1000)
    status, said = _asked(database)
    assert status == 503
    assert "is not a database of Journey Scorecard" in said["why"]
