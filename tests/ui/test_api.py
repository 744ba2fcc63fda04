"""The routes beside the pages, and the doors of the app."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.testclient import TestClient

from bsc import api
from bsc.store import Store


def _client(database: Path) -> TestClient:
    return TestClient(Starlette(routes=api.routes(lambda: database)))


def test_a_healthy_app_says_its_version_and_that_of_its_data(tmp_path: Path) -> None:
    database = tmp_path / "company.duckdb"
    answered = _client(database).get("/api/health")
    Store.open(database).close()
    assert answered.status_code == 200
    assert answered.json()["status"] == "ok"
    assert answered.json()["data_version"] == 0


def test_an_app_without_its_database_is_not_healthy_and_says_why(tmp_path: Path) -> None:
    database = tmp_path / "company.duckdb"
    database.write_bytes(b"not a database" * 1000)
    answered = _client(database).get("/api/health")
    assert answered.status_code == 503
    assert "is not a database of Journey Scorecard" in answered.json()["why"]
