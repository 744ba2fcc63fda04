"""The map in the OpenJourney Format: our own files come back as they were, those of others find their rows."""

import json

import pytest
from hypothesis import given

from bsc.errors import DefinitionProblems
from bsc.exchange.open_journey import map_as_ojf, map_from_ojf
from bsc.model.definitions import Scorecard
from bsc.model.reading import document_of, scorecard_from
from tests.exchange.maps import MADE, scorecards, told

MAP = scorecard_from(MADE)
FOREIGN = {
    "version": "1.0",
    "persona": "Frequent Traveler",
    "stages": [{"id": "s1", "name": "Discovery"}, {"id": "s2", "name": "Purchase"}],
    "swimlanes": [
        {"id": "a", "name": "User Action"},
        {"id": "b", "name": "Emotional State"},
        {"id": "c", "name": "Pain Points"},
        {"id": "d", "name": "Backstage"},
    ],
    "nodes": [
        {"stageId": "s1", "swimlaneId": "a", "title": "Search for a flight", "description": ""},
        {
            "stageId": "s2",
            "swimlaneId": "b",
            "title": "Checkout",
            "score": -5,
            "isMomentOfTruth": True,
            "tags": ["Web"],
        },
        {"stageId": "s2", "swimlaneId": "c", "title": "Fees at the end"},
        {"stageId": "s2", "swimlaneId": "d", "title": "Payment service"},
    ],
}


def test_a_touchpoint_is_a_node_with_its_emotion_on_their_scale_and_the_rest_in_tags() -> None:
    written = json.loads(map_as_ojf(MAP))
    (form,) = [each for each in written["nodes"] if each["title"] == "Contact form"]
    assert (form["score"], form["isMomentOfTruth"], form["swimlaneId"]) == (-3.75, True, "touchpoints")
    assert form["tags"] == ["id:form", "channel:website", "owner:Web team", "evidence:inferred"]
    assert [each["title"] for each in written["nodes"] if each["swimlaneId"] == "pains"] == [
        "No phone number",
        "Too many fields",
    ]


def test_a_file_of_one_persona_leaves_the_others_out() -> None:
    other = {"id": "expert", "name": "Expert"}
    made = scorecard_from({**MADE, "personas": [*MADE["personas"], other]})
    written = json.loads(map_as_ojf(made, "expert"))
    names = [each["title"] for each in written["nodes"] if each["swimlaneId"] == "touchpoints"]
    assert (written["persona"], names) == ("Expert", ["Contact form"])


@given(scorecards())
def test_a_map_is_the_same_when_it_is_written_and_read_again(scorecard: Scorecard) -> None:
    again = map_from_ojf(map_as_ojf(scorecard), document_of(scorecard))
    assert again.notes == ()
    assert told(scorecard_from(again.document)) == told(scorecard)


def test_an_assumption_stays_one_beside_what_was_observed() -> None:
    pains = [{"text": "Too long", "evidence": "assumed"}]
    document = {**MADE, "touchpoints": [{**MADE["touchpoints"][0], "evidence": "observed", "pains": pains}]}
    again = map_from_ojf(map_as_ojf(scorecard_from(document)), document)
    assert again.document["touchpoints"][0]["pains"] == pains


def test_a_file_of_one_persona_leaves_what_it_does_not_tell_of() -> None:
    personas = [*MADE["personas"], {"id": "expert", "name": "Expert"}]
    demo = {"id": "demo", "name": "Demo", "stage": "interest", "persona": "expert"}
    document = {**MADE, "personas": personas, "touchpoints": [*MADE["touchpoints"], demo]}
    again = map_from_ojf(map_as_ojf(scorecard_from(document), "newcomer"), document)
    assert [each["id"] for each in again.document["touchpoints"]] == ["form", "webinar", "demo"]
    foreign = map_from_ojf(json.dumps({**FOREIGN, "stages": [{"id": "s1", "name": "Interest"}], "nodes": []}), document)
    assert [each["id"] for each in foreign.document["touchpoints"]] == ["form", "webinar", "demo"]


def test_personas_keep_their_names_in_definitions_that_are_empty() -> None:
    again = map_from_ojf(map_as_ojf(MAP), {"version": 1})
    assert again.document["personas"] == [{"id": "newcomer", "name": "Newcomer"}]


def test_what_a_file_of_ours_no_longer_says_is_taken_away() -> None:
    silent = {**MADE["touchpoints"][0]}
    del silent["owner"], silent["channel"]
    written = map_as_ojf(scorecard_from({**MADE, "touchpoints": [silent]}))
    again = map_from_ojf(written, MADE)
    assert "owner" not in again.document["touchpoints"][0]


def test_tasks_are_actions_and_no_questions() -> None:
    lanes = [{"id": "a", "name": "User tasks"}]
    nodes = [{"stageId": "s1", "swimlaneId": "a", "title": "Compare"}]
    brought = map_from_ojf(json.dumps({**FOREIGN, "swimlanes": lanes, "nodes": nodes}), {"version": 1})
    assert brought.document["touchpoints"][0]["does"] == ["Compare"]


def test_a_file_of_another_tool_finds_its_rows_and_says_what_has_none() -> None:
    brought = map_from_ojf(json.dumps(FOREIGN), {"version": 1})
    made = scorecard_from(brought.document)
    assert [(each.name, each.persona, each.emotion) for each in made.touchpoints] == [
        ("Discovery", "frequent_traveler", None),
        ("Checkout", "frequent_traveler", -2.0),
    ]
    assert [entry.text for entry in made.touchpoints[0].does] == ["Search for a flight"]
    assert [entry.text for entry in made.touchpoints[1].pains] == ["Fees at the end"]
    assert made.touchpoints[1].moment_of_truth
    assert brought.notes == ("The swimlane “Backstage” has no row here: 1 of its nodes left out.",)


def test_every_problem_is_told_at_once_with_its_node() -> None:
    nodes = [
        {"stageId": "s9", "swimlaneId": "a", "title": "?"},
        {"stageId": "s1", "swimlaneId": "z", "title": "?"},
        {"stageId": "s1", "swimlaneId": "b", "title": "", "score": 1},
        {"stageId": "s1", "swimlaneId": "b", "title": "Site", "score": 9},
    ]
    with pytest.raises(DefinitionProblems) as refused:
        map_from_ojf(json.dumps({**FOREIGN, "nodes": nodes}), {"version": 1})
    assert [problem.place for problem in refused.value.problems] == [
        "nodes[0].stageId",
        "nodes[1].swimlaneId",
        "nodes[2].title",
        "nodes[3].score",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("[]", "not a map in the OpenJourney Format"),
        ('{"stages": [], "swimlanes": [], "nodes": [1]}', "not an object"),
        ('{"stages": {}, "swimlanes": [], "nodes": []}', "not a map in the OpenJourney Format"),
    ],
)
def test_what_is_no_map_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(DefinitionProblems, match=said):
        map_from_ojf(text, {"version": 1})
