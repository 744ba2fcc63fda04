"""The sample's files: the same bytes every time, in the shapes that systems write, and importable as they are."""

import csv
import io
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bsc import templates
from bsc.intake import Hints, inspect
from sample_data import make
from sample_data.company import files
from tests.sample_data.conftest import scorecard_of

EXPORTS = templates.sample_exports()
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make.write(folder)
    return folder


def _text(file: str) -> str:
    content = (EXPORTS / file).read_bytes()
    encoding = (
        "utf-16" if content.startswith(b"\xff\xfe") else "cp1252" if file == "editorial_plan.csv" else "utf-8-sig"
    )
    return content.decode(encoding)


def _rows(file: str, *, skip: int = 0, delimiter: str = ",") -> list[dict[str, str]]:
    lines = _text(file).splitlines()[skip:]
    return list(csv.DictReader(lines, delimiter=delimiter))


def test_the_script_writes_the_committed_files_byte_for_byte(made: Path) -> None:
    committed = {path.name: path.read_bytes() for path in EXPORTS.iterdir()}
    assert {path.name for path in made.iterdir()} == set(committed)
    assert [path.name for path in made.iterdir() if path.read_bytes() != committed[path.name]] == []


def test_the_sample_stays_small_enough_to_be_committed() -> None:
    assert sum(path.stat().st_size for path in EXPORTS.iterdir()) < 6 * MEGABYTE
    assert sum(_text(path.name).count("\n") for path in EXPORTS.iterdir()) < 60_000


def test_the_manifest_names_every_file_and_the_samples_today() -> None:
    manifest = json.loads((EXPORTS / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["exports"]) == {path.name for path in EXPORTS.iterdir()} - {"manifest.json"}
    assert date.fromisoformat(manifest["as_of"]) == templates.AS_OF
    assert {path.name: dataset for path, dataset in templates.sample_files().items()} == manifest["exports"]


@pytest.mark.parametrize("path", templates.sample_files(), ids=lambda path: path.name)
@pytest.mark.parametrize("told", [True, False], ids=["for its dataset", "on its own"])
def test_every_file_is_read_without_a_question_or_a_reject(path: Path, *, told: bool, tmp_path: Path) -> None:
    scorecard = scorecard_of("full_journey")
    dataset = next(each for each in scorecard.datasets if each.id == templates.sample_files()[path])
    hints = Hints(column_types=dataset.columns, time=dataset.time, key=dataset.key) if told else Hints()
    inspection = inspect(path, hints=hints, spool=tmp_path)
    (table,) = inspection.tables
    assert inspection.questions == ()
    assert table.rejects == ()
    assert table.period is not None
    assert table.period[1] < templates.AS_OF


@pytest.mark.parametrize(
    ("file", "kept", "set_apart"),
    [
        ("ga4_traffic_daily.csv", 993 * 7, 1),  # 993 days × 7 channels, and a grand total
        ("google_ads_campaigns.csv", 993 * 4, 1),  # four campaigns, and the account's total
        ("meta_ads_daily.csv", 901 * 3, 901),  # from 1 June 2024 on: three campaigns and the account's total a day
        ("finance_costs.csv", 849, 1),
    ],
)
def test_totals_are_set_apart_and_nothing_else(file: str, kept: int, set_apart: int, tmp_path: Path) -> None:
    (table,) = inspect(EXPORTS / file, spool=tmp_path).tables
    assert (table.rows, len(table.dropped)) == (kept, set_apart)


def test_the_grand_total_of_the_web_analytics_is_the_sum_of_its_days() -> None:
    rows = _rows("ga4_traffic_daily.csv", skip=9)
    grand = rows.pop()
    assert grand["Date"] == "Grand total"
    for column in ("Sessions", "Engaged sessions", "New users", "Form starts", "Form submits"):
        assert int(grand[column]) == sum(int(row[column]) for row in rows)


def test_a_form_is_never_sent_without_being_begun() -> None:
    rows = _rows("ga4_traffic_daily.csv", skip=9)[:-1]
    assert all(int(row["Form submits"]) <= int(row["Form starts"]) for row in rows)
    assert all(int(row["Engaged sessions"]) <= int(row["Sessions"]) for row in rows)


def test_the_forms_that_were_sent_are_the_inquiries_of_the_crm() -> None:
    sent = sum(int(row["Form submits"]) for row in _rows("ga4_traffic_daily.csv", skip=9)[:-1])
    assert sent == sum(bool(row["Inquiry Date"]) for row in _rows("hubspot_contacts.csv"))


def test_every_customer_after_the_pilot_is_a_deal_won() -> None:
    won = sum(row["Deal Stage"] == "Closed Won" for row in _rows("hubspot_deals.csv"))
    assert won == sum(row["Signed Up At"] != "-" for row in _rows("onboarding_customers.csv"))


def test_recurring_revenue_goes_on_where_the_month_before_ended() -> None:
    ends: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    for row in _rows("mrr_movements.csv"):
        month = row["Period end"][:7]
        ends[month] += int(row["Customers at end"])
        starts[month] += int(row["Customers at start"])
    months = sorted(ends)
    assert len(months) == 33
    assert [ends[month] for month in months[:-1]] == [starts[month] for month in months[1:]]


def test_payouts_take_out_what_came_in_and_are_no_revenue() -> None:
    rows = _rows("stripe_balance.csv")
    payouts = [row for row in rows if row["reporting_category"] == "payout"]
    assert payouts
    assert all(float(row["gross"]) < 0 and not row["customer_id"] for row in payouts)


def test_the_social_media_export_has_a_gap_of_one_month() -> None:
    months = {row["Week starting"][:7] for row in _rows("social_posts_weekly.csv")}
    assert "2025-08" not in months
    assert {"2025-07", "2025-09"} <= months


def test_the_reviews_end_weeks_before_the_other_files() -> None:
    assert max(row["Review date"] for row in _rows("review_sites.csv")) == "2026-09-22"


def test_addresses_lie_in_a_domain_that_is_reserved_for_examples() -> None:
    for path in EXPORTS.iterdir():
        found = re.findall(r"[\w.+-]+@([\w.-]+)", _text(path.name))
        assert set(found) <= {"example.test"}, path.name


def test_keys_are_unique_where_the_datasets_say_so() -> None:
    for file, key in (
        ("hubspot_contacts.csv", "Record ID"),
        ("hubspot_deals.csv", "Record ID"),
        ("onboarding_customers.csv", "Customer ID"),
        ("zendesk_tickets.csv", "Id"),
        ("stripe_balance.csv", "balance_transaction_id"),
        ("referral_program.csv", "Referral ID"),
        ("experiment_log.csv", "Experiment"),
    ):
        keys = [row[key] for row in _rows(file)]
        assert len(set(keys)) == len(keys), file


def test_a_german_file_writes_points_between_thousands_and_a_decimal_comma() -> None:
    german = files.Dialect(decimal_comma=True, thousands=".")
    assert [german.text(1234.5), german.text(12345), german.text(None)] == ["1.234,50", "12.345", ""]


def test_a_field_that_holds_the_delimiter_is_quoted() -> None:
    made = files.export("x.csv", "x", [{"a": "one, two", "b": 1.5}], dialect=files.Dialect(decimal_comma=True))
    assert made.content.decode() == 'a,b\n"one, two","1,50"\n'
    assert next(csv.reader(io.StringIO(made.content.decode().splitlines()[1]))) == ["one, two", "1,50"]
