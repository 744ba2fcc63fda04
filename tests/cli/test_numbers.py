"""`bsc actuals`, `bsc scores`, `bsc check`."""

import csv
import io
import json
from datetime import date

import pytest

from tests.cli.command_line import CommandLine, small_company
from tests.views.small_company import SCORECARD


@pytest.fixture(scope="module")
def bsc(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return small_company(tmp_path_factory.mktemp("numbers"))


def rows(bsc: CommandLine, *arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(bsc.says("actuals", *arguments, "--format", "csv"))))


def test_actuals_are_rows_under_a_header_that_programs_rely_on(bsc: CommandLine) -> None:
    text = bsc.says("actuals", "--kpi", "ctr", "--start", "2026-03-01", "--end", "2026-05-01", "--format", "csv")
    assert text == (
        "kpi,period,value,numerator,denominator,rows,partial\n"
        "ctr,2026-03-01,0.045,90,2000,2,false\n"
        "ctr,2026-04-01,,,,0,false\n"
    )


def test_without_a_kpi_all_are_written(bsc: CommandLine) -> None:
    assert {row["kpi"] for row in rows(bsc, "--grain", "year")} == {"ctr", "clicks", "cost", "order_value"}


def test_kpis_come_in_the_order_in_which_they_are_asked_for(bsc: CommandLine) -> None:
    found = rows(bsc, "--kpi", "order_value", "--kpi", "clicks", "--grain", "year")
    assert [(row["kpi"], row["value"]) for row in found] == [("order_value", "60"), ("clicks", "414")]


def test_two_values_of_a_dimension_let_both_through(bsc: CommandLine) -> None:
    both = rows(bsc, "--kpi", "clicks", "--grain", "year", "--where", "channel=search", "--where", "channel=social")
    assert [row["value"] for row in both] == ["414"]
    one = rows(bsc, "--kpi", "clicks", "--grain", "year", "--where", "channel=search", "--where", "persona=newcomer")
    assert [row["value"] for row in one] == ["260"]


def test_actuals_as_json_carry_the_same_names(bsc: CommandLine) -> None:
    [year] = json.loads(bsc.says("actuals", "--kpi", "clicks", "--grain", "year", "--format", "json"))
    assert list(year) == ["kpi", "period", "value", "numerator", "denominator", "rows", "partial"]
    assert (year["period"], year["value"], year["rows"]) == ("2026-01-01", 414, 14)


def test_people_get_an_aligned_table(bsc: CommandLine) -> None:
    lines = bsc.says("actuals", "--kpi", "ctr", "--start", "2026-03-01", "--end", "2026-05-01").splitlines()
    assert lines == [
        "KPI  Period    Value  Rows",
        "ctr  Mar 2026   4.5%     2",
        "ctr  Apr 2026      –     0  no rows in this period",
    ]


def test_scores_are_a_tree(bsc: CommandLine) -> None:
    journey = json.loads(bsc.says("scores", "--period", "2026-08", "--format", "json"))
    assert [stage["id"] for stage in journey["stages"]] == ["interest", "buy"]
    ctr = journey["stages"][0]["perspectives"][1]["objectives"][0]["kpis"][0]
    assert (ctr["id"], ctr["actual"], ctr["target"], ctr["red_line"], ctr["status"]) == (
        "ctr",
        0.02,
        0.05,
        0.03,
        "Off track",
    )
    for node in (journey, journey["stages"][0], ctr):
        assert {"id", "score", "coverage", "status", "weight"} <= set(node)


def test_scores_take_the_grain_of_the_named_period(bsc: CommandLine) -> None:
    quarter = json.loads(bsc.says("scores", "--period", "2026-Q2", "--format", "json"))
    assert (quarter["period"], quarter["grain"]) == ("2026-04-01", "quarter")
    year = json.loads(bsc.says("scores", "--period", "2026-08", "--grain", "year", "--format", "json"))
    assert (year["period"], year["grain"]) == ("2026-01-01", "year")


def test_scores_of_a_segment_know_what_cannot_be_answered(bsc: CommandLine) -> None:
    journey = json.loads(bsc.says("scores", "--period", "2026-08", "--where", "channel=search", "--format", "json"))
    buy = next(stage for stage in journey["stages"] if stage["id"] == "buy")
    assert (buy["score"], buy["coverage"], buy["status"]) == (None, 0, "No data")


def test_people_get_the_tree_with_words_and_shapes(bsc: CommandLine) -> None:
    text = bsc.says("scores", "--period", "2026-08")
    assert text.startswith("Aug 2026\n")
    [line] = [line for line in text.splitlines() if "Click-through" in line]
    assert line.split() == ["Click-through", "rate", "25.0", "▼", "Off", "track", "2.0%", "5.0%"]


def test_check_fails_when_something_is_off_track_and_begins_with_it(bsc: CommandLine) -> None:
    result = bsc("check", "--period", "2026-08")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[:3] == [
        "Aug 2026: 1 of 4 KPIs is off track.",
        "",
        (
            "1  ▼ Click-through rate (Interest): 2.0% against a target of 5.0% and a red line of 3.0%, "
            "off track since Jun 2026."
        ),
    ]
    assert "No initiative is to move it." in lines[3]
    assert lines[4].startswith("     Look at its trend. (Off track; among these by what it costs the journey:")


def test_check_passes_when_nothing_is_off_track_and_says_what_is_unknown(bsc: CommandLine) -> None:
    text = bsc.says("check", "--period", "2026-02")
    assert text.startswith("Feb 2026: nothing is off track.\n")
    assert text.endswith("\n1 of 4 KPIs have no score (no data or no target).\n")


def test_check_as_json_has_names_that_programs_rely_on(bsc: CommandLine) -> None:
    result = bsc("check", "--period", "2026-08", "--format", "json")
    assert result.exit_code == 1
    document = json.loads(result.stdout)
    assert list(document) == ["period", "grain", "headline", "status", "items", "gains"]
    assert (document["period"], document["grain"], document["status"]) == ("2026-08-01", "month", "Off track")
    first = document["items"][0]
    assert list(first) == [
        "rank",
        "kind",
        "name",
        "kpi",
        "stage",
        "dataset",
        "initiative",
        "status",
        "costs",
        "sentence",
        "reasons",
        "why",
    ]
    assert (first["rank"], first["kind"], first["kpi"], first["stage"]) == (1, "off track", "ctr", "interest")
    assert [reason["kind"] for reason in first["reasons"]] == ["off track", "red without an action"]
    assert first["sentence"].startswith(document["headline"])


def test_check_as_json_passes_too_when_nothing_is_off_track(bsc: CommandLine) -> None:
    assert json.loads(bsc.says("check", "--period", "2026-02", "--format", "json"))["status"] == "At risk"


def test_check_of_a_segment_is_about_that_segment(bsc: CommandLine) -> None:
    result = bsc("check", "--period", "2026-08", "--where", "channel=social", "--format", "json")
    assert "1.0% against" in json.loads(result.stdout)["headline"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("actuals", "--kpi", "clickz"), "did you mean `clicks`?"),
        (("actuals", "--where", "chanel=search"), "did you mean `channel`?"),
        (("actuals", "--where", "channel"), "write dimension=value"),
        (("actuals", "--start", "yesterday"), "yesterday"),
        (("actuals", "--grain", "decade"), "decade"),
        (("scores", "--period", "2026-13"), "2026-13"),
        (("scores", "--period", "2026-08", "--where", "region=DE"), "region"),
        (("check", "--period", "August"), "August"),
    ],
)
def test_a_mistake_is_a_sentence_on_standard_error(bsc: CommandLine, arguments: tuple[str, ...], sentence: str) -> None:
    assert sentence in bsc.refuses(*arguments)


def test_without_a_database_the_beginning_is_named(tmp_path: CommandLine) -> None:
    nowhere = CommandLine(tmp_path)  # type: ignore[arg-type]
    assert "begin with `bsc apply`" in nowhere.refuses("scores")
    assert not nowhere.database.exists()


def test_definitions_without_rows_have_no_actuals_and_no_scores(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = CommandLine(tmp_path_factory.mktemp("empty"))
    empty.says("apply", empty.file("scorecard.yaml", SCORECARD))
    assert empty.says("actuals", "--format", "csv") == "kpi,period,value,numerator,denominator,rows,partial\n"
    assert "No values" in empty.says("actuals")
    journey = json.loads(empty.says("scores", "--format", "json"))
    assert (journey["score"], journey["coverage"], journey["status"]) == (None, 0, "No data")
    assert date.fromisoformat(journey["period"]).day == 1
