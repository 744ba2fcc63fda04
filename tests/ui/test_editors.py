"""Small parts of the editors that need no page."""

import pytest

from bsc.ui.editors.draft import Draft, made_id, whole
from bsc.ui.editors.formula import inserted
from bsc.ui.editors.journey import as_item, with_journey
from bsc.ui.prose import coded


@pytest.mark.parametrize(
    ("text", "chosen", "result"),
    [
        ("", "sum( )", "sum( )"),
        ("sum( )", "clicks", "sum(clicks)"),
        ("days_between( , )", "opened", "days_between(opened, )"),
        ("days_between(opened, )", "closed", "days_between(opened, closed)"),
        ("count(distinct )", "customer_id", "count(distinct customer_id)"),
        ("sum(clicks) /", "sum( )", "sum(clicks) / sum( )"),
        ("sum( ) / sum( )", "clicks", "sum(clicks) / sum( )"),
    ],
)
def test_a_choice_goes_into_the_first_empty_place_else_to_the_end(text: str, chosen: str, result: str) -> None:
    assert inserted(text, chosen) == result


def test_what_is_left_empty_does_not_stand_in_the_document() -> None:
    draft = Draft("stages", "use", {"id": "use", "name": "Use", "goal": "Work", "weight": 2}, version=1)
    assert whole(draft, {"goal": "", "name": "Daily use"}) == {"id": "use", "name": "Daily use", "weight": 2}
    assert whole(draft, {"weight": 0.0})["weight"] == 0


def test_an_id_is_made_from_a_name() -> None:
    assert made_id("Click-through rate (%)") == "click_through_rate"


def test_a_part_of_a_draft_has_keys_of_its_own() -> None:
    draft = Draft("journey", "journey", {}, version=1)
    assert draft.part("funnel", {}).key("name") != draft.key("name")
    assert draft.part("funnel", {}).key("name").startswith(draft.key(""))


def test_the_funnel_follows_the_order_of_the_stages() -> None:
    document = {"stages": [{"id": "a"}, {"id": "b"}], "funnel": [{"stage": "b", "kpi": "two"}]}
    chosen = {"b": {"kpi": "two"}, "a": {"kpi": "one", "days": "avg(days)"}, "gone": {"kpi": "x"}}
    changed = with_journey(document, {**as_item(document), "funnel": chosen})
    assert changed["funnel"] == [{"stage": "a", "kpi": "one", "days": "avg(days)"}, {"stage": "b", "kpi": "two"}]
    assert changed["journey"]["currency"] == "EUR"


def test_the_formulas_of_the_funnel_outlive_an_edit_of_the_journey() -> None:
    step = {"stage": "a", "kpi": "one", "days": "avg(days)", "spend": "sum(spend)"}
    document = {"stages": [{"id": "a"}], "funnel": [step]}
    assert with_journey(document, as_item(document))["funnel"] == [step]


def test_code_stays_code_and_all_else_is_shown_as_it_is() -> None:
    assert coded("no column `clcks` in <b>") == r"no column `clcks` in \<b\>"
    assert coded("a ` alone") == r"a \` alone"
