"""When somebody is told: at once or gathered, never in quiet hours, whatever the clocks do."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bsc.model.notification import EventKind, Gathering, Notification, renamed_key


def made(**wanted: Any) -> Notification:  # noqa: ANN401 -- any field
    return Notification.model_validate({"id": "n", "name": "Web team", "to": ["team"], **wanted})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


NIGHT = {"quiet_from": "22:00", "quiet_until": "07:00", "zone": "Europe/Berlin"}


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-18 20:59", "2026-11-18 20:59"),  # 21:59 there: told at once
        ("2026-11-18 21:00", "2026-11-19 06:00"),  # 22:00 there: told at 07:00
        ("2026-11-19 05:59", "2026-11-19 06:00"),
        ("2026-11-19 06:00", "2026-11-19 06:00"),
        ("2026-07-01 20:00", "2026-07-02 05:00"),  # in summer the same hours are an hour earlier in UTC
    ],
)
def test_quiet_hours_go_over_midnight_by_the_clocks_of_the_zone(moment: str, opens: str) -> None:
    assert made(**NIGHT).open_from(at(moment)) == at(opens)


def test_the_night_in_which_the_clocks_go_forward_is_quiet_for_an_hour_less() -> None:
    opens = made(**NIGHT).open_from(at("2026-03-28 21:00"))
    assert opens == at("2026-03-29 05:00")  # 07:00 summer time: 8 hours after 22:00
    assert opens - at("2026-03-28 21:00") == timedelta(hours=8)


def test_the_night_in_which_the_clocks_go_back_is_quiet_for_an_hour_more() -> None:
    opens = made(**NIGHT).open_from(at("2026-10-24 20:00"))
    assert opens == at("2026-10-25 06:00")
    assert opens - at("2026-10-24 20:00") == timedelta(hours=10)


def test_quiet_hours_that_end_when_the_clocks_skip_end_after_the_skip() -> None:
    wanted = made(quiet_from="22:00", quiet_until="02:30", zone="Europe/Berlin")
    assert not wanted.is_quiet(at("2026-03-29 01:00"))  # 03:00: 02:30 never came
    assert wanted.is_quiet(at("2026-03-29 00:59"))


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-10-25 00:20", "2026-10-25 00:30"),  # 02:20 in summer time: at 02:30 it is over
        ("2026-10-25 00:40", "2026-10-25 00:40"),
        ("2026-10-25 01:10", "2026-10-25 01:30"),  # 02:10 comes again, and is quiet again
    ],
)
def test_quiet_hours_that_end_in_the_hour_that_comes_twice_end_that_night(moment: str, opens: str) -> None:
    wanted = made(quiet_from="22:00", quiet_until="02:30", zone="Europe/Berlin")
    assert wanted.open_from(at(moment)) == at(opens)


def test_a_daily_hour_that_the_clocks_skip_into_quiet_hours_is_told_after_them() -> None:
    wanted = made(gathering="daily", hour=2, quiet_from="03:00", quiet_until="04:00", zone="Europe/Berlin")
    assert wanted.due(at("2026-03-28 00:00")) == at("2026-03-28 01:00")
    assert wanted.due(at("2026-03-29 00:00")) == at("2026-03-29 02:00")  # 04:00 in summer time
    assert wanted.due(at("2026-03-30 00:00")) == at("2026-03-30 00:00")


def test_quiet_hours_within_a_day_end_the_same_day() -> None:
    wanted = made(quiet_from="12:00", quiet_until="13:30")
    assert wanted.open_from(at("2026-11-18 12:15")) == at("2026-11-18 13:30")
    assert wanted.open_from(at("2026-11-18 13:30")) == at("2026-11-18 13:30")


def test_a_quiet_weekend_ends_at_midnight_or_when_the_night_does() -> None:
    friday_night = at("2026-11-20 21:30")
    assert made(quiet_weekends=True, zone="Europe/Berlin").open_from(at("2026-11-21 10:00")) == at("2026-11-22 23:00")
    assert made(**NIGHT, quiet_weekends=True).open_from(friday_night) == at("2026-11-23 06:00")


def test_gathered_by_the_hour_goes_at_the_next_full_hour_and_by_the_day_at_its_hour() -> None:
    hourly, daily = made(gathering="hourly"), made(gathering="daily", hour=8, zone="Europe/Berlin")
    assert hourly.due(at("2026-11-18 10:20")) == at("2026-11-18 11:00")
    assert hourly.due(at("2026-11-18 11:00")) == at("2026-11-18 11:00")
    assert daily.due(at("2026-11-18 06:59")) == at("2026-11-18 07:00")
    assert daily.due(at("2026-11-18 07:01")) == at("2026-11-19 07:00")


def test_gathered_by_the_day_waits_for_monday_where_weekends_are_quiet() -> None:
    wanted = made(gathering="daily", hour=8, quiet_weekends=True)
    assert wanted.due(at("2026-11-20 09:00")) == at("2026-11-23 08:00")


def test_gathered_by_the_hour_waits_for_the_end_of_the_night() -> None:
    assert made(**NIGHT, gathering="hourly").due(at("2026-11-18 20:30")) == at("2026-11-19 06:00")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"quiet_from": "22:00"}, "write both, or neither"),
        ({"quiet_from": "22:00", "quiet_until": "22:00"}, "leave no hour to send in"),
        ({"gathering": "daily", "hour": 6, **NIGHT}, "when it is to be quiet"),
        ({"kinds": []}, "tells nothing"),
        ({"owner": "Ann\r\nBcc: x@example.org"}, "in one line"),
        ({"name": "Ann\nBcc: x"}, "pattern"),
        ({"zone": "Mars/Base"}, "no time zone"),
        ({"to": []}, "at least 1"),
    ],
)
def test_what_could_never_be_sent_or_told_is_refused(wanted: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        made(**wanted)


def test_it_says_in_words_when_it_is_sent() -> None:
    assert made(**NIGHT, quiet_weekends=True).said() == (
        "at once, not from 22:00 to 07:00, not at weekends (Europe/Berlin)"
    )
    assert made(gathering="daily", hour=7).said() == "gathered, every day at 07:00 (UTC)"
    assert made().said() == "at once"


def test_kinds_stand_in_their_order_once_each() -> None:
    assert made(kinds=["mention", "off track", "mention"]).kinds == (EventKind.OFF_TRACK, EventKind.MENTION)


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1))  # noqa: DTZ001 -- UTC without a zone
TIMES = st.times().map(lambda each: each.replace(second=0, microsecond=0))


@given(
    MOMENTS,
    st.tuples(TIMES, TIMES),
    st.booleans(),
    st.sampled_from(["UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns"]),
    st.sampled_from([Gathering.AT_ONCE, Gathering.HOURLY]),
)
def test_what_is_due_is_never_due_before_it_was_seen_nor_in_quiet_hours(
    seen: datetime,
    night: tuple[time, time],
    weekends: bool,
    zone: str,
    gathering: Gathering,
) -> None:
    begins, ends = night
    quiet = {} if begins == ends else {"quiet_from": begins, "quiet_until": ends}
    wanted = made(**quiet, quiet_weekends=weekends, zone=zone, gathering=gathering)
    due = wanted.due(seen)
    assert due >= seen
    assert not wanted.is_quiet(due)
    assert due - seen <= timedelta(days=4)


@pytest.mark.parametrize(
    ("key", "renamed"),
    [
        ("assigned/kpi/leads/web team", "assigned/kpi/leads/digital team"),
        ("assigned/decision/june/1/web team", "assigned/decision/june/1/digital team"),
        ("assigned/kpi/leads/sales/web team", "assigned/kpi/leads/sales/web team"),  # somebody else
        ("assigned/kpi/web team/ann", "assigned/kpi/web team/ann"),
        ("mention/7/web team", "mention/7/web team"),
        ("", ""),
    ],
)
def test_what_is_given_to_somebody_goes_on_under_their_new_name(key: str, renamed: str) -> None:
    assert renamed_key(key, "Web  Team", "Digital team") == renamed
