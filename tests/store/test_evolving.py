"""How a dataset's columns grow from file to file."""

from datetime import date, datetime
from typing import Any

import pytest

from bsc.errors import Refused
from bsc.model.words import ColumnType
from bsc.store import Store
from tests.store.bench import Bench

ADS: dict[str, Any] = {"id": "ads", "time": "day"}
JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def _types(bench: Bench) -> dict[str, ColumnType]:
    shape = bench.store.shape("ads")
    return {column.name: column.type for column in shape.columns} if shape else {}


def test_a_whole_number_column_widens_to_decimals_and_keeps_its_values(bench: Bench) -> None:
    bench.bring(bench.incoming(ADS, {"day": "date", "cost": "integer"}, [(JAN, 3)]))
    _, done = bench.bring(bench.incoming(ADS, {"day": "date", "cost": "number"}, [(FEB, 12.5)]))
    assert done.widened == ("Cost: integer → number",)
    assert bench.rows("ads") == [(JAN, 3.0), (FEB, 12.5)]
    assert _types(bench) == {"day": ColumnType.DATE, "cost": ColumnType.NUMBER}


def test_undo_gives_a_widened_column_its_type_back(bench: Bench) -> None:
    bench.bring(bench.incoming(ADS, {"day": "date", "cost": "integer"}, [(JAN, 3)]))
    number, _ = bench.bring(bench.incoming(ADS, {"day": "date", "cost": "number"}, [(FEB, 12.5)]))
    bench.undo(number, "ads")
    ((_, cost),) = bench.rows("ads")
    assert (cost, type(cost)) == (3, int)
    assert _types(bench)["cost"] is ColumnType.INTEGER
    bench.bring(bench.incoming(ADS, {"day": "date", "cost": "integer"}, [(MAR, 2**60)]))
    assert bench.rows("ads")[1] == (MAR, 2**60)


def test_a_day_widens_to_a_timestamp(bench: Bench) -> None:
    bench.bring(bench.incoming(ADS, {"day": "date"}, [(JAN,)]))
    bench.bring(bench.incoming(ADS, {"day": "timestamp"}, [(datetime(2026, 2, 1, 9, 30),)]))  # noqa: DTZ001 -- naive UTC
    assert [str(moment) for (moment,) in bench.rows("ads")] == ["2026-01-01 00:00:00", "2026-02-01 09:30:00"]


def test_a_timestamp_dataset_is_replaced_by_days(bench: Bench) -> None:
    moments = [datetime(2026, 1, 1, hour) for hour in (8, 17)]  # noqa: DTZ001 -- naive UTC
    bench.bring(bench.incoming(ADS, {"day": "timestamp"}, [(moments[0],)]))
    bench.bring(bench.incoming(ADS, {"day": "timestamp"}, [(moments[1],)]))
    assert bench.rows("ads") == [(moments[1],)]


def test_a_new_column_is_empty_in_old_rows_and_a_vanished_one_in_new_rows(bench: Bench) -> None:
    bench.bring(bench.incoming(ADS, {"day": "date", "old": "integer"}, [(JAN, 1)]))
    _, done = bench.bring(bench.incoming(ADS, {"day": "date", "new": "text"}, [(FEB, "x")]))
    assert (done.appeared, done.vanished) == (("New",), ("Old",))
    assert bench.rows("ads") == [(JAN, 1, None), (FEB, None, "x")]


def test_undo_takes_the_columns_away_that_only_the_undone_file_had(bench: Bench) -> None:
    bench.bring(bench.incoming(ADS, {"day": "date", "old": "integer"}, [(JAN, 1)]))
    number, _ = bench.bring(bench.incoming(ADS, {"day": "date", "new": "text"}, [(FEB, "x")]))
    bench.undo(number, "ads")
    assert list(_types(bench)) == ["day", "old"]
    assert bench.rows("ads") == [(JAN, 1)]


def test_every_column_that_changes_into_something_else_is_refused_at_once_and_nothing_is_stored(bench: Bench) -> None:
    bench.bring(bench.incoming(ADS, {"day": "date", "cost": "integer", "plan": "text"}, [(JAN, 1, "a")]))
    wrong = bench.incoming(ADS, {"day": "date", "cost": "text", "plan": "date"}, [(FEB, "n/a*", JAN)])
    with pytest.raises(Refused) as refused:
        bench.bring(wrong)
    first, second = str(refused.value).splitlines()
    assert first == (
        'column "Cost" was integer in earlier files of `ads` and is text in file2.csv – correct the file, or write '
        "`columns: {cost: text}` in the dataset's definition"
    )
    assert second.startswith('column "Plan" was text in earlier files')
    assert bench.rows("ads") == [(JAN, 1, "a")]
    assert len(bench.store.imports()) == 1


def test_a_column_declared_as_text_takes_numbers_along(bench: Bench) -> None:
    declared = {**ADS, "columns": {"Cost": "text"}}
    bench.bring(bench.incoming(ADS, {"day": "date", "cost": "number"}, [(JAN, 1.5)]))
    bench.bring(bench.incoming(declared, {"day": "date", "cost": "text"}, [(FEB, "about 2")]))
    assert bench.rows("ads") == [(JAN, "1.5"), (FEB, "about 2")]
    bench.undo(2, "ads")
    assert bench.rows("ads") == [(JAN, 1.5)]


def test_an_empty_column_says_nothing_about_its_type(bench: Bench) -> None:
    bench.bring(bench.incoming(ADS, {"day": "date", "cost": "text"}, [(JAN, None)]))
    bench.bring(bench.incoming(ADS, {"day": "date", "cost": "number"}, [(FEB, 1.5)]))
    bench.bring(bench.incoming(ADS, {"day": "date", "cost": "text"}, [(MAR, None)]))
    assert bench.rows("ads") == [(JAN, None), (FEB, 1.5), (MAR, None)]
    assert _types(bench)["cost"] is ColumnType.NUMBER


@pytest.mark.parametrize("first", ["integer", "number"])
def test_numbers_too_long_for_a_decimal_are_refused_and_never_rounded(bench: Bench, first: str) -> None:
    files = {
        "integer": bench.incoming(ADS, {"day": "date", "order": "integer"}, [(JAN, 2**53 + 1)]),
        "number": bench.incoming(ADS, {"day": "date", "order": "number"}, [(FEB, 0.5)]),
    }
    bench.bring(files.pop(first))
    with pytest.raises(Refused, match="more than 15 digits and now decimal ones as well: they would be rounded"):
        bench.bring(*files.values())


def test_names_of_the_house_are_no_trouble_as_columns(bench: Bench) -> None:
    odd = {
        "day": "date",
        "import": "integer",
        "unit": "text",
        "id": "integer",
        "file": "text",
        "at": "text",
        "r": "text",
    }
    dataset = {"id": "ads", "time": "day", "key": ["unit", "id", "import"]}
    bench.bring(bench.incoming(dataset, odd, [(JAN, 1, "a", 2, "f", "x", "y")]))
    _, done = bench.bring(bench.incoming(dataset, odd, [(FEB, 1, "a", 2, "g", "x", "y")]))
    assert done.replaced == 1
    assert bench.rows("ads") == [(FEB, 1, "a", 2, "g", "x", "y")]


def test_a_file_without_the_time_column_is_refused_with_the_nearest_name(bench: Bench) -> None:
    with pytest.raises(Refused, match=r"file1.csv has no column `day`, the time column .* did you mean `days`\?"):
        bench.bring(bench.incoming(ADS, {"days": "date", "clicks": "integer"}, [(JAN, 1)]))


def test_a_file_without_a_key_column_is_refused(bench: Bench) -> None:
    keyed = {**ADS, "key": ["day", "campaign"]}
    with pytest.raises(Refused, match="has no column `campaign`, the key column of the dataset `ads`"):
        bench.bring(bench.incoming(keyed, {"day": "date"}, [(JAN,)]))


def test_a_time_column_of_text_is_refused(bench: Bench) -> None:
    with pytest.raises(Refused, match=r'column "Day" of file1.csv is text, but places the rows of `ads` in time'):
        bench.bring(bench.incoming(ADS, {"day": "text"}, [("soon",)]))


def test_an_import_that_failed_leaves_no_trace(store: Store, bench: Bench) -> None:
    with pytest.raises(Refused):
        bench.bring(bench.incoming(ADS, {"clicks": "integer"}, [(1,)]))
    assert store.imports() == []
    assert store.read("select count(*) from information_schema.tables where table_schema = 'rows'") == [(0,)]
