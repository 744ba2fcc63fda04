"""boring-semantic-layer: a semantic table over ibis, asked for all measures by month in one query."""

from importlib.metadata import version

import duckdb
import ibis  # type: ignore[import-not-found, unused-ignore]  # in an environment of its own
from boring_semantic_layer import to_semantic_table  # type: ignore[import-not-found, unused-ignore]  # the same

from benchmarks.peers.question import KPIS, STAGES, WHOLE_TABLE, Answers, answers_of, arguments, told


def main() -> None:
    """Make the table, declare the measures, ask."""
    parquet, folder, runs = arguments()
    connection = ibis.duckdb.connect(folder / "events.duckdb")
    connection.read_parquet(parquet, table_name="file")
    connection.create_table("events", connection.table("file"))
    model = to_semantic_table(connection.table("events"), name="events")
    model = model.with_dimensions(month=lambda t: t.happened.truncate("M")).with_measures(**measures())

    def ask() -> object:
        return model.query(dimensions=["month"], measures=list(KPIS)).execute()

    def answers() -> Answers:
        return answers_of(ask().to_dict("records"))  # type: ignore[attr-defined]  # a frame

    told(
        version("boring-semantic-layer"),
        duckdb.__version__,
        runs,
        ask,
        lambda sql: connection.raw_sql(sql).fetchall(),
        answers,
    )


def measures() -> dict[str, object]:
    """Return the forty measures, as the library's own expressions."""
    found: dict[str, object] = {}
    for number, stage in enumerate(STAGES):
        of_stage = (
            lambda t, s=stage: t.count(where=t.stage == s),
            lambda t, s=stage: t.clicks.sum(where=t.stage == s),
            lambda t, s=stage: t.cost.sum(where=t.stage == s),
            lambda t, s=stage: t.amount.sum(where=t.stage == s) / t.count(where=t.stage == s),
            lambda t, s=stage: t.clicks.sum(where=t.stage == s) / t.cost.sum(where=t.stage == s),
            lambda t, s=stage: t.amount.max(where=t.stage == s),
        )
        found |= {f"k{number * 6 + place}": measure for place, measure in enumerate(of_stage)}
    whole = (
        lambda t: t.minutes.median(),
        lambda t: t.amount.quantile(0.9),
        lambda t: t.user_id.nunique(),
        lambda t: t.user_id.nunique() / t.count(),
    )
    return found | {f"k{WHOLE_TABLE + place}": measure for place, measure in enumerate(whole)}


if __name__ == "__main__":
    main()
