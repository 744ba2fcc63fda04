"""What the page Data says about datasets and files."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bsc.model.definitions import Scorecard
from bsc.model.reading import scorecard_from
from bsc.model.shape import ColumnShape, DatasetShape
from bsc.model.words import ColumnType
from bsc.store import ImportLine
from bsc.views.data import missing_columns, suggestions
from bsc.views.freshness import DatasetLine, Freshness, dataset_lines

TODAY = date(2026, 8, 14)


def imported(dataset: str, at: datetime, undone_at: datetime | None = None) -> ImportLine:
    return ImportLine(
        id=1,
        dataset=dataset,
        file="export.csv",
        sha256="",
        at=at,
        who="Ann",
        period=None,
        rows=9,
        replaced=0,
        dropped=0,
        rejects=0,
        undone_at=undone_at,
    )


def scorecard(*datasets: dict[str, Any], kpi_frequency: str = "month") -> Scorecard:
    return scorecard_from(
        {
            "version": 1,
            "stages": [{"id": "interest", "name": "Interest"}],
            "datasets": list(datasets),
            "objectives": [{"id": "grow", "name": "Grow", "stage": "interest", "perspective": "customer"}],
            "kpis": [
                {
                    "id": "clicks",
                    "name": "Clicks",
                    "objective": "grow",
                    "dataset": datasets[0]["id"],
                    "formula": "sum(clicks)",
                    "frequency": kpi_frequency,
                }
            ],
        }
    )


def shape(identity: str, *columns: str, last_day: date | None = None, rows: int = 9) -> DatasetShape:
    held = tuple(ColumnShape(name, name.title(), ColumnType.TEXT) for name in columns)
    return DatasetShape(identity, held, rows, date(2026, 1, 1) if last_day else None, last_day)


def line(defined: Scorecard, held: DatasetShape | None, *imports: ImportLine) -> DatasetLine:
    shapes = {held.id: held} if held else {}
    return dataset_lines(defined, shapes, imports, TODAY)[0]


def test_a_dataset_without_rows_says_which_columns_its_export_needs_and_who_waits() -> None:
    found = line(scorecard({"id": "ads", "time": "Day", "dimensions": {"channel": "Channel"}, "key": ["Day"]}), None)
    assert found.freshness is Freshness.NO_ROWS
    assert found.next_step == "Upload its export with the columns `Day`, `Channel`; 1 KPI waits for it."


@pytest.mark.parametrize(
    ("last_day", "frequency", "freshness"),
    [
        (date(2026, 7, 31), "month", Freshness.UP_TO_DATE),  # the last complete month is there
        (date(2026, 7, 30), "month", Freshness.LATE),
        (date(2026, 8, 9), "week", Freshness.UP_TO_DATE),  # Sunday; the 14th is a Friday
        (date(2026, 8, 8), "week", Freshness.LATE),
        (date(2026, 6, 30), "quarter", Freshness.UP_TO_DATE),
    ],
)
def test_a_dataset_is_up_to_date_when_the_last_complete_period_of_its_kpis_is_covered(
    last_day: date, frequency: str, freshness: Freshness
) -> None:
    defined = scorecard({"id": "ads", "time": "day"}, kpi_frequency=frequency)
    assert line(defined, shape("ads", "day", last_day=last_day)).freshness is freshness


def test_the_days_that_are_missing_are_counted() -> None:
    found = line(scorecard({"id": "ads", "time": "day"}), shape("ads", "day", last_day=date(2026, 7, 28)))
    assert found.next_step == "Upload its next export: 3 days up to now are missing; 1 KPI waits for it."


def test_a_derived_dataset_and_one_without_time_ask_for_nothing() -> None:
    derived = line(scorecard({"id": "first", "query": "select 1", "time": "at"}), None)
    looked_up = line(scorecard({"id": "people", "key": ["id"]}), shape("people", "id"))
    assert (derived.freshness, derived.next_step) == (Freshness.DERIVED, "")
    assert (looked_up.freshness, looked_up.next_step) == (Freshness.TIMELESS, "")


def test_an_undone_import_is_not_the_last_one() -> None:
    monday, tuesday = datetime(2026, 8, 10, tzinfo=UTC), datetime(2026, 8, 11, tzinfo=UTC)
    found = line(scorecard({"id": "ads"}), None, imported("ads", monday), imported("ads", tuesday, undone_at=tuesday))
    assert found.last_import == monday


def test_what_waits_for_a_file_comes_first() -> None:
    defined = scorecard({"id": "ads", "time": "day"}, {"id": "mail", "time": "day"})
    lines = dataset_lines(defined, {"ads": shape("ads", "day", last_day=date(2026, 8, 13))}, [], TODAY)
    assert [each.id for each in lines] == ["mail", "ads"]


def test_a_file_is_suggested_for_the_dataset_with_its_headers() -> None:
    defined = scorecard({"id": "ads", "time": "Day"}, {"id": "mail", "time": "Send Date"})
    held = {"ads": shape("ads", "day", "clicks", "cost"), "mail": shape("mail", "send_date", "opens")}
    best, other = suggestions(defined, held, ["Day", "Clicks", "Impressions"])
    assert best.dataset == "ads"
    assert best.share == pytest.approx(2 * 2 / (3 + 3))
    assert other.share == 0


def test_an_empty_dataset_is_matched_by_the_columns_that_it_names() -> None:
    defined = scorecard({"id": "ads", "time": "Day", "key": ["Campaign"]}, {"id": "mail"})
    best, other = suggestions(defined, {}, ["day", "campaign", "cost"])
    assert (best.dataset, best.share) == ("ads", 1.0)
    assert other.share == 0


def test_no_file_goes_into_a_derived_dataset() -> None:
    assert suggestions(scorecard({"id": "first", "query": "select 1"}), {}, ["day"]) == ()


def test_the_columns_that_a_dataset_knows_and_a_file_lacks_are_named() -> None:
    ads = scorecard({"id": "ads", "time": "Day", "dimensions": {"channel": "Channel"}}).datasets[0]
    assert missing_columns(ads, None, ["day", "kanal"]) == ("channel",)
    assert missing_columns(ads, shape("ads", "day", "channel", "cost"), ["day", "channel"]) == ("cost",)


def test_a_file_that_states_its_period_lacks_no_time() -> None:
    ads = scorecard({"id": "ads", "time": "Day"}).datasets[0]
    assert missing_columns(ads, None, ["sessions", "period_start"]) == ()
