"""A system's export is known by its headers, in whatever language and order; what anybody may have written is not."""

import random

import pytest

from bsc.intake import meaning
from bsc.intake.recognition import LEAST_CONFIDENCE, Signature, catalogue, recognise
from tests.intake.conftest import EXPORTS, See

GOOGLE_ADS = ["Day", "Campaign", "Impr.", "Clicks", "Cost"]
SHARED = {
    "freshdesk_tickets.csv": "freshdesk_tickets",
    "ga4_channels_fr_semicolon_bom.csv": "ga4_channels",
    "ga4_freeform_month_grandtotal.csv": "ga4_channels",
    "ga4_reports_snapshot_stacked.csv": "ga4_active_users",
    "ga4_traffic_acquisition_en.csv": "ga4_channels",
    "google_ads_daily_de.csv": "google_ads",
    "google_ads_daily_utf16le_tab.csv": "google_ads",
    "hubspot_contacts.csv": "hubspot_contacts",
    "hubspot_deals.csv": "hubspot_deals",
    "klaviyo_campaigns.csv": "klaviyo_campaigns",
    "linkedin_ads_campaign_performance.csv": "linkedin_ads",
    "mailchimp_campaigns.csv": "mailchimp_campaigns",
    "mailchimp_single_campaign_report.csv": "mailchimp_campaign",
    "meta_ads_daily.csv": "meta_ads",
    "plausible_channels.csv": "plausible_breakdown",
    "plausible_conversions.csv": "plausible_conversions",
    "plausible_sources.csv": "plausible_breakdown",
    "plausible_visitors.csv": "plausible_visitors",
    "qualtrics_three_row_header.csv": "qualtrics_responses",
    "salesforce_opportunity_report.csv": "salesforce_opportunities",
    "shopify_orders_multiline.csv": "shopify_orders",
    "shopify_sessions_funnel_daily.csv": "shopify_sessions",
    "stripe_balance_itemized.csv": "stripe_balance",
    "surveymonkey_two_row_header.csv": "surveymonkey_responses",
    "typeform_nps.csv": "typeform_responses",
    "zendesk_tickets.csv": "zendesk_tickets",
}


def known_as(*headers: str) -> str:
    found = recognise(headers)
    return found.id if found else ""


def written(signature: Signature, names: tuple[str, ...]) -> list[str]:
    """Return headers as the system writes them for the columns *names*."""
    headers = [column.written[0] for column in signature.columns if column.name in names]
    likely = "How likely are you to recommend us to a friend?"
    return [
        likely if text.startswith("~(likely") else "Q1_NPS_GROUP" if text.startswith("~") else text.format(
            currency="GBP", any="Europe/Berlin"
        )
        for text in headers
    ]  # fmt: skip


def test_every_shared_export_has_its_recognition() -> None:
    assert SHARED.keys() == {path.name for path in EXPORTS.glob("*.csv")}


@pytest.mark.parametrize(("file", "export_id"), SHARED.items())
def test_a_shared_export_is_recognised_with_more_than_four_fifths_confidence(
    export: See, file: str, export_id: str
) -> None:
    found = export(file).table.recognition
    assert found is not None
    assert found.id == export_id
    assert 0.8 < found.confidence < 1.0


def test_a_second_table_of_a_file_is_recognised_by_itself(export: See) -> None:
    first, second = export("ga4_reports_snapshot_stacked.csv").inspection.tables
    assert first.recognition is not None
    assert second.recognition is not None
    assert (first.recognition.id, second.recognition.id) == ("ga4_active_users", "ga4_new_users")


def test_there_are_fifty_exports_of_more_than_twenty_five_systems() -> None:
    assert len(catalogue()) >= 50
    assert len({signature.system for signature in catalogue().values()}) >= 25


@pytest.mark.parametrize("signature", catalogue().values(), ids=catalogue().keys())
def test_an_export_with_all_its_columns_is_recognised_as_itself(signature: Signature) -> None:
    found = recognise(written(signature, signature.names))
    assert found is not None
    assert (found.id, found.missing) == (signature.id, ())


@pytest.mark.parametrize("signature", catalogue().values(), ids=catalogue().keys())
def test_an_export_with_its_marks_alone_is_recognised_as_itself(signature: Signature) -> None:
    assert set(signature.marks) <= set(signature.names)
    assert known_as(*written(signature, signature.marks)) == signature.id


def test_the_order_of_the_columns_does_not_matter() -> None:
    headers = written(catalogue()["zendesk_tickets"], catalogue()["zendesk_tickets"].names)
    shuffled = random.Random(7).sample(headers, len(headers))  # noqa: S311 -- any order
    found, again = recognise(headers), recognise(shuffled)
    assert found is not None
    assert again is not None
    assert (found.confidence, dict(found.columns)) == (again.confidence, dict(again.columns))


@pytest.mark.parametrize(
    "headers",
    [
        ("date", "campaign", "clicks", "cost"),
        ("Day", "Campaign", "Impressions", "Clicks", "Spend"),
        ("Name", "Amount", "Status", "Created at"),
        ("id", "email", "score", "comment"),
        ("month", "sessions", "users", "revenue"),
        ("name", "value"),
        (),
    ],
)
def test_headers_that_anybody_may_have_written_are_no_recognition(headers: tuple[str, ...]) -> None:
    assert recognise(headers) is None
    assert meaning.system(headers) == ""


def test_without_one_of_its_marks_it_is_not_that_export() -> None:
    assert known_as(*GOOGLE_ADS) == "google_ads"
    assert known_as("Day", "Campaign", "Clicks", "Cost") == ""


@pytest.mark.parametrize(
    ("headers", "export_id"),
    [
        (("Tag", "Kampagne", "Impr.", "Klicks", "Kosten", "Conv.-Wert"), "google_ads"),
        (("Jour", "Campagne", "Impr.", "Clics", "Coût", "Conversions"), "google_ads"),
        (("Día", "Campaña", "Impr.", "Clics", "Coste", "Conversiones"), "google_ads"),
        (("Kampagnenname", "Tag", "Ausgegebener Betrag (EUR)", "Impressionen", "Link-Klicks"), "meta_ads"),
        (("Sitzung – primäre Channelgruppe (Standard-Channelgruppe)", "Sitzungen"), "ga4_channels"),
        (("Häufigste Suchanfragen", "Klicks", "Impressionen", "Klickrate", "Position"), "search_console_queries"),
        (("Requêtes les plus fréquentes", "Clics", "Impressions", "CTR", "Position"), "search_console_queries"),
        (("Datum", "Klicks", "Impressionen", "Klickrate", "Position"), "search_console_dates"),
    ],
)
def test_an_export_is_recognised_in_the_language_of_its_account(headers: tuple[str, ...], export_id: str) -> None:
    assert known_as(*headers) == export_id


def test_columns_have_one_name_whatever_the_language() -> None:
    german = recognise(("Tag", "Kampagne", "Impr.", "Klicks", "Kosten"))
    assert german is not None
    assert dict(german.columns) == {
        "Tag": "day", "Kampagne": "campaign", "Impr.": "impr", "Klicks": "clicks", "Kosten": "cost",
    }  # fmt: skip
    assert german.header("cost") == "Kosten"
    assert german.header("conversions") is None


def test_the_currency_in_a_header_may_be_any() -> None:
    for code in ("GBP", "EUR", "INR"):
        found = recognise((f"Amount spent ({code})", "Impressions", "Day"))
        assert found is not None
        assert found.columns[f"Amount spent ({code})"] == "amount_spent"
    assert known_as("Amount spent (pounds)", "Impressions", "Day") == ""


def test_the_time_zone_in_a_header_may_be_any() -> None:
    found = recognise(("Conversation ID", "Conversation started at (America/New_York)", "Last teammate rating"))
    assert found is not None
    assert found.columns["Conversation started at (America/New_York)"] == "started_at"


@pytest.mark.parametrize(
    "question",
    [
        "How likely are you to recommend us to a friend or colleague?",
        "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?",
        "Quelle est la probabilité que vous nous recommandiez ?",
    ],
)
def test_the_question_of_the_net_promoter_score_is_known_as_it_is_asked(question: str) -> None:
    found = recognise(("#", question, "Submit Date (UTC)", "Network ID"))
    assert found is not None
    assert found.columns[question] == "recommend"


def test_case_spaces_dashes_and_quotes_do_not_matter() -> None:
    plain = ("Taux d'engagement", "Groupe de canaux par défaut de la session", "Sessions")
    typed = ("TAUX  D’ENGAGEMENT ", "groupe de canaux par défaut de la session", "\ufeffSessions")
    assert known_as(*plain) == known_as(*typed) == "ga4_channels"


def test_own_columns_take_some_confidence_and_not_the_recognition() -> None:
    plain = recognise(GOOGLE_ADS)
    own = recognise([*GOOGLE_ADS, *(f"custom {number}" for number in range(200))])
    assert plain is not None
    assert own is not None
    assert LEAST_CONFIDENCE <= own.confidence < plain.confidence
    assert "and 194 more" in own.why[-1]


def test_more_headers_of_the_system_make_it_surer() -> None:
    few, more = recognise(GOOGLE_ADS), recognise([*GOOGLE_ADS, "Avg. CPC", "Conv. value", "Search impr. share"])
    assert few is not None
    assert more is not None
    assert 0.85 < few.confidence < more.confidence < 1


def test_what_speaks_for_it_is_said_and_what_is_missing() -> None:
    found = recognise([*GOOGLE_ADS, "our budget code"])
    assert found is not None
    assert found.title == "Google Ads, campaign report"
    assert found.why == (
        "Impr., Clicks, Cost: together they mark the campaign report of Google Ads",
        "5 of 6 columns are known from this export",
        "not known from it: our budget code",
    )
    assert {"Conversions", "Conv. value"} <= set(found.missing)


def test_headers_that_name_a_person_without_sounding_so_are_named() -> None:
    found = recognise(("Date", "Order #", "Customer", "Customer type", "Items sold", "N. Revenue"))
    assert found is not None
    assert found.personal == {"Customer"}


def test_a_doubled_header_is_counted_once() -> None:
    found = recognise(["Impr.", *GOOGLE_ADS])
    assert found is not None
    assert list(found.columns.values()).count("impr") == 1


def test_ten_thousand_columns_are_looked_at_too() -> None:
    assert known_as(*GOOGLE_ADS, *(f"column {number}" for number in range(10_000))) == "google_ads"
