"""MetricFlow: a dbt project with one semantic model, asked for all metrics by month in one request."""

import os
from importlib.metadata import version
from pathlib import Path

import duckdb

from benchmarks.peers.question import KPIS, STAGES, WHOLE_TABLE, Answers, answers_of, arguments, told

PROJECT = """\
name: peers
version: "1.0"
profile: peers
model-paths: [models]
models: {peers: {+materialized: table}}
"""
PROFILE = """\
peers:
  target: here
  outputs: {here: {type: duckdb, path: %s, threads: 2}}
"""
SPINE = """\
models:
  - name: days
    time_spine: {standard_granularity_column: date_day}
    columns: [{name: date_day, granularity: day}]
"""
MODEL = """\
semantic_models:
  - name: events
    model: ref('events')
    defaults: {agg_time_dimension: happened}
    entities: [{name: event, type: primary, expr: _line}]
    dimensions:
      - {name: happened, type: time, type_params: {time_granularity: day}}
      - {name: stage, type: categorical}
    measures:
%s
metrics:
%s
"""
DAYS = "select cast(range as date) as date_day from range(date '2023-01-01', date '2027-01-01', interval 1 day)"


def main() -> None:
    """Write the project, build its tables, ask."""
    parquet, folder, runs = arguments()
    write(folder, parquet)
    os.chdir(folder)
    os.environ |= {"DBT_PROFILES_DIR": str(folder), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}
    build(folder)

    from dbt_metricflow.cli.cli_configuration import (  # type: ignore[import-not-found, unused-ignore] # noqa: PLC0415
        CLIConfiguration,
    )
    from metricflow.engine.metricflow_engine import (  # type: ignore[import-not-found, unused-ignore] # noqa: PLC0415
        MetricFlowQueryRequest,
    )

    configured = CLIConfiguration()
    configured.setup(dbt_profiles_path=folder, dbt_project_path=folder)
    engine = configured.mf

    def ask() -> list[dict[str, object]]:
        request = MetricFlowQueryRequest.create(metric_names=list(KPIS), group_by_names=["metric_time__month"])
        table = engine.query(request).result_df
        return [dict(zip(table.column_names, row, strict=True)) for row in table.rows]

    def answers() -> Answers:
        return answers_of(ask(), "metric_time__month")

    told(version("metricflow"), duckdb.__version__, runs, ask, configured.sql_client.query, answers)


def write(folder: Path, parquet: Path) -> None:
    """Write the dbt project whose `events` are the rows of *parquet*."""
    models = folder / "models"
    models.mkdir(exist_ok=True)
    measures, metrics = defined()
    files = {
        folder / "dbt_project.yml": PROJECT,
        folder / "profiles.yml": PROFILE % (folder / "events.duckdb"),
        models / "events.sql": f"select * from read_parquet('{parquet}')",  # noqa: S608 -- a file of our own
        models / "days.sql": DAYS,
        models / "days.yml": SPINE,
        models / "events.yml": MODEL % ("\n".join(measures), "\n".join(metrics)),
    }
    for path, content in files.items():
        path.write_text(content, encoding="utf-8")


def build(folder: Path) -> None:
    """Build the project's tables and its manifest; raises RuntimeError with what dbt says."""
    from dbt.cli.main import dbtRunner  # type: ignore[import-not-found, unused-ignore] # noqa: PLC0415

    ran = dbtRunner().invoke(["build", "--quiet", "--project-dir", str(folder), "--profiles-dir", str(folder)])
    if not ran.success:
        raise RuntimeError(ran.exception or ran.result)


def defined() -> tuple[list[str], list[str]]:
    """Return the lines of the measures and of the metrics; a stage is a condition inside its measures."""
    measures, metrics = [], []
    for number, stage in enumerate(STAGES):
        of_stage = {
            "n": ("sum", "1"),
            "clicks": ("sum", "clicks"),
            "cost": ("sum", "cost"),
            "amount": ("sum", "amount"),
            "most": ("max", "amount"),
        }
        for name, (aggregation, column) in of_stage.items():
            expression = f"case when stage = '{stage}' then {column} end"
            measures.append(_measure(f"{stage}_{name}", f'agg: {aggregation}, expr: "{expression}"'))
        first = number * 6
        metrics += [
            _simple(first, f"{stage}_n"),
            _simple(first + 1, f"{stage}_clicks"),
            _simple(first + 2, f"{stage}_cost"),
            *_ratio(first + 3, f"{stage}_amount", f"k{first}"),
            _quotient(first + 4, f"k{first + 1}", f"k{first + 2}"),
            _simple(first + 5, f"{stage}_most"),
        ]
    measures += [
        _measure("minutes_median", "agg: median, expr: minutes"),
        _measure("amount_high", "agg: percentile, expr: amount, agg_params: {percentile: 0.9}"),
        _measure("people", "agg: count_distinct, expr: user_id"),
        _measure("rows_of_all", 'agg: sum, expr: "1"'),
    ]
    metrics += [
        _simple(WHOLE_TABLE, "minutes_median"),
        _simple(WHOLE_TABLE + 1, "amount_high"),
        _simple(WHOLE_TABLE + 2, "people"),
        *_ratio(WHOLE_TABLE + 3, "rows_of_all", f"k{WHOLE_TABLE + 2}", turned=True),
    ]
    return measures, metrics


def _measure(name: str, told_of_it: str) -> str:
    return f"      - {{name: {name}, {told_of_it}}}"


def _simple(number: int, measure: str) -> str:
    return _metric(f"k{number}", "simple", f"measure: {measure}")


def _ratio(number: int, measure: str, other: str, *, turned: bool = False) -> list[str]:
    """Return a metric of *measure* alone, and the ratio of it to the metric *other* (or the other way round)."""
    own = f"m_{measure}"
    parts = (other, own) if turned else (own, other)
    return [_metric(own, "simple", f"measure: {measure}"), _quotient(number, *parts)]


def _quotient(number: int, numerator: str, denominator: str) -> str:
    return _metric(f"k{number}", "ratio", f"numerator: {numerator}, denominator: {denominator}")


def _metric(name: str, kind: str, parameters: str) -> str:
    return f"  - {{name: {name}, label: {name}, type: {kind}, type_params: {{{parameters}}}}}"


if __name__ == "__main__":
    main()
