"""Apache Superset: its chart data API, called in its own process, for one chart of all metrics by month."""

import json
import logging
import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.peers.question import KPIS, STAGES, WHOLE_TABLE, Answers, answers_of, arguments, told

SETTINGS = """\
SECRET_KEY = "only for this run"
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
RATELIMIT_ENABLED = False
PREVENT_UNSAFE_DB_CONNECTIONS = False
LOG_LEVEL = "ERROR"
"""
WHO = {"username": "bench", "password": "bench", "provider": "db", "refresh": False}


def main() -> None:
    """Set a Superset up, register the table, ask."""
    parquet, folder, runs = arguments()
    with duckdb.connect(str(folder / "events.duckdb")) as connection:
        connection.execute("create or replace table events as select * from read_parquet(?)", [str(parquet)])
    app, client, headers = application(folder)
    database = made(
        client, headers, "database", database_name="peers", sqlalchemy_uri=f"duckdb:///{folder}/events.duckdb"
    )
    dataset = made(client, headers, "dataset", database=database, schema="main", table_name="events")
    chart = {"datasource": {"id": dataset, "type": "table"}, "force": True, "queries": [query()]}

    def ask() -> list[dict[str, Any]]:
        reply = client.post("/api/v1/chart/data", json=chart, headers=headers)
        return list(accepted(reply)["result"][0]["data"])

    def common(sql: str) -> list[Any]:
        with (
            app.app_context(),
            registered(database).get_sqla_engine() as engine,
            closing(engine.raw_connection()) as raw,
        ):
            cursor = raw.cursor()
            cursor.execute(sql)
            return list(cursor.fetchall())

    def answers() -> Answers:
        rows = [{**row, "month": _month(row["happened"])} for row in ask()]
        return answers_of(rows)

    told(version("apache_superset"), duckdb.__version__, runs, ask, common, answers)


def application(folder: Path) -> tuple[Any, Any, dict[str, str]]:
    """Return a new Superset in *folder*, a client of it, and the headers of its signed-in administrator."""
    settings = folder / "superset_config.py"
    settings.write_text(SETTINGS.format(folder=folder), encoding="utf-8")
    os.environ |= {"SUPERSET_CONFIG_PATH": str(settings), "FLASK_APP": "superset", "SUPERSET_HOME": str(folder)}
    logging.disable(logging.WARNING)

    person = ["--username", "bench", "--firstname", "b", "--lastname", "b", "--email", "b@example.test"]
    for command in (["db", "upgrade"], ["init"], ["fab", "create-admin", *person, "--password", "bench"]):
        subprocess.run([Path(sys.executable).with_name("superset"), *command], check=True, stdout=subprocess.DEVNULL)

    from superset.app import create_app  # type: ignore[import-not-found, unused-ignore] # noqa: PLC0415

    app = create_app()
    client = app.test_client()
    token = accepted(client.post("/api/v1/security/login", json=WHO))["access_token"]
    return app, client, {"Authorization": f"Bearer {token}"}


def registered(database: int) -> Any:  # noqa: ANN401 -- Superset's own model
    """Return the database with the number *database*, in an application context."""
    from superset import db  # type: ignore[import-not-found, unused-ignore] # noqa: PLC0415
    from superset.models.core import Database  # type: ignore[import-not-found, unused-ignore] # noqa: PLC0415

    return db.session.get(Database, database)


def made(client: Any, headers: dict[str, str], what: str, **described: object) -> int:  # noqa: ANN401 -- Flask's test client
    """Return the number of the new *what*."""
    return int(accepted(client.post(f"/api/v1/{what}/", json=described, headers=headers))["id"])


def accepted(reply: Any) -> dict[str, Any]:  # noqa: ANN401 -- Werkzeug's test response
    """Return what the API answered; raises RuntimeError with its message when it refused."""
    if reply.status_code not in {200, 201}:
        raise RuntimeError(reply.get_data(as_text=True)[:500])
    return dict(json.loads(reply.get_data(as_text=True)))


def query() -> dict[str, Any]:
    """Return the chart's query: every KPI as a metric, by month."""
    axis = {
        "columnType": "BASE_AXIS",
        "expressionType": "SQL",
        "sqlExpression": "happened",
        "label": "happened",
        "timeGrain": "P1M",
    }
    metrics = [
        {"expressionType": "SQL", "sqlExpression": sql, "label": kpi} for kpi, sql in zip(KPIS, formulas(), strict=True)
    ]
    return {"columns": [axis], "metrics": metrics, "granularity": "happened", "row_limit": 1000, "orderby": []}


def formulas() -> list[str]:
    """Return the SQL of each KPI."""
    found = []
    for stage in STAGES:
        rows = f"filter (where stage = '{stage}')"
        found += [
            f"count(*) {rows}",
            f"sum(clicks) {rows}",
            f"sum(cost) {rows}",
            f"sum(amount) {rows} / count(*) {rows}",
            f"sum(clicks) {rows} / sum(cost) {rows}",
            f"max(amount) {rows}",
        ]
    found += [
        "median(minutes)",
        "quantile_cont(amount, 0.9)",
        "count(distinct user_id)",
        "count(distinct user_id) / count(*)",
    ]
    assert len(found) == WHOLE_TABLE + 4  # noqa: S101 -- the question's own length
    return found


def _month(cell: object) -> str:
    """Return the month of a time that the API gives in milliseconds since 1970."""
    return datetime.fromtimestamp(float(str(cell)) / 1000, UTC).strftime("%Y-%m")


if __name__ == "__main__":
    main()
