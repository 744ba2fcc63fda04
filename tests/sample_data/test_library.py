"""The KPI library beside the sample company: recognised in its exports, and counting what the template counts."""

import pytest

from bsc import actions, actuals, templates
from bsc.actions import LibraryChoice
from bsc.model.definitions import Kpi
from bsc.store import Store
from bsc.templates.kpi_library import library
from bsc.views.library import offers, texts_of
from bsc.views.workspace import Workspace
from tests.sample_data.conftest import Value

NOT_RECOGNISED = {"cart_abandonment", "employee_net_promoter_score", "ideas_done"}  # no shop, no staff survey, no ideas
ALIKE = (
    "cost_per_click", "visitors", "content_on_time", "page_load_time", "search_click_rate", "return_on_ad_spend",
    "leads", "email_click_rate", "form_completion", "hours_to_answer_inquiry", "marketing_trained", "pipeline_created",
    "webinar_satisfaction", "webinar_follow_up", "lead_to_opportunity_days", "webinar_attendance", "sales_certified",
    "new_recurring_revenue", "acquisition_cost", "win_rate", "new_customers", "proposal_to_signature_days",
    "loss_reason_known", "activated_customers", "onboarding_cycle_days", "setup_error_rate", "onboarding_certified",
    "onboarding_training_hours", "net_revenue_retention", "customer_retention", "customers_past_90_days",
    "first_contact_resolution", "first_reply_hours", "support_trained", "referral_revenue_share", "advocates",
    "reward_per_referred_customer", "referral_follow_up_days", "customer_stories",
)  # fmt: skip


@pytest.fixture(scope="session")
def workspace(sample: Store) -> Workspace:
    return Workspace(sample, templates.AS_OF)


@pytest.fixture(scope="session")
def made(workspace: Workspace) -> dict[str, Kpi]:
    """Return every KPI of the library as the sample company's exports would answer it, without a question asked."""
    found = {}
    for offer in offers(workspace):
        if offer.best:
            texts = texts_of(workspace, offer.kpi.id, offer.best.dataset, offer.best.columns)
            choice = LibraryChoice(
                kpi=offer.kpi.id, dataset=offer.best.dataset, columns=offer.best.columns, texts=texts
            )
            found[offer.kpi.id] = actions.kpi_from_library(workspace.scorecard, choice)
    return found


def test_all_but_three_of_the_library_are_recognised_in_the_exports(made: dict[str, Kpi]) -> None:
    assert {kpi.id for kpi in library().kpis} - set(made) == NOT_RECOGNISED


def test_each_of_them_has_a_value_in_the_last_quarter(workspace: Workspace, made: dict[str, Kpi]) -> None:
    quarter = workspace.calendar.parse("2026-Q3")
    found = actuals.compute(
        workspace.store,
        workspace.scorecard,
        list(made.values()),
        [quarter],
        filters={},
        today=workspace.today,
        shapes=workspace.shapes,
    )
    assert [kpi for kpi, each in made.items() if found[each.id, quarter].value is None] == []


@pytest.mark.parametrize("identity", ALIKE)
def test_it_counts_what_the_template_counts(
    workspace: Workspace, made: dict[str, Kpi], value: Value, identity: str
) -> None:
    quarter, kpi = workspace.calendar.parse("2026-Q3"), made[identity]
    found = actuals.compute(
        workspace.store,
        workspace.scorecard,
        [kpi],
        [quarter],
        filters={},
        today=workspace.today,
        shapes=workspace.shapes,
    )
    assert found[kpi.id, quarter].value == pytest.approx(value(identity, "2026-Q3"), rel=1e-12)
