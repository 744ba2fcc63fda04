"""Editing a scorecard's document: put, move, remove."""

from typing import Any

import pytest

from bsc.errors import NotFound, Refused
from bsc.model.editing import companions, item, moved, moved_beside, removal, with_item
from bsc.model.reading import scorecard_from

DOCUMENT: dict[str, Any] = {
    "version": 1,
    "stages": [{"id": "interest", "name": "Interest"}, {"id": "purchase", "name": "Purchase"}],
    "personas": [{"id": "newcomer", "name": "Newcomer"}],
    "datasets": [
        {"id": "visits", "time": "day"},
        {"id": "orders", "time": "day", "key": ["order_id"]},
        {"id": "payments", "time": "orders.day", "lookups": {"orders": "order_id"}},
        {"id": "spare"},
    ],
    "objectives": [
        {"id": "grow", "name": "Grow reach", "stage": "interest", "perspective": "customer", "drives": ["sell"]},
        {"id": "sell", "name": "Sell more", "stage": "purchase", "perspective": "financial"},
    ],
    "kpis": [
        {"id": "visitors", "name": "Visitors", "objective": "grow", "dataset": "visits", "formula": "sum(visitors)"},
        {"id": "revenue", "name": "Revenue", "objective": "sell", "dataset": "payments", "formula": "sum(amount)"},
    ],
    "touchpoints": [
        {"id": "form", "name": "Form", "stage": "interest", "kpis": ["visitors", "revenue"]},
        {"id": "talk", "name": "Talk", "stage": "purchase", "persona": "newcomer", "emotion_kpi": "visitors"},
    ],
    "funnel": [{"stage": "interest", "kpi": "visitors"}, {"stage": "purchase", "kpi": "revenue"}],
}


def test_an_item_put_keeps_its_place_and_a_new_one_comes_last() -> None:
    renamed = with_item(DOCUMENT, "stages", {"id": "interest", "name": "Curiosity"})
    longer = with_item(renamed, "stages", {"id": "use", "name": "Use"})
    assert [stage["name"] for stage in longer["stages"]] == ["Curiosity", "Purchase", "Use"]
    assert DOCUMENT["stages"][0]["name"] == "Interest"


def test_a_move_stops_at_the_ends() -> None:
    assert [stage["id"] for stage in moved(DOCUMENT, "stages", "purchase", -1)["stages"]] == ["purchase", "interest"]
    assert [stage["id"] for stage in moved(DOCUMENT, "stages", "purchase", 5)["stages"]] == ["interest", "purchase"]


def test_a_stage_takes_its_objectives_their_kpis_and_its_touchpoints_along() -> None:
    taken = removal(DOCUMENT, "stages", "interest")
    assert {(each.section, each.id) for each in taken.gone} == {
        ("objectives", "grow"),
        ("kpis", "visitors"),
        ("touchpoints", "form"),
        ("funnel", "interest"),
    }
    assert str(taken) == (
        "With it go 1 objective (Grow reach), 1 KPI (Visitors), 1 touchpoint (Form) "
        "and 1 step of the funnel (interest). "
        "The link to it is taken out of 1 touchpoint (Talk)."
    )
    assert scorecard_from(taken.document).kpis[0].id == "revenue"


def test_what_only_mentions_an_item_stays_without_the_mention() -> None:
    taken = removal(DOCUMENT, "kpis", "visitors")
    assert {(each.section, each.id) for each in taken.loosened} == {("touchpoints", "form"), ("touchpoints", "talk")}
    assert item(taken.document, "touchpoints", "form")["kpis"] == ["revenue"]
    assert "emotion_kpi" not in item(taken.document, "touchpoints", "talk")


def test_an_objective_that_is_removed_is_driven_by_nobody() -> None:
    assert item(removal(DOCUMENT, "objectives", "sell").document, "objectives", "grow")["drives"] == []


@pytest.mark.parametrize(("dataset", "user"), [("visits", "Visitors"), ("orders", "payments")])
def test_a_dataset_that_is_counted_on_is_not_removed(dataset: str, user: str) -> None:
    with pytest.raises(Refused, match=user):
        removal(DOCUMENT, "datasets", dataset)


def test_a_dataset_that_nothing_counts_on_goes_alone() -> None:
    taken = removal(DOCUMENT, "datasets", "spare")
    assert (taken.gone, taken.loosened, str(taken)) == ((), (), "")


def test_what_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(NotFound, match="did you mean `interest`"):
        removal(DOCUMENT, "stages", "interst")


@pytest.mark.parametrize("section", ["stages", "personas", "objectives", "kpis", "touchpoints", "funnel"])
def test_what_is_left_after_a_removal_is_a_scorecard(section: str) -> None:
    for each in DOCUMENT[section]:
        scorecard_from(removal(DOCUMENT, section, each["stage" if section == "funnel" else "id"]).document)


def test_a_touchpoint_moves_among_those_of_its_stage_and_channel_only() -> None:
    points = [
        {"id": "form", "name": "Form", "stage": "interest", "channel": "website"},
        {"id": "call", "name": "Call", "stage": "interest", "channel": "phone"},
        {"id": "chat", "name": "Chat", "stage": "interest", "channel": "website"},
        {"id": "shop", "name": "Shop", "stage": "purchase", "channel": "website"},
    ]
    document = {**DOCUMENT, "touchpoints": points}
    assert companions(document, "touchpoints", "chat") == ["form", "chat"]
    order = [each["id"] for each in moved_beside(document, "touchpoints", "form", 1)["touchpoints"]]
    assert order == ["call", "chat", "form", "shop"]
    assert moved_beside(document, "touchpoints", "chat", 1) == document


def test_a_kpi_moves_among_those_of_its_stage_and_perspective() -> None:
    more = {"id": "reach", "name": "Reach", "objective": "grow", "dataset": "visits", "formula": "count(*)"}
    document = {**DOCUMENT, "kpis": [*DOCUMENT["kpis"], more]}
    assert companions(document, "kpis", "reach") == ["visitors", "reach"]
    order = [each["id"] for each in moved_beside(document, "kpis", "reach", -1)["kpis"]]
    assert order == ["reach", "visitors", "revenue"]


def test_a_persona_moves_among_all() -> None:
    people = [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]
    assert moved_beside({"personas": people}, "personas", "b", -9)["personas"] == people[::-1]
