"""Two changes of one definition brought together, and one taken back while later ones stay."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bsc.model.merging import Obstacle, merged, stored, taken_back
from bsc.model.reading import document_of, scorecard_from
from tests.model.documents import documents

FORM = {"id": "form", "name": "Contact form", "stage": "interest", "pains": ["too long"]}
CHAT = {"id": "chat", "name": "Chat", "stage": "interest"}
CALL = {"id": "call", "name": "Call", "stage": "interest"}


def points(*items: dict[str, Any]) -> dict[str, Any]:
    return {"touchpoints": list(items)}


def test_a_field_that_only_one_has_changed_is_as_that_one_has_it() -> None:
    found = merged(FORM, {**FORM, "owner": "Ann"}, {**FORM, "pains": ["a captcha"]})
    assert (found.item, found.clashes) == ({**FORM, "owner": "Ann", "pains": ["a captcha"]}, ())


def test_a_field_that_both_have_changed_is_a_clash_unless_both_mean_the_same() -> None:
    assert merged(FORM, {**FORM, "owner": "Ann"}, {**FORM, "owner": "Ben"}).clashes == ("owner",)
    assert merged(FORM, {**FORM, "owner": "Ann"}, {**FORM, "owner": "Ann"}).clashes == ()


def test_a_field_that_was_emptied_is_emptied() -> None:
    mine = {key: value for key, value in FORM.items() if key != "pains"}
    assert merged(FORM, {**FORM, "owner": "Ann"}, mine).item == {**mine, "owner": "Ann"}


def test_a_default_that_a_form_states_changes_nothing() -> None:
    assert stored("objectives", {"id": "a", "name": "A", "stage": "s", "perspective": "customer", "weight": 1.0}) == {
        "id": "a",
        "name": "A",
        "stage": "s",
        "perspective": "customer",
    }
    assert stored("stages", {"id": "A stage", "weight": "much"}) == {"id": "A stage", "weight": "much"}


def test_what_was_changed_is_as_before_and_what_came_since_stays() -> None:
    now = points({**FORM, "pains": ["a captcha"], "owner": "Ann"}, CHAT, CALL)
    found = taken_back(points(FORM, CHAT), points({**FORM, "pains": ["a captcha"]}, CHAT), now)
    assert found.document["touchpoints"] == [{**FORM, "owner": "Ann"}, CHAT, CALL]
    assert found.obstacles == ()


def test_what_was_removed_stands_where_it_stood() -> None:
    found = taken_back(points(FORM, CHAT, CALL), points(FORM, CALL), points(FORM, {**CALL, "owner": "Ann"}))
    assert found.document["touchpoints"] == [FORM, CHAT, {**CALL, "owner": "Ann"}]


def test_what_was_added_goes() -> None:
    assert taken_back(points(FORM), points(FORM, CHAT), points(FORM, CHAT, CALL)).document["touchpoints"] == [
        FORM,
        CALL,
    ]


def test_a_field_that_was_changed_once_more_is_an_obstacle() -> None:
    changed, again = {**FORM, "owner": "Ann"}, {**FORM, "owner": "Ben"}
    found = taken_back(points(FORM), points(changed), points(again))
    assert found.obstacles == (Obstacle("touchpoints", "form", "Contact form", ("owner",)),)


def test_what_was_added_and_changed_since_is_an_obstacle_and_so_is_what_is_gone() -> None:
    grown = taken_back(points(FORM), points(FORM, CHAT), points(FORM, {**CHAT, "owner": "Ben"}))
    assert [each.id for each in grown.obstacles] == ["chat"]
    gone = taken_back(points(FORM), points({**FORM, "owner": "Ann"}), points())
    assert [each.id for each in gone.obstacles] == ["form"]


def test_an_order_goes_back_and_what_came_since_keeps_its_place() -> None:
    new = {"id": "new", "name": "New", "stage": "interest"}
    found = taken_back(points(FORM, CHAT, CALL), points(CHAT, FORM, CALL), points(CHAT, new, FORM, CALL))
    assert [each["id"] for each in found.document["touchpoints"]] == ["form", "new", "chat", "call"]


def test_an_order_that_was_changed_once_more_is_an_obstacle() -> None:
    found = taken_back(points(FORM, CHAT, CALL), points(CHAT, FORM, CALL), points(CALL, CHAT, FORM))
    assert [each.name for each in found.obstacles] == ["the order of the touchpoints"]


@given(documents(), documents())
def test_taking_back_the_last_change_gives_what_was_before(one: Any, other: Any) -> None:  # noqa: ANN401
    before, after = (document_of(scorecard_from(each)) for each in (one, other))
    found = taken_back(before, after, after)
    assert found.obstacles == ()
    assert scorecard_from(found.document) == scorecard_from(before)


@given(documents(), st.data())
def test_taking_back_a_change_twice_changes_nothing(one: Any, data: st.DataObject) -> None:  # noqa: ANN401
    before = document_of(scorecard_from(one))
    after = {key: data.draw(st.permutations(each)) if isinstance(each, list) else each for key, each in before.items()}
    back = taken_back(before, after, after).document
    again = taken_back(after, back, back)
    assert scorecard_from(again.document) == scorecard_from(after)
