"""Which imports the rows of a dataset come from, and on which days they lie."""

from collections.abc import Mapping
from datetime import date

from bsc.model.definitions import Scorecard
from bsc.model.shape import ColumnShape
from bsc.store.incoming import Days
from bsc.store.shapes import Day, Rows, columns_that_count, day_sql
from bsc.store.statements import identifier, statement, text


def counting_imports(rows: Rows, dataset: str, scorecard: Scorecard, days: Days | None) -> dict[int, int]:
    """Return the imports whose rows count in *dataset*, newest first, and how many: on *days*, or all of them."""
    columns = columns_that_count(rows)
    if dataset not in columns:
        return {}
    view, day = identifier("dataset", dataset), _day(dataset, scorecard, columns)
    if days is None or day is None:
        return dict(rows(statement("counting_imports", dataset=view, joined="", which="true")))
    which = f"cast({day.sql} as date) between ? and ?"
    return dict(rows(statement("counting_imports", dataset=view, joined=day.joined, which=which), list(days)))


def covered_days(rows: Rows, dataset: str, scorecard: Scorecard, days: Days) -> dict[date, int]:
    """Return those of *days* that imports of *dataset* cover, oldest first, and how many rows count on each.

    A day without a row is there when it lies in a period that a file states.
    """
    columns = columns_that_count(rows)
    day = _day(dataset, scorecard, columns) if dataset in columns else None
    if day is None:
        return {}
    sql = statement("days_of_rows", dataset=identifier("dataset", dataset), day=day.sql, joined=day.joined)
    stated = rows(text("stated_between"), [*days, dataset])
    return dict(sorted({**{each: 0 for (each,) in stated}, **dict(rows(sql, list(days)))}.items()))


def _day(dataset: str, scorecard: Scorecard, columns: Mapping[str, tuple[ColumnShape, ...]]) -> Day | None:
    datasets = {each.id: each for each in scorecard.datasets}
    return day_sql(datasets.get(dataset), datasets, columns)
