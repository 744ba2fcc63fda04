"""When a digest is due: by hand around month ends and the days on which clocks change, and as laws."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bsc.model.subscription import Rhythm, Subscription


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def digest(**given_: object) -> Subscription:
    return Subscription.model_validate({"id": "a1", "name": "Board", "to": ["board"], **given_})


def test_a_weekly_one_is_due_on_its_day_at_its_hour_where_it_is_read() -> None:
    weekly = digest(rhythm="weekly", day=0, hour=8, zone="Europe/Berlin")
    assert weekly.next_due(at("2026-11-22 12:00")) == at("2026-11-23 07:00")  # Monday 08:00 CET
    assert weekly.last_due(at("2026-11-22 12:00")) == at("2026-11-16 07:00")
    assert weekly.next_due(at("2026-07-01 00:00")) == at("2026-07-06 06:00")  # CEST
    assert weekly.said() == "every Monday at 08:00 (Europe/Berlin)"


def test_a_monthly_one_on_the_31st_is_due_on_the_last_day_of_shorter_months() -> None:
    monthly = digest(rhythm="monthly", day=31, hour=23)
    assert monthly.next_due(at("2028-02-01 00:00")) == at("2028-02-29 23:00")
    assert monthly.next_due(at("2028-02-29 23:00")) == at("2028-03-31 23:00")
    assert monthly.last_due(at("2027-03-01 00:00")) == at("2027-02-28 23:00")


def test_an_hour_that_the_clocks_skip_is_the_one_after_and_one_that_comes_twice_is_due_once() -> None:
    daily = digest(rhythm="daily", hour=2, zone="Europe/Berlin")
    assert daily.next_due(at("2026-03-28 12:00")) == at("2026-03-29 01:00")  # 02:00 is 03:00 CEST
    first = daily.next_due(at("2026-10-24 12:00"))
    assert first == at("2026-10-25 00:00")  # 02:00 CEST
    assert daily.next_due(first) == at("2026-10-26 01:00")


def test_far_east_and_far_west_the_day_is_that_of_the_reader() -> None:
    assert digest(rhythm="weekly", day=0, hour=8, zone="Pacific/Kiritimati").next_due(at("2026-11-22 12:00")) == at(
        "2026-11-22 18:00"
    )
    assert digest(rhythm="weekly", day=6, hour=20, zone="Pacific/Pago_Pago").next_due(at("2026-11-23 06:00")) == at(
        "2026-11-23 07:00"
    )


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"rhythm": "weekly", "day": 7}, "a weekly digest has no day 7 – choose 0 to 6"),
        ({"rhythm": "monthly", "day": 0}, "a monthly digest has no day 0 – choose 1 to 31"),
        ({"zone": "Mars/Olympus"}, 'there is no time zone "Mars/Olympus"'),
        ({"name": "two\r\nlines"}, "name"),
        ({"to": []}, "to"),
    ],
)
def test_what_does_not_fit_is_said(given_: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        digest(**given_)


@given(
    st.datetimes(at("2020-01-01 00:00"), at("2035-01-01 00:00")),
    st.sampled_from(Rhythm),
    st.integers(1, 6),
    st.integers(0, 23),
    st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati", "Australia/Lord_Howe"]),
)
def test_now_lies_between_the_last_and_the_next_and_nothing_is_due_between_them(
    now: datetime, rhythm: Rhythm, day: int, hour: int, zone: str
) -> None:
    subscription = digest(rhythm=rhythm, day=day, hour=hour, zone=zone)
    last, following = subscription.last_due(now), subscription.next_due(now)
    assert last <= now < following
    assert subscription.next_due(last) == following
    assert subscription.last_due(following - timedelta(microseconds=1)) == last


def test_who_is_named_twice_gets_it_once() -> None:
    assert digest(to=["board", "Zoe@Example.org", "Board", "zoe@example.org"]).to == ("board", "Zoe@Example.org")
