"""How people and machines write numbers, durations and days, and what each of them is."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.intake.amounts import number, seconds, whole_number
from bsc.intake.forms import Kind, form
from bsc.intake.moments import DAY_FIRST, MONTH_FIRST, moment, order_of

POINT = [
    ("1,234.56", 1234.56),
    ("1234.56", 1234.56),
    ("1'234.50", 1234.5),
    ("1 234.5", 1234.5),
    ("1\u00a0234", 1234),
    ("1\u202f234", 1234),
    ("1,23,456.5", 123456.5),
    (".5", 0.5),
    ("5.", 5),
    ("1.5e3", 1500),
    ("(1,234.50)", -1234.5),
    ("$(1,234.50)", -1234.5),
    ("5-", -5),
    ("−7", -7),
    ("-$5.25", -5.25),
    ("$ 1,000", 1000),
    ("5.00 EUR", 5),
    ("US$3", 3),
    ("8.14%", 0.0814),
    ("+12 %", 0.12),
]
COMMA = [
    ("1.234,56", 1234.56),
    ("12.345", 12345),
    ("1.234.567", 1234567),
    ("1\u202f234,56 €", 1234.56),
    ("62,5 %", 0.625),
    ("-0,5", -0.5),
    ("3,00", 3),
]


@pytest.mark.parametrize(("text", "value"), POINT)
def test_a_number_with_a_decimal_point(text: str, value: float) -> None:
    assert number(text, ".") == value


@pytest.mark.parametrize(("text", "value"), COMMA)
def test_a_number_with_a_decimal_comma(text: str, value: float) -> None:
    assert number(text, ",") == value


@pytest.mark.parametrize(
    "text", ["", "-", "1.2.3", "1,2,3", "12,34", "--5", "(5", "5)", "1e400", "a5", "5 a", "€5€", "%"]
)
def test_what_is_no_number_with_a_decimal_point(text: str) -> None:
    assert number(text, ".") is None


def test_a_telephone_number_is_no_number() -> None:
    assert form("+4915112345678").kind is Kind.TEXT
    assert form("+12").kind is Kind.INTEGER or form("+12").kind is Kind.NUMBER


def test_a_large_whole_number_is_exact() -> None:
    assert whole_number("9,007,199,254,740,993", ".") == 9_007_199_254_740_993


@given(st.integers(min_value=-(10**14), max_value=10**14), st.integers(min_value=0, max_value=99))
def test_both_conventions_read_back_what_was_written(whole: int, cents: int) -> None:
    english = f"{whole:,}.{cents:02d}"
    german = english.translate(str.maketrans(",.", ".,"))
    expected = float(f"{whole}.{cents:02d}")
    assert number(english, ".") == expected
    assert number(german, ",") == expected


@given(st.decimals(min_value=0, max_value=100, places=3))
def test_a_percentage_is_the_nearest_double_of_its_share(percent: object) -> None:
    assert number(f"{percent}%", ".") == float(f"{percent}e-2")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("00:12:00", 720),
        ("03:25:00", 12300),
        ("100:00:01", 360001),
        ("3m 12s", 192),
        ("1h 02m 03s", 3723),
        ("-00:00:30", -30),
    ],
)
def test_a_duration(text: str, length: float) -> None:
    assert seconds(text) == length


@pytest.mark.parametrize("text", ["00:75:00", "12:30", "5m", "12"])
def test_what_is_no_duration(text: str) -> None:
    assert seconds(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-31",
        "2026/08/31",
        "2026-8-31",
        "31.08.2026",
        "31.8.26",
        "31/08/2026",
        "31-08-2026",
        "1. August 2026".replace("1.", "31."),
        "31 août 2026",
        "Aug 31, 2026",
        "August 31, 2026",
        "31-Aug-2026",
        "Mon, Aug 31, 2026",
        "Montag, 31. August 2026",
    ],
)
def test_a_day(text: str) -> None:
    found = moment(text, DAY_FIRST)
    assert found is not None
    assert found.date() == date(2026, 8, 31)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-08-01 11:01:50 -0400", datetime(2026, 8, 1, 15, 1, 50, tzinfo=UTC)),
        ("2026-08-01T11:01:50.25Z", datetime(2026, 8, 1, 11, 1, 50, 250_000, tzinfo=UTC)),
        ("2026-08-01T00:30:00+02:00", datetime(2026, 7, 31, 22, 30, tzinfo=UTC)),
        ("2026-08-01 09:05", datetime(2026, 8, 1, 9, 5, tzinfo=UTC)),
        ("Aug 04, 2026 09:30 am", datetime(2026, 8, 4, 9, 30, tzinfo=UTC)),
        ("Tue, Aug 4, 2026 9:30 pm", datetime(2026, 8, 4, 21, 30, tzinfo=UTC)),
        ("08/01/2026 12:00:11 AM", datetime(2026, 8, 1, 0, 0, 11, tzinfo=UTC)),
        ("08/01/2026 12:00:11 PM", datetime(2026, 8, 1, 12, 0, 11, tzinfo=UTC)),
        ("8/30/26 17:40", datetime(2026, 8, 30, 17, 40, tzinfo=UTC)),
        ("2026-08", datetime(2026, 8, 1, tzinfo=UTC)),
        ("2026-W33", datetime(2026, 8, 10, tzinfo=UTC)),
    ],
)
def test_a_moment_is_naive_utc(text: str, expected: datetime) -> None:
    assert moment(text, MONTH_FIRST) == expected.replace(tzinfo=None)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "31/12/2026 25:00", "13/13/2026", "2026-W60", "1.2", "12:30", "maybe", "2026-08-01 13:00 pm"]
)
def test_what_is_no_day(text: str) -> None:
    assert moment(text, DAY_FIRST) is None


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("25/04/2026", DAY_FIRST),
        ("04/25/2026", MONTH_FIRST),
        ("03/04/2026", None),
        ("2026-04-25", None),
        ("25/26/2026", None),
    ],
)
def test_only_a_number_above_twelve_proves_the_order(text: str, order: str | None) -> None:
    assert order_of(text) == order


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001 - naive by contract
def test_a_moment_with_any_offset_is_the_same_moment(utc: datetime, minutes: int) -> None:
    local = utc.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=minutes)))
    assert moment(local.strftime("%Y-%m-%d %H:%M:%S.%f %z")) == utc
    assert moment(local.isoformat()) == utc
