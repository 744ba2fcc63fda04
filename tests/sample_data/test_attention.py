"""The stories of the sample company stand high in the list of what needs attention: sample_data/README.md."""

import pytest

from bsc import templates
from bsc.model.view import View
from bsc.store import Store
from bsc.views.attention import Attention, attention
from bsc.views.attention_items import Item
from bsc.views.attention_reasons import Kind
from bsc.views.workspace import Workspace

HIGH = 5


def _october(sample: Store, view: View) -> Attention:
    workspace = Workspace(sample, templates.AS_OF)
    return attention(workspace, view, workspace.calendar.parse("2026-10"))


@pytest.fixture
def everybody(sample: Store) -> Attention:
    return _october(sample, View())


def _place(found: Attention, kpi: str) -> tuple[int, Item]:
    return next((place, each) for place, each in enumerate(found.items, 1) if each.kpi == kpi)


def test_the_contact_form_that_is_too_long_stands_first(everybody: Attention) -> None:
    place, item = _place(everybody, "form_completion")
    assert (place, item.kind) == (1, Kind.OFF_TRACK_CHANGED)
    assert "off track since May 2026" in item.sentence
    assert "“Shorter contact form” (Web team, due 11 Dec 2026) is to move it." in item.sentence
    assert everybody.sentence.startswith("Contact form completion (Interest): 38.6%")


def test_the_wrong_customers_keep_sales_busy_and_nobody_works_on_it(everybody: Attention) -> None:
    place, item = _place(everybody, "lead_to_opportunity_days")
    assert place == 2
    assert [reason.kind for reason in item.reasons] == [Kind.OFF_TRACK_CHANGED, Kind.NO_ACTION]


@pytest.mark.parametrize("kpi", ["customer_retention", "lifetime_value", "net_promoter_score", "early_refunds"])
def test_looked_at_alone_paid_social_is_off_track_where_the_wrong_customers_show(sample: Store, kpi: str) -> None:
    _, item = _place(_october(sample, View(filters={"channel": ("Paid Social",)})), kpi)
    assert item.kind in {Kind.OFF_TRACK, Kind.OFF_TRACK_CHANGED}


def test_the_webinar_too_technical_stands_high_with_its_overdue_initiative(everybody: Attention) -> None:
    for kpi in ("webinar_satisfaction", "webinar_follow_up"):
        place, item = _place(everybody, kpi)
        assert place <= HIGH
        assert "“A webinar a month for owner-managers” (Webinar host) was due on 30 Oct 2026" in item.sentence


def test_for_owner_managers_the_webinar_stands_first(sample: Store) -> None:
    found = _october(sample, View(persona="owner_manager"))
    assert {each.kpi for each in found.items[:3]} >= {"webinar_follow_up", "webinar_satisfaction"}
    assert found.kpi == "webinar_follow_up"


def test_training_that_paid_off_is_told_as_changed_for_the_better(everybody: Attention) -> None:
    better = {each.kpi for each in everybody.gains}
    assert {"onboarding_cycle_days", "first_contact_resolution"} <= better


def test_the_reviews_are_one_late_dataset_and_an_overdue_initiative(everybody: Attention) -> None:
    (late,) = [each for each in everybody.items if each.kind is Kind.LATE]
    assert late.sentence.startswith("Public reviews: its rows end on 22 Sep 2026, 39 days late.")
    assert "reviews_answered" not in {each.kpi for each in everybody.items}
    (overdue,) = [each for each in everybody.items if each.kind is Kind.OVERDUE]
    assert overdue.initiative == "review_rota"


def test_the_two_kpis_without_a_target_and_the_target_that_is_always_met_are_named(everybody: Attention) -> None:
    of_kind = {kind: {each.kpi for each in everybody.items if each.kind is kind} for kind in Kind}
    assert of_kind[Kind.NO_TARGET] == {"feedback_loop_closed", "sales_confidence"}
    assert of_kind[Kind.TOO_EASY] == {"referral_follow_up_days"}
    assert "sales_certified" in of_kind[Kind.NEVER_MET]
