"""What a touchpoint says, and the evidence behind each thing that it says."""

import pytest

from bsc.errors import DefinitionProblems
from bsc.model.comparison import differences
from bsc.model.definitions import Entry, Touchpoint
from bsc.model.reading import document_of, scorecard_from
from bsc.model.words import Evidence

FORM = {"id": "form", "name": "Contact form", "stage": "interest", "evidence": "inferred"}
LONG = {"text": "Too many fields", "evidence": "observed"}


def document(**said: object) -> dict[str, object]:
    return {"version": 1, "stages": [{"id": "interest", "name": "Interest"}], "touchpoints": [{**FORM, **said}]}


def test_an_entry_has_its_touchpoints_evidence_unless_it_has_its_own() -> None:
    form = Touchpoint.model_validate({**FORM, "pains": ["No phone number", LONG]})
    assert [form.evidence_of(each) for each in form.pains] == [Evidence.INFERRED, Evidence.OBSERVED]


def test_an_entry_is_written_as_plain_text_where_nothing_else_is_said_of_it() -> None:
    written = document(pains=["No phone number", LONG])
    assert document_of(scorecard_from(written)) == written


def test_an_entry_without_a_word_is_refused_with_its_place() -> None:
    with pytest.raises(DefinitionProblems) as refused:
        scorecard_from(document(pains=[" "]))
    assert "touchpoints[0].pains[0]" in str(refused.value)


def test_comments_from_a_dataset_that_is_not_there_are_refused_with_a_near_miss() -> None:
    surveys = [{"id": "surveys", "time": "day"}]
    with pytest.raises(DefinitionProblems) as refused:
        scorecard_from({**document(comments=[{"dataset": "survey", "text": "reason"}]), "datasets": surveys})
    assert "comments[0].dataset" in str(refused.value)
    assert "surveys" in str(refused.value)


def test_another_evidence_for_an_entry_is_a_change_that_is_told() -> None:
    before, after = scorecard_from(document(pains=["Too many fields"])), scorecard_from(document(pains=[LONG]))
    assert [each.note for each in differences(before, after)] == ["pains: Too many fields → Too many fields (observed)"]


def test_two_entries_are_equal_when_text_and_evidence_are() -> None:
    assert Entry.model_validate("Too many fields") == Entry(text="Too many fields")
    assert Entry(text="Too many fields") != Entry(text="Too many fields", evidence=Evidence.OBSERVED)
