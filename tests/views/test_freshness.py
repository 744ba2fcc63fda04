"""How often a dataset is expected, how late it is, and which days are missing."""

from datetime import date, datetime, timedelta

import pytest

from bsc.model.periods import Calendar, Grain
from bsc.model.shape import DatasetShape
from bsc.store import ImportLine
from bsc.views.freshness import Covered, DatasetLine, Freshness, Pace, dataset_lines
from bsc.views.rhythm import Rhythm, learnt
from bsc.views.strip import Cover, gaps_sentence, sentence, strip
from tests.views.test_data import scorecard

CALENDAR = Calendar()
MONDAY = date(2026, 6, 1)
TODAY = date(2026, 8, 14)  # a Friday
ADS = {"id": "ads", "time": "day"}


def daily(first: date, last: date, *, without: tuple[date, ...] = ()) -> dict[date, int]:
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return {day: 10 for day in days if day not in without}


def weekdays_only(first: date, last: date) -> dict[date, int]:
    return {day: rows for day, rows in daily(first, last).items() if day.weekday() < 5}


def monthly(*months: int) -> dict[date, int]:
    return {date(2026, month, 1): 1 for month in months}


def imported(number: int, at: datetime, last_day: date) -> ImportLine:
    return ImportLine(
        id=number,
        dataset="ads",
        file=f"{number}.csv",
        sha256="",
        at=at,
        who="Ann",
        period=(last_day, last_day),
        rows=1,
        replaced=0,
        dropped=0,
        rejects=0,
        undone_at=None,
    )


def line(
    covered: Covered, *imports: ImportLine, frequency: str = "day", today: date = TODAY, last_day: date | None = None
) -> DatasetLine:
    shape = DatasetShape("ads", (), len(covered), min(covered), last_day or max(covered))
    found = dataset_lines(scorecard(ADS, kpi_frequency=frequency), {"ads": shape}, imports, today, {"ads": covered})
    return found[0]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (daily(MONDAY, date(2026, 6, 30)), "every day"),
        (daily(MONDAY, date(2026, 6, 4)), "every day"),  # four days say nothing about weekends
        (weekdays_only(MONDAY, date(2026, 6, 30)), "Mon – Fri"),
        ({MONDAY + timedelta(weeks=number): 1 for number in range(5)}, "every week"),
        (monthly(1, 2, 3, 5, 6), "every month"),  # one month is missing
        ({date(2025, 1, 1): 1, date(2025, 4, 1): 1, date(2025, 7, 1): 1, date(2025, 10, 1): 1}, "every quarter"),
        ({date(2022, 6, 30): 1, date(2023, 6, 30): 1, date(2024, 6, 30): 1}, "every year"),
        ({MONDAY: 1, MONDAY + timedelta(days=1): 1}, "no fixed rhythm"),  # two days are none yet
        ({MONDAY + timedelta(days=number): 1 for number in (0, 1, 5, 6, 13, 22, 23, 37)}, "no fixed rhythm"),
    ],
)
def test_the_rhythm_is_learnt_from_the_days_that_have_rows(days: Covered, words: str) -> None:
    assert str(learnt(days, CALENDAR)) == words


def test_a_dataset_that_was_monthly_and_is_daily_now_is_daily() -> None:
    assert learnt(monthly(1, 2, 3, 4, 5) | daily(MONDAY, date(2026, 12, 31)), CALENDAR).grain is Grain.DAY


def test_days_that_are_missing_in_between_are_gaps() -> None:
    lacking = tuple(date(2026, 6, day) for day in (10, 11, 12, 20))
    found = line(daily(MONDAY, date(2026, 8, 13), without=lacking))
    assert found.gaps == ((date(2026, 6, 10), date(2026, 6, 12)), (date(2026, 6, 20), date(2026, 6, 20)))
    assert gaps_sentence(found) == "missing 20 Jun 2026, 10 – 12 Jun 2026"


def test_a_weekend_is_no_gap_where_rows_come_on_weekdays_and_does_not_part_one() -> None:
    covered = weekdays_only(MONDAY, date(2026, 8, 13))
    assert line(covered).gaps == ()
    without = {day: rows for day, rows in covered.items() if day not in {date(2026, 6, 12), date(2026, 6, 15)}}
    assert line(without).gaps == ((date(2026, 6, 12), date(2026, 6, 15)),)  # Friday and the Monday after it


def test_a_missing_month_of_monthly_rows_is_a_gap_of_that_month() -> None:
    found = line(monthly(1, 2, 3, 5, 6, 7), frequency="month")
    assert found.gaps == ((date(2026, 4, 1), date(2026, 4, 30)),)


def test_rows_that_come_when_something_happens_have_no_gaps() -> None:
    found = line({MONDAY + timedelta(days=number): 1 for number in (0, 1, 5, 6, 13, 22, 23, 37)})
    assert found.gaps == ()


def test_single_holes_by_chance_are_no_rhythm_and_a_lost_fortnight_is() -> None:
    chance = {day: 1 for number, day in enumerate(daily(MONDAY, date(2026, 8, 13))) if number * 7919 % 10 < 8}
    assert str(learnt(chance, CALENDAR)) == "no fixed rhythm"
    lost = tuple(daily(date(2026, 6, 15), date(2026, 6, 28)))
    assert str(learnt(daily(MONDAY, date(2026, 8, 13), without=lost), CALENDAR)) == "every day"


def test_orders_are_events_and_a_day_without_any_is_no_gap() -> None:
    orders = {"id": "ads", "time": "day", "key": ["order_id"]}
    covered = daily(MONDAY, date(2026, 8, 13), without=(date(2026, 6, 10),))
    shape = DatasetShape("ads", (), 9, MONDAY, date(2026, 8, 13))
    assert dataset_lines(scorecard(orders), {"ads": shape}, [], TODAY, {"ads": covered})[0].gaps == ()
    by_campaign = {**orders, "key": ["Day", "campaign"]}
    assert len(dataset_lines(scorecard(by_campaign), {"ads": shape}, [], TODAY, {"ads": covered})[0].gaps) == 1


def test_the_row_of_a_month_that_still_ran_at_its_import_does_not_speak_for_all_of_it() -> None:
    on_the_20th = imported(1, datetime(2026, 7, 20, 9), date(2026, 7, 1))  # noqa: DTZ001
    assert line(monthly(3, 4, 5, 6, 7), on_the_20th, frequency="month").late == 12  # 20 – 31 July


def test_daily_rows_are_late_by_every_day_up_to_yesterday() -> None:
    found = line(daily(MONDAY, date(2026, 8, 10)))
    assert (found.freshness, found.late, found.word) == (Freshness.LATE, 3, "3 days late")
    assert found.next_step == "Upload its next export: 3 days up to now are missing; 1 KPI waits for it."


def test_on_a_monday_the_rows_of_friday_are_up_to_date_where_none_come_on_weekends() -> None:
    friday, monday, tuesday = date(2026, 8, 7), date(2026, 8, 10), date(2026, 8, 11)
    covered = weekdays_only(MONDAY, friday)
    assert line(covered, today=monday).late == 0
    assert line(covered, today=tuesday).late == 1


def test_a_monthly_row_speaks_for_its_whole_month() -> None:
    assert line(monthly(3, 4, 5, 6, 7), frequency="month").late == 0
    assert line(monthly(2, 3, 4, 5, 6), frequency="month").late == 31  # July


def test_monthly_rows_are_not_expected_every_day_because_a_kpi_is_judged_daily() -> None:
    found = line(monthly(3, 4, 5, 6, 7), frequency="day")
    assert found.pace
    assert found.pace.grain is Grain.MONTH
    assert found.late == 0


def test_files_that_came_every_day_are_expected_every_day_though_the_kpis_are_judged_monthly() -> None:
    nightly = [
        imported(day, datetime(2026, 8, day, 3), date(2026, 8, day - 1))  # noqa: DTZ001 -- the store keeps UTC so
        for day in range(5, 12)
    ]
    found = line(daily(MONDAY, date(2026, 8, 10)), *nightly, frequency="month")
    assert found.pace == Pace(Grain.DAY, "as its files came so far")
    assert str(found.pace) == "expected every day"
    assert found.late == 3


def test_a_backlog_that_came_on_one_day_says_nothing_about_how_often_files_come() -> None:
    at_once = [imported(day, datetime(2026, 8, 11, 9), date(2026, 8, day)) for day in range(1, 11)]  # noqa: DTZ001
    found = line(daily(MONDAY, date(2026, 8, 10)), *at_once, frequency="month")
    assert found.pace == Pace(Grain.MONTH, "as its KPIs are judged")
    assert (found.late, found.due) == (0, date(2026, 9, 1))


def test_the_latest_dataset_comes_first_among_those_that_are_late() -> None:
    defined = scorecard({"id": "ads", "time": "day"}, {"id": "mail", "time": "day"})
    shapes = {
        name: DatasetShape(name, (), 1, MONDAY, last) for name, last in (("ads", date(2026, 7, 29)), ("mail", MONDAY))
    }
    assert [each.id for each in dataset_lines(defined, shapes, [], TODAY)] == ["mail", "ads"]


def test_the_strip_shows_every_day_with_its_rows_its_gaps_and_what_is_late() -> None:
    covered = daily(MONDAY, date(2026, 8, 11), without=(date(2026, 6, 10),)) | {date(2026, 6, 2): 5}
    found = strip(line(covered), covered, Grain.DAY, TODAY, CALENDAR)
    by_day = {bar.label: bar for bar in found.bars}
    assert len(found.bars) == 91
    assert (found.first, found.last) == ("16 May 2026", "14 Aug 2026")
    assert by_day["31 May 2026"].cover is Cover.OUTSIDE
    assert by_day["2 Jun 2026"].said == "2 Jun 2026: 5 rows"
    assert by_day["2 Jun 2026"].height == 0.5
    assert by_day["10 Jun 2026"].said == "10 Jun 2026: missing"
    assert [by_day[f"{day} Aug 2026"].cover for day in (12, 13, 14)] == [Cover.MISSING, Cover.MISSING, Cover.QUIET]
    assert found.sentence == "Ads covers 1 Jun – 11 Aug 2026, 2 days late; missing 10 Jun 2026"


def test_a_week_that_lacks_a_day_is_partly_covered() -> None:
    covered = daily(MONDAY, date(2026, 8, 13), without=(date(2026, 6, 10),))
    bars = {bar.label: bar for bar in strip(line(covered), covered, Grain.WEEK, TODAY, CALENDAR).bars}
    assert bars["Week 24, 2026"].said == "Week 24, 2026: 60 rows, days are missing"
    assert bars["Week 25, 2026"].said == "Week 25, 2026: 70 rows"


def test_the_days_of_a_weekend_inside_a_gap_are_not_missing_themselves() -> None:
    covered = weekdays_only(MONDAY, date(2026, 8, 13))
    without = {day: rows for day, rows in covered.items() if day not in {date(2026, 6, 12), date(2026, 6, 15)}}
    bars = {bar.label: bar for bar in strip(line(without), without, Grain.DAY, TODAY, CALENDAR).bars}
    assert [bars[f"{day} Jun 2026"].cover for day in (12, 13, 14, 15)] == [
        Cover.MISSING, Cover.QUIET, Cover.QUIET, Cover.MISSING,
    ]  # fmt: skip


def test_the_strip_of_monthly_rows_has_a_bar_for_each_month_however_fine_it_is_asked_for() -> None:
    covered = monthly(1, 2, 3, 5, 6, 7)
    bars = strip(line(covered, frequency="month"), covered, Grain.DAY, TODAY, CALENDAR).bars
    assert len(bars) == 36
    assert [bar.cover for bar in bars[-5:]] == [Cover.MISSING, Cover.ROWS, Cover.ROWS, Cover.ROWS, Cover.QUIET]


def test_a_dataset_without_days_says_so() -> None:
    nothing = dataset_lines(scorecard(ADS), {}, [], TODAY)[0]
    assert sentence(nothing) == "Ads covers no days"
    assert nothing.rhythm == Rhythm()
