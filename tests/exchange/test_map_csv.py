"""The map as a flat table: what is written, what is read again, and what is said of a table that cannot be read."""

import csv
import io

import pytest
from hypothesis import given

from bsc.errors import BscError, DefinitionProblems
from bsc.exchange.map_csv import COLUMNS, map_as_csv, map_from_csv
from bsc.model.definitions import Scorecard
from bsc.model.reading import document_of, scorecard_from
from tests.exchange.maps import MADE, scorecards, told

MAP = scorecard_from(MADE)


def table(scorecard: Scorecard) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(map_as_csv(scorecard).removeprefix("\ufeff"), newline="")))


def test_there_is_a_row_for_each_stage_and_persona() -> None:
    rows = table(MAP)
    assert [(row["stage"], row["persona"], row["touchpoints"]) for row in rows] == [
        ("interest", "all", "Contact form"),
        ("interest", "newcomer", "Webinar"),
        ("purchase", "all", ""),
    ]
    assert rows[0]["pains"] == "Contact form: No phone number\nContact form: Too many fields (observed)"
    assert (rows[0]["channels"], rows[0]["owners"], rows[0]["stage_owner"]) == ("website", "Web team", "Ana")


def test_an_emotion_below_zero_is_not_run_by_a_spreadsheet() -> None:
    assert table(MAP)[0]["emotions"] == "'-1.5"


@given(scorecards())
def test_a_map_is_the_same_when_it_is_written_and_read_again(scorecard: Scorecard) -> None:
    again = map_from_csv(map_as_csv(scorecard), document_of(scorecard))
    assert again.notes == ()
    assert told(scorecard_from(again.document)) == told(scorecard)


@given(scorecards())
def test_a_map_that_is_not_there_yet_is_made_from_the_table(scorecard: Scorecard) -> None:
    made = map_from_csv(map_as_csv(scorecard), {"version": 1})
    stages, touchpoints = told(scorecard_from(made.document))
    assert (stages, sorted(touchpoints)) == (told(scorecard)[0], sorted(told(scorecard)[1]))


def test_a_row_with_fewer_cells_than_the_header_is_read_as_far_as_it_goes() -> None:
    brought = map_from_csv("stage,touchpoints,pains\nInterest\nPurchase,Till\n", {"version": 1})
    assert [each["name"] for each in brought.document["touchpoints"]] == ["Till"]


def test_touchpoints_of_one_name_keep_what_is_said_of_each() -> None:
    twins = [{"id": name, "name": "Newsletter", "stage": "interest", "pains": [name]} for name in ("mail", "app")]
    document = {**MADE, "touchpoints": twins}
    written = map_as_csv(scorecard_from(document))
    assert "Newsletter [mail]: mail" in written
    assert map_from_csv(written, document).document["touchpoints"] == twins


def test_what_a_table_cannot_say_of_a_touchpoint_stays() -> None:
    kept = {**MADE, "touchpoints": [{**MADE["touchpoints"][0], "comments": [{"dataset": "survey", "text": "reason"}]}]}
    again = map_from_csv("stage,touchpoints\nInterest,contact FORM\n", kept)
    (form,) = again.document["touchpoints"]
    assert (form["id"], form["comments"], form["emotion"]) == ("form", [{"dataset": "survey", "text": "reason"}], -1.5)


def test_touchpoints_of_a_stage_that_the_table_names_are_those_of_the_table_and_others_stay() -> None:
    other = {"id": "till", "name": "Till", "stage": "purchase"}
    document = {**MADE, "touchpoints": [*MADE["touchpoints"], other]}
    again = map_from_csv("stage,touchpoints\nInterest,Webinar\n", document)
    assert [each["name"] for each in again.document["touchpoints"]] == ["Till", "Webinar"]


def test_a_table_from_a_spreadsheet_with_semicolons_and_decimal_commas_is_read() -> None:
    brought = map_from_csv("Stage;Touchpoints;Emotions\nEinkauf;Kasse;−1,5\n", {"version": 1})
    assert brought.document["stages"] == [{"id": "einkauf", "name": "Einkauf"}]
    (till,) = brought.document["touchpoints"]
    assert (till["id"], till["emotion"]) == ("kasse", -1.5)


def test_a_column_of_somebody_else_is_left_out_and_told() -> None:
    brought = map_from_csv("stage,touchpoints,mood board\nInterest,Form,x\n", MADE)
    assert brought.notes == ("The column `mood board` is not one of the map's and was left out.",)


def test_every_problem_is_told_at_once_with_its_row() -> None:
    text = (
        "stage,touchpoints,emotions,evidence,pains\n"
        ',"Form",1,,\n'
        'Interest,"Form\nWebinar","great\n1\n2",seen,"Phone: never answered"\n'
    )
    with pytest.raises(DefinitionProblems) as refused:
        map_from_csv(text, MADE)
    assert [problem.place for problem in refused.value.problems] == [
        "row 2, stage",
        "row 3, emotions",
        "row 3, evidence",
        "row 3, emotions",
        "row 3, pains",
    ]
    assert "begin it with `Form: …` or `Webinar: …`" in str(refused.value.problems[-1])


def test_a_table_without_touchpoints_is_refused_with_the_name_of_the_column() -> None:
    with pytest.raises(DefinitionProblems, match="`touchpoints` is missing"):
        map_from_csv("stage,touchpoint\nInterest,Form\n", MADE)


@pytest.mark.parametrize("text", ["", "\ufeff"])
def test_an_empty_file_is_refused_in_words(text: str) -> None:
    with pytest.raises(BscError, match="empty"):
        map_from_csv(text, MADE)


def test_the_columns_are_those_that_the_documents_name() -> None:
    assert COLUMNS[:7] == ("stage", "stage_name", "goal", "stage_owner", "persona", "persona_name", "touchpoints")
