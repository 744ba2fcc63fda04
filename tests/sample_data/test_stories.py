"""What the sample holds to be found: every number here stands in sample_data/README.md."""

from collections import Counter

import pytest

from bsc import actuals, templates
from bsc.model.periods import Grain
from bsc.model.view import View
from bsc.model.words import Status
from bsc.store import Store
from bsc.views.workspace import Workspace
from tests.sample_data.conftest import Value, scorecard_of


def test_the_technical_webinar_is_attended_and_loses_the_owner_managers(value: Value) -> None:
    def of_owners(kpi: str) -> list[float | None]:
        return [value(kpi, quarter, persona="owner_manager") for quarter in ("2026-Q1", "2026-Q2", "2026-Q3")]

    assert of_owners("webinar_attendance") == pytest.approx([0.51, 0.55, 0.54], abs=0.005)
    assert of_owners("webinar_satisfaction") == pytest.approx([4.4, 3.5, 3.3], abs=0.05)
    assert of_owners("webinar_follow_up") == pytest.approx([0.21, 0.11, 0.09], abs=0.005)


def test_operations_leads_like_the_technical_webinar(value: Value) -> None:
    before = value("webinar_satisfaction", "2026-Q1", persona="operations_lead")
    after = value("webinar_satisfaction", "2026-Q3", persona="operations_lead")
    assert before is not None
    assert after is not None
    assert after > before > 4.3


def test_the_longer_form_loses_almost_half_of_those_who_begin_it(value: Value) -> None:
    assert value("form_completion", "2026-04") == pytest.approx(0.63, abs=0.005)
    since = [value("form_completion", f"2026-{month:02d}") or 0 for month in range(5, 11)]
    assert 0.335 < min(since) < max(since) < 0.425


def test_a_form_filled_in_for_readers_brings_them_back_and_nobody_else(value: Value) -> None:
    def after(channel: str) -> float | None:
        return value("form_completion", "2026-10", channel=channel)

    assert after("Email") == pytest.approx(0.59, abs=0.005)
    assert all((after(channel) or 1) < 0.42 for channel in ("Organic Search", "Paid Search", "Paid Social", "Direct"))


@pytest.mark.parametrize("quarter", ["2026-Q1", "2026-Q2", "2026-Q3"])
def test_the_channel_with_the_cheaper_leads_brings_customers_who_leave(value: Value, quarter: str) -> None:
    def both(kpi: str) -> tuple[float, float]:
        return value(kpi, quarter, channel="Paid Social") or 0, value(kpi, quarter, channel="Paid Search") or 0

    social, search = both("cost_per_lead")
    assert social < 0.55 * search
    social, search = both("customer_retention")
    assert social < search - 0.05
    social, search = both("lifetime_value")
    assert social < search / 5


def test_training_pays_off_two_quarters_later(value: Value) -> None:
    quarters = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")

    def over_time(kpi: str) -> list[float | None]:
        return [value(kpi, quarter) for quarter in quarters]

    assert over_time("onboarding_training_hours") == pytest.approx([1.3, 8.0, 3.2, 2.9, 4.0], abs=0.06)
    assert over_time("support_training_hours") == pytest.approx([1.0, 8.6, 3.4, 3.6, 3.3], abs=0.06)
    assert over_time("onboarding_cycle_days") == pytest.approx([25, 25, 30, 20, 16], abs=0.5)
    assert over_time("first_contact_resolution") == pytest.approx([0.61, 0.59, 0.59, 0.68, 0.76], abs=0.006)


def test_a_missing_month_of_social_media_is_a_gap_and_a_stock_is_carried_over_it(sample: Store, value: Value) -> None:
    assert value("social_engagement", "2025-08", template="interest_phase") is None
    scorecard = sample.scorecard()
    kpi = next(kpi for kpi in scorecard.kpis if kpi.id == "linkedin_followers")
    periods = [scorecard.journey.calendar.parse(month) for month in ("2025-07", "2025-08")]
    found = actuals.compute(
        sample, scorecard, [kpi], periods, filters={}, today=templates.AS_OF, shapes=sample.shapes()
    )
    july, august = (found[kpi.id, period] for period in periods)
    assert (august.value, august.stale) == (july.value, 1)


def test_october_2026_shows_every_status_on_the_map(sample: Store) -> None:
    workspace = Workspace(sample, templates.AS_OF)
    period = workspace.default_period(Grain.MONTH)
    assert workspace.calendar.name(period) == "2026-10"
    readings = workspace.readings(View(), period)
    seen = Counter(readings[kpi.id].status for kpi in workspace.scorecard.kpis if kpi.pinned)
    assert seen == {
        Status.ON_TRACK: 14,
        Status.AT_RISK: 8,
        Status.OFF_TRACK: 4,
        Status.NO_DATA: 1,
        Status.NO_TARGET: 1,
    }


@pytest.mark.parametrize("template", templates.names())
def test_every_kpi_of_every_template_has_a_value_in_september_2026(sample: Store, template: str) -> None:
    scorecard = scorecard_of(template)
    period = scorecard.journey.calendar.parse("2026-09")
    found = actuals.compute(
        sample, scorecard, scorecard.kpis, [period], filters={}, today=templates.AS_OF, shapes=sample.shapes()
    )
    assert [kpi.id for kpi in scorecard.kpis if found[kpi.id, period].value is None] == []


def test_november_2026_is_partial(sample: Store) -> None:
    scorecard = sample.scorecard()
    kpi = next(kpi for kpi in scorecard.kpis if kpi.id == "new_recurring_revenue")
    november = scorecard.journey.calendar.parse("2026-11")
    found = actuals.compute(
        sample, scorecard, [kpi], [november], filters={}, today=templates.AS_OF, shapes=sample.shapes()
    )[kpi.id, november]
    assert found.partial
    assert found.elapsed == pytest.approx(18 / 30)
