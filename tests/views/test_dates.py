from datetime import date, datetime

import pytest

from bsc.views.dates import days, moment


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 8, 1), date(2026, 8, 31), "1 – 31 Aug 2026"),
        (date(2026, 7, 1), date(2026, 8, 31), "1 Jul – 31 Aug 2026"),
        (date(2024, 3, 1), date(2026, 11, 18), "1 Mar 2024 – 18 Nov 2026"),
        (date(2025, 8, 1), date(2026, 8, 31), "1 Aug 2025 – 31 Aug 2026"),
        (date(2026, 8, 1), date(2026, 8, 1), "1 Aug 2026"),
    ],
)
def test_a_period_is_written_as_short_as_it_can_be(first: date, last: date, said: str) -> None:
    assert days((first, last)) == said


def test_a_moment_is_written_to_the_minute() -> None:
    assert moment(datetime(2026, 3, 1, 4, 5, 59)) == "1 Mar 2026, 04:05"  # noqa: DTZ001 -- moments are kept naive, in UTC
