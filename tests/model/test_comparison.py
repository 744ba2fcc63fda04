"""What changes from one scorecard to another."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bsc.model.comparison import Happening, differences, summary
from bsc.model.definitions import Scorecard
from bsc.model.reading import scorecard_from
from tests.model.documents import documents

STAGES = [{"id": "interest", "name": "Interest"}, {"id": "purchase", "name": "Purchase"}]
OBJECTIVE = {"id": "grow", "name": "Grow reach", "stage": "interest", "perspective": "customer"}


def scorecard(**sections: object) -> Scorecard:
    return scorecard_from({"version": 1, "stages": STAGES, **sections})


def test_the_same_scorecard_shows_no_difference() -> None:
    assert differences(scorecard(), scorecard()) == ()
    assert summary(()) == "nothing changes"


def test_an_item_is_added_removed_or_changed_with_its_fields() -> None:
    before = scorecard(objectives=[OBJECTIVE], personas=[{"id": "old", "name": "Old hand"}])
    after = scorecard(
        objectives=[{**OBJECTIVE, "weight": 2, "owner": "Ann"}], personas=[{"id": "new", "name": "Newcomer"}]
    )
    found = differences(before, after)
    assert [(each.section, each.name, each.happening) for each in found] == [
        ("personas", "Old hand", Happening.REMOVED),
        ("personas", "Newcomer", Happening.ADDED),
        ("objectives", "Grow reach", Happening.CHANGED),
    ]
    assert found[2].note == "weight: not set → 2; owner: not set → Ann"
    assert summary(found) == "1 added, 1 removed, 1 changed"


def test_another_order_of_stages_is_one_difference() -> None:
    (found,) = differences(scorecard(), scorecard(stages=STAGES[::-1]))
    assert (found.happening, found.note) == (Happening.MOVED, "Purchase → Interest")


def test_the_journey_itself_is_compared() -> None:
    (found,) = differences(scorecard(), scorecard(journey={"currency": "GBP"}))
    assert found.note == "currency: not set → GBP"


def test_a_long_value_is_cut() -> None:
    (found,) = differences(scorecard(), scorecard(journey={"name": "x" * 100}))
    assert found.note.endswith("x…")
    assert len(found.note) < 90


FORM = {"id": "form", "name": "Contact form", "stage": "interest", "channel": "website"}
CHAT = {"id": "chat", "name": "Chat", "stage": "interest", "channel": "website"}
CALL = {"id": "call", "name": "Call", "stage": "purchase", "channel": "phone"}


def test_a_touchpoint_that_moved_is_told_with_the_one_that_it_stands_after_now() -> None:
    (found,) = differences(scorecard(touchpoints=[FORM, CALL, CHAT]), scorecard(touchpoints=[CALL, CHAT, FORM]))
    assert (found.section, found.name, found.happening) == ("touchpoints", "Contact form", Happening.MOVED)
    assert found.note == "now after Chat"


def test_of_three_in_another_order_only_the_one_that_must_have_moved_is_told() -> None:
    people = [{"id": name, "name": name} for name in ("ann", "ben", "cleo")]
    (found,) = differences(scorecard(personas=people), scorecard(personas=[people[2], *people[:2]]))
    assert (found.name, found.note) == ("cleo", "now first")


def test_what_was_added_between_others_has_moved_nobody() -> None:
    (found,) = differences(scorecard(touchpoints=[FORM, CALL]), scorecard(touchpoints=[FORM, CHAT, CALL]))
    assert (found.name, found.happening) == ("Chat", Happening.ADDED)


def test_of_a_long_list_only_what_came_and_what_went_is_told() -> None:
    pains = [f"a reason of some length, number {number}" for number in range(4)]
    before, after = ({**FORM, "pains": each} for each in (pains, [*pains[1:], "the captcha"]))
    (found,) = differences(scorecard(touchpoints=[before]), scorecard(touchpoints=[after]))
    assert found.note == "pains: + the captcha, − a reason of some length, number 0"


def test_a_step_of_a_weight_is_told_with_the_day_from_which_it_holds() -> None:
    stepped = {**OBJECTIVE, "weight": [{"start": "2026-07-01", "weight": 2}]}
    (found,) = differences(scorecard(objectives=[OBJECTIVE]), scorecard(objectives=[stepped]))
    assert found.note == "weight: not set → 2 from 2026-07-01"


@given(documents(), st.data())
def test_no_difference_is_told_exactly_where_two_scorecards_are_the_same(document: Any, data: st.DataObject) -> None:  # noqa: ANN401
    before = scorecard_from(document)
    other = {
        key: data.draw(st.permutations(each)) if isinstance(each, list) else each for key, each in document.items()
    }
    after = scorecard_from(other)
    assert (differences(before, after) == ()) == (before == after)
