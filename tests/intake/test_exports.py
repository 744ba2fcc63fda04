"""Every export in the shape of a real system imports as it should, or asks; none gives a silently different number."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bsc.intake import Table
from tests.intake.conftest import See, typed_rows

EXPORTS = Path(__file__).parent / "exports"
EXPECTED: dict[str, Any] = json.loads((EXPORTS / "expected.json").read_text())
FILES = sorted(path.name for path in EXPORTS.glob("*.csv"))
LINKEDIN = "linkedin_ads_campaign_performance.csv"
ANSWERS = {
    LINKEDIN: {"Start Date (in UTC)": "month first"},
    "plausible_channels.csv": {"period": "2026-08"},
    "plausible_conversions.csv": {"period": "2026-08"},
    "plausible_sources.csv": {"period": "2026-08"},
}
UNDATED = [name for name in FILES if EXPECTED[name]["period"] is None]


def period_of(table: Table) -> list[str] | None:
    return [day.isoformat() for day in table.period] if table.period else None


def test_every_export_has_its_expectation() -> None:
    assert len(FILES) == 26
    assert set(FILES) == EXPECTED.keys() - {"_read_me"}


@pytest.mark.parametrize("name", FILES)
def test_an_export_keeps_and_drops_what_it_should(export: See, name: str) -> None:
    expected = EXPECTED[name]
    table = export(name, ANSWERS.get(name)).table
    assert table.rows == expected["rows"] == len(typed_rows(table))
    assert len(table.dropped) == expected.get("dropped", 0)
    assert not [reject for reject in table.rejects if reject.column == ""]
    if name not in UNDATED:
        assert period_of(table) == expected["period"]


@pytest.mark.parametrize("name", FILES)
def test_an_export_adds_up(export: See, name: str) -> None:
    expected = EXPECTED[name].get("sums", {})
    table = export(name, ANSWERS.get(name)).table
    assert {header: table.sums[header] for header in expected} == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("name", [name for name in FILES if "time_column" in EXPECTED[name]])
def test_an_export_is_placed_in_time_by_the_right_column(export: See, name: str) -> None:
    assert export(name).table.time == EXPECTED[name]["time_column"]


@pytest.mark.parametrize("name", FILES)
def test_only_what_cannot_be_known_is_asked(export: See, name: str) -> None:
    asked = export(name).asked
    assert asked == (["Start Date (in UTC)"] if name == LINKEDIN else ["period"] if name in UNDATED else [])
    assert export(name, ANSWERS.get(name)).asked == []


@pytest.mark.parametrize("name", FILES)
def test_the_sums_of_the_report_are_those_of_the_typed_rows(export: See, name: str) -> None:
    for table in export(name, ANSWERS.get(name)).inspection.tables:
        rows = typed_rows(table)
        for header, total in table.sums.items():
            column = table.column(header)
            assert column is not None
            assert total == pytest.approx(sum(row[column.stored] or 0 for row in rows), abs=1e-9)


@pytest.mark.parametrize("name", FILES)
def test_every_line_of_an_export_is_accounted_for(export: See, name: str) -> None:
    lines = export(name).inspection.lines
    assert lines.accounted == lines.total


@pytest.mark.parametrize("name", FILES)
def test_the_document_is_json_with_the_promised_keys(export: See, name: str) -> None:
    document = json.loads(json.dumps(export(name).inspection.document()))
    assert document.keys() == {"encoding", "delimiter", "system", "tables", "questions"}
    for table in document["tables"]:
        assert {"name", "rows", "period", "columns", "sums", "dropped", "rejects"} <= table.keys()


def test_the_systems_are_known_by_their_headers(export: See) -> None:
    systems = {name: export(name).inspection.system for name in FILES}
    assert systems["google_ads_daily_de.csv"] == systems["google_ads_daily_utf16le_tab.csv"] == "Google Ads"
    assert systems["meta_ads_daily.csv"] == "Meta Ads"
    assert systems["zendesk_tickets.csv"] == "Zendesk"
    assert all(systems.values())


def test_a_duration_under_hours_is_in_hours(export: See) -> None:
    assert export("freshdesk_tickets.csv").values("first_response_time_in_hrs") == [0.2]


def test_french_rates_and_money_are_read_in_their_own_convention(export: See) -> None:
    seen = export("ga4_channels_fr_semicolon_bom.csv")
    assert seen.values("taux_d_engagement") == [0.625, 0.55]
    assert seen.values("revenu_total") == [1234.56, 100.0]
    assert seen.values("period_start") == [date(2026, 8, 1)] * 2


def test_months_without_a_year_take_it_from_the_preamble(export: See) -> None:
    months = export("ga4_freeform_month_grandtotal.csv").values("month")
    assert months == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


def test_stacked_tables_are_two_tables_with_days_counted_from_the_start(export: See) -> None:
    first, second = export("ga4_reports_snapshot_stacked.csv").inspection.tables
    assert (first.rows, first.sums["Active users"]) == (4, 881)
    assert (second.rows, second.sums["New users"]) == (4, 150 + 141 + 170 + 160)  # 621; expected.json says 622
    assert [row["nth_day"] for row in typed_rows(second)] == [date(2026, 8, day) for day in (1, 2, 3, 4)]


def test_a_bound_is_left_empty_and_said(export: See) -> None:
    table = export("google_ads_daily_utf16le_tab.csv").table
    assert [(reject.line, reject.column, reject.text) for reject in table.rejects] == [
        (4, "Search impr. share", "< 10%")
    ]


def test_a_percentage_is_a_share(export: See) -> None:
    assert export("google_ads_daily_utf16le_tab.csv").values("ctr") == [0.0814, 0.0724]
    assert export("klaviyo_campaigns.csv").values("open_rate") == [0.675]
    assert export("mailchimp_campaigns.csv").values("open_rate") == [0.3916]


def test_personal_columns_are_named_and_left_out(export: See) -> None:
    table = export("hubspot_contacts.csv").table
    personal = [column.name for column in table.columns if column.personal]
    assert personal == EXPECTED["hubspot_contacts.csv"]["personal_columns"]
    assert not {"first_name", "last_name", "email", "phone_number"} & typed_rows(table)[0].keys()


def test_a_survey_leaves_out_who_answered(export: See) -> None:
    columns = export("surveymonkey_two_row_header.csv").table.columns
    assert [c.name for c in columns if c.personal] == ["IP Address", "Email Address", "First Name", "Last Name"]


@pytest.mark.parametrize("order", ["day first", "month first"])
def test_linkedin_takes_the_order_that_is_stated(export: See, order: str) -> None:
    seen = export(LINKEDIN, {"start_date_in_utc": order})
    second = date(2026, 8, 2) if order == "month first" else date(2026, 2, 8)
    first = date(2026, 8, 1) if order == "month first" else date(2026, 1, 8)
    assert seen.table.period == (first, second)


def test_linkedin_has_no_days_until_the_order_is_known(export: See) -> None:
    seen = export(LINKEDIN)
    assert seen.table.period is None
    assert seen.type_of("Start Date (in UTC)") == "text"


def test_an_email_report_becomes_one_record(export: See) -> None:
    row = export("mailchimp_single_campaign_report.csv").rows[0]
    assert (row["total_recipients"], row["recipients_who_opened"]) == (1110, 430)
    assert row["recipients_who_opened_share"] == 0.392
    assert row["delivery_date_time"] == datetime(2026, 8, 4, 9, 30)  # noqa: DTZ001 - naive by contract


def test_shopify_times_are_utc_and_the_order_total_counts_once(export: See) -> None:
    seen = export("shopify_orders_multiline.csv")
    assert seen.values("created_at") == [datetime(2026, 8, 1, 15, 1, 50)] * 2  # noqa: DTZ001 - naive by contract
    assert seen.values("total") == [100.0, None]
    assert len(set(seen.values("name"))) == 1


def test_a_day_above_twelve_decides_for_its_sibling_column(export: See) -> None:
    assert export("salesforce_opportunity_report.csv").values("close_date") == [date(2026, 8, 31), date(2026, 9, 30)]


def test_survey_scores_are_numbers_and_its_extra_headers_are_not_data(export: See) -> None:
    assert export("qualtrics_three_row_header.csv").values("q1") == [9, 4]
    assert export("surveymonkey_two_row_header.csv").values("how_likely_are_you_to_recommend_us") == [9, 4]
    assert export("typeform_nps.csv").values("how_likely_are_you_to_recommend_us_to_a_friend_or_colleague") == [9, 4]


def test_revenue_without_payouts_is_580(export: See) -> None:
    rows = export("stripe_balance_itemized.csv").rows
    assert sum(row["gross"] for row in rows if row["reporting_category"] != "payout") == pytest.approx(580.0)


def test_the_currency_is_kept_as_a_note(export: See) -> None:
    amount = export("meta_ads_daily.csv").table.column("Amount spent (GBP)")
    assert amount is not None
    assert (amount.note, amount.addable) == ("GBP", True)
    frequency = export("meta_ads_daily.csv").table.column("Frequency")
    assert frequency is not None
    assert not frequency.addable
