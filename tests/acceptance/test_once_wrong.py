"""What once went wrong at the command line, each with the defect in its name."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine

SCORECARD = """
version: 1
stages: [{id: buy, name: Buy}]
datasets:
  - {id: orders, time: ordered_at, key: [order_id]}
  - {id: payments, time: orders.ordered_at, lookups: {orders: order_id}}
  - {id: visits, time: day, lookups: {regions: buyer}}
  - {id: regions, query: "select buyer, region from raw_regions", key: [buyer]}
  - {id: raw_regions}
objectives: [{id: sell, name: Sell, stage: buy, perspective: customer}]
kpis:
  - {id: orders, name: Orders, objective: sell, dataset: orders, formula: count(*)}
  - {id: due, name: Due, objective: sell, dataset: orders, formula: count(*), time: due}
  - {id: paid, name: Paid, objective: sell, dataset: payments, formula: sum(amount)}
  - {id: european, name: European, objective: sell, dataset: visits,
     formula: count(*) filter (where regions.region = 'EU')}
"""


@pytest.fixture
def bsc(tmp_path: Path) -> CommandLine:
    bsc = CommandLine(tmp_path)
    bsc.says("apply", bsc.file("scorecard.yaml", SCORECARD))
    return bsc


def values(bsc: CommandLine, *arguments: str) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(bsc.says("actuals", *arguments, "--format", "csv")))
    return {row["period"]: row["value"] for row in rows if row["value"]}


def test_a_lookup_from_numbers_to_texts_once_left_a_database_that_could_not_be_opened(bsc: CommandLine) -> None:
    bsc.says("import", bsc.file("payments.csv", "order_id,amount\n1,5\n2,7\n"), "--dataset", "payments")
    orders = bsc.file("orders.csv", "order_id,ordered_at\n1,2026-01-02\no2,2026-02-02\n")
    bsc.says("import", orders, "--dataset", "orders")
    assert values(bsc, "--kpi", "paid") == {"2026-01-01": "5"}
    bsc.says("undo", 2)


def test_the_rows_before_the_first_and_after_the_last_day_of_any_dataset_once_were_not_listed(bsc: CommandLine) -> None:
    orders = "order_id,ordered_at,due\n1,2026-01-02,2025-06-01\n2,2026-02-02,2126-02-01\n"
    bsc.says("import", bsc.file("orders.csv", orders), "--dataset", "orders")
    assert values(bsc, "--kpi", "due", "--grain", "year") == {"2025-01-01": "1", "2126-01-01": "1"}


def test_the_last_day_of_the_calendar_once_ended_in_a_traceback(bsc: CommandLine) -> None:
    orders = bsc.file("orders.csv", "order_id,ordered_at,due\n1,2026-01-02,9999-12-31\n2,2026-01-03,2026-02-01\n")
    assert "1 reject" in bsc.says("import", orders, "--dataset", "orders")
    said = bsc.says("inspect", orders, "--dataset", "orders")
    assert 'line 2, column "due": "9999-12-31" lies beyond the years 1900 to 2199: left empty' in said
    assert values(bsc, "--kpi", "orders") == {"2026-01-01": "2"}
    assert values(bsc, "--kpi", "due") == {"2026-02-01": "1"}
    bsc.says("scores")


def test_a_start_or_end_at_the_edge_of_the_calendar_once_ended_in_a_traceback(bsc: CommandLine) -> None:
    bsc.says("import", bsc.file("orders.csv", "order_id,ordered_at\n1,2026-01-02\n"), "--dataset", "orders")
    assert "9999-12-31 is not in the years 1900 to 2199" in bsc.refuses("actuals", "--end", "9999-12-31")
    assert "0001-01-01 is not in the years 1900 to 2199" in bsc.refuses("actuals", "--start", "0001-01-01")


def test_the_year_1_once_was_read_as_2001(bsc: CommandLine) -> None:
    orders = bsc.file("orders.csv", "order_id,ordered_at,due\n1,2026-01-02,0001-01-01 \n2,2026-01-03,2026-02-01\n")
    bsc.says("import", orders, "--dataset", "orders")
    assert values(bsc, "--kpi", "due", "--grain", "year") == {"2026-01-01": "1"}


def test_a_kpi_through_a_lookup_that_doubles_rows_once_had_no_values_and_no_word_about_it(bsc: CommandLine) -> None:
    bsc.says("import", bsc.file("regions.csv", "buyer,region\na,EU\na,US\nb,EU\n"), "--dataset", "raw_regions")
    bsc.says("import", bsc.file("visits.csv", "day,buyer\n2026-01-01,a\n2026-01-01,b\n"), "--dataset", "visits")
    sentence = "KPI `european` has no values: the lookup `regions` of `visits` finds more than one row for 'a'"
    assert sentence in bsc.refuses("actuals", "--kpi", "european", "--format", "csv")
    for command in ("actuals", "scores", "check"):
        result = bsc(command)
        assert (result.exit_code, sentence in result.stderr) == (0, True)


def test_a_kpi_whose_column_is_gone_once_had_no_values_and_no_word_about_it(bsc: CommandLine) -> None:
    bsc.says("import", bsc.file("orders.csv", "order_id,ordered_at\n1,2026-01-02\n"), "--dataset", "orders")
    assert "KPI `due` has no values: `orders` has no column `due`" in bsc.refuses("actuals", "--kpi", "due")
    assert bsc.says("actuals", "--kpi", "paid", "--format", "csv").count("\n") == 1  # nothing imported: no mistake


def test_the_same_bytes_with_another_answer_once_counted_twice(bsc: CommandLine) -> None:
    visits = bsc.file("visits.csv", "day,buyer\n03/04/2026,a\n05/06/2026,b\n")
    bsc.says("import", bsc.file("regions.csv", "buyer,region\na,EU\nb,EU\n"), "--dataset", "raw_regions")
    bsc.says("import", visits, "--dataset", "visits", "--answer", "day=month first")
    said = bsc.refuses("import", visits, "--dataset", "visits", "--answer", "day=day first")
    assert "import 2 brought the same bytes, read otherwise, and both would count – undo import 2 first" in said
    assert values(bsc, "--kpi", "european") == {"2026-03-01": "1", "2026-05-01": "1"}
    bsc.says("undo", 2)
    bsc.says("import", visits, "--dataset", "visits", "--answer", "day=day first")
    assert values(bsc, "--kpi", "european") == {"2026-04-01": "1", "2026-06-01": "1"}
