"""Days, durations, headers and layouts in every shape that exports give them; what is open is asked, never guessed."""

from datetime import date, datetime

import pytest

from bsc.intake import Hints
from bsc.intake.amounts import HOURS_MINUTES, MINUTES_SECONDS, seconds
from bsc.intake.moments import moment
from bsc.intake.stated import facts, in_name, in_preamble
from bsc.model.words import ColumnType
from tests.intake.conftest import See

LONG = {"pivot": "one row per date"}
AUGUST = (date(2026, 8, 1), date(2026, 8, 31))


# Days that are written as such


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026 Q1", date(2026, 1, 1)),
        ("Q3 2026", date(2026, 7, 1)),
        ("2026-Q4", date(2026, 10, 1)),
        ("3. Quartal 2026", date(2026, 7, 1)),
        ("3e trimestre 2026", date(2026, 7, 1)),
        ("T2 2026", date(2026, 4, 1)),
        ("2026-W33", date(2026, 8, 10)),
        ("KW 33 2026", date(2026, 8, 10)),
        ("W33/2026", date(2026, 8, 10)),
        ("2026-W33-3", date(2026, 8, 12)),
        ("2026-W01", date(2025, 12, 29)),
        ("08/2026", date(2026, 8, 1)),
        ("Aug-2026", date(2026, 8, 1)),
        ("août 2026", date(2026, 8, 1)),
        ("agosto de 2026", date(2026, 8, 1)),
        ("2026 August", date(2026, 8, 1)),
        ("1 de agosto de 2026", date(2026, 8, 1)),
        ("1er août 2026", date(2026, 8, 1)),
        ("31-Aug-26", date(2026, 8, 31)),
        ("31.8.26", date(2026, 8, 31)),
        ("31.8.85", date(1985, 8, 31)),
    ],
)
def test_a_day_a_week_a_month_or_a_quarter_is_its_first_day(text: str, day: date) -> None:
    found = moment(text)
    assert found is not None
    assert found.date() == day


@pytest.mark.parametrize("text", ["Q5 2026", "2026 Q0", "KW 54 2026", "2026-W60", "13/2026", "T12026", "Jan-26"])
def test_what_names_no_quarter_week_or_month(text: str) -> None:
    assert moment(text) is None


@pytest.mark.parametrize(
    ("header", "cell", "period"),
    [
        ("Quarter", "2026 Q1", (date(2026, 1, 1), date(2026, 3, 31))),
        ("Quartal", "Q4 2026", (date(2026, 10, 1), date(2026, 12, 31))),
        ("Woche", "KW 33 2026", (date(2026, 8, 10), date(2026, 8, 16))),
        ("Monat", "August 2026", AUGUST),
        ("Month", "02/2026", (date(2026, 2, 1), date(2026, 2, 28))),
        ("Year month", "202608", AUGUST),
        ("ISO week of ISO year", "202633", (date(2026, 8, 10), date(2026, 8, 16))),
        ("Year", "2026", (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_a_stretch_of_days_covers_its_last_day(see: See, header: str, cell: str, period: tuple[date, date]) -> None:
    seen = see(f"{header},n\n{cell},5\n")
    assert (seen.asked, seen.table.time, seen.table.period) == ([], header, period)


def test_a_number_of_a_week_beside_its_year_is_no_month(see: See) -> None:
    assert see("KW,n\n08/2026,5\n").type_of("KW") == "text"


def test_years_of_two_digits_are_said(see: See) -> None:
    seen = see("Day,n\n31.08.26,1\n30.08.26,2\n")
    assert seen.values("day") == [date(2026, 8, 31), date(2026, 8, 30)]
    assert seen.table.notes == ('column "Day": years of two digits were read as 1969 to 2068',)


# Days that are written as digits

SERIALS = "Date,n\n46235,1\n46265,2\n"


def test_spreadsheet_days_are_asked_where_nothing_proves_them(see: See) -> None:
    (question,) = see(SERIALS).inspection.questions
    assert question.choices == ("spreadsheet days", "spreadsheet days since 1904", "numbers")
    assert "2026-08-01" in question.ask
    assert "2030-08-02" in question.ask


@pytest.mark.parametrize(
    ("answer", "days"),
    [
        ("spreadsheet days", [date(2026, 8, 1), date(2026, 8, 31)]),
        ("spreadsheet days since 1904", [date(2030, 8, 2), date(2030, 9, 1)]),
        ("numbers", [46235, 46265]),
    ],
)
def test_spreadsheet_days_are_what_was_answered(see: See, answer: str, days: list[object]) -> None:
    assert see(SERIALS, answers={"Date": answer}).values("date") == days


def test_spreadsheet_days_within_the_stated_period_are_days(see: See) -> None:
    seen = see(SERIALS, "clicks 2026-08.csv")
    assert (seen.asked, seen.values("date")) == ([], [date(2026, 8, 1), date(2026, 8, 31)])
    assert seen.table.notes == ('column "Date" was read as days of a spreadsheet',)


def test_spreadsheet_days_under_a_declared_date_are_days(see: See) -> None:
    hints = Hints(column_types={"date": ColumnType.DATE})
    assert see(SERIALS, hints=hints).values("date") == [date(2026, 8, 1), date(2026, 8, 31)]


def test_the_fraction_of_a_spreadsheet_day_is_its_time(see: See) -> None:
    content = "Date,n\n46235.5,1\n46235.25,2\n"
    times = see(content, answers={"Date": "spreadsheet days"}).values("date")
    assert times == [datetime(2026, 8, 1, 12), datetime(2026, 8, 1, 6)]  # noqa: DTZ001 - naive by contract


@pytest.mark.parametrize("header", ["Orders", "Days", "n"])
def test_five_digits_under_another_header_are_numbers(see: See, header: str) -> None:
    assert see(f"day,{header}\n2026-08-01,46235\n").type_of(header) == "integer"


@pytest.mark.parametrize(
    ("header", "cell", "time"),
    [
        ("created_at", "1785542400", datetime(2026, 8, 1)),  # noqa: DTZ001 - naive by contract
        ("timestamp", "1785542400123", datetime(2026, 8, 1, 0, 0, 0, 123_000)),  # noqa: DTZ001
        ("event_timestamp", "1785542400123456", datetime(2026, 8, 1, 0, 0, 0, 123_456)),  # noqa: DTZ001
        ("Date + hour (YYYYMMDDHH)", "2026080114", datetime(2026, 8, 1, 14)),  # noqa: DTZ001
        ("time", "20260801143059", datetime(2026, 8, 1, 14, 30, 59)),  # noqa: DTZ001
    ],
)
def test_a_time_in_digits_under_a_header_of_time(see: See, header: str, cell: str, time: datetime) -> None:
    row = see(f"{header},n\n{cell},1\n").rows[0]
    assert next(iter(row.values())) == time


def test_time_since_1970_is_said(see: See) -> None:
    notes = see("created_at,n\n1785542400,1\n").table.notes
    assert notes == ('column "created_at" was read as seconds since 1970 (UTC)',)


def test_ten_digits_under_another_header_are_numbers(see: See) -> None:
    assert see("day,views\n2026-08-01,1785542400\n").values("views") == [1785542400]


def test_eight_digits_of_which_one_is_no_day_are_numbers(see: See) -> None:
    seen = see("ref,n\n20260801,5\n20260831,6\n20269931,7\n")
    assert seen.values("ref") == [20260801, 20260831, 20269931]


def test_a_year_beside_a_day_stays_a_number(see: See) -> None:
    assert see("Year,Date,n\n2026,2026-08-01,5\n").values("year") == [2026]


def test_a_year_in_a_file_for_a_shorter_period_stays_a_number(see: See) -> None:
    seen = see("Year,n\n2026,5\n", "x-2026-08.csv")
    assert (seen.values("year"), seen.table.period) == ([2026], AUGUST)


# Days in several columns, and days that the period completes


@pytest.mark.parametrize(
    ("content", "stored", "days"),
    [
        ("Year,Month,n\n2026,1,5\n2026,12,6\n", "month", [date(2026, 1, 1), date(2026, 12, 1)]),
        ("Month,Year,n\n08,2026,5\n09,2026,6\n", "month", [date(2026, 8, 1), date(2026, 9, 1)]),
        ("Jahr;Monat;n\n2026;Januar;5\n2026;März;6\n", "monat", [date(2026, 1, 1), date(2026, 3, 1)]),
        ("Year,Quarter,n\n2026,Q1,5\n2026,Q3,6\n", "quarter", [date(2026, 1, 1), date(2026, 7, 1)]),
        ("Year,Quarter,n\n2026,1,5\n2026,3,6\n", "quarter", [date(2026, 1, 1), date(2026, 7, 1)]),
        ("Jahr;KW;n\n2026;33;5\n2026;1;6\n", "kw", [date(2026, 8, 10), date(2025, 12, 29)]),
        ("Year,Month,Day,n\n2026,8,31,5\n2026,2,28,6\n", "day", [date(2026, 8, 31), date(2026, 2, 28)]),
    ],
)
def test_the_parts_of_a_day_in_several_columns_are_one_day(
    see: See, content: str, stored: str, days: list[date]
) -> None:
    seen = see(content)
    assert (seen.asked, seen.values(stored)) == ([], days)
    assert seen.table.column(seen.table.time or "") == seen.table.column(stored)


def test_a_part_that_makes_no_day_is_rejected_with_both_parts(see: See) -> None:
    table = see("Jahr;KW;n\n2026;33;5\n2026;34;6\n2026;99;7\n2026;35;8\n").table
    assert [(r.line, r.column, r.text) for r in table.rejects] == [(4, "KW", "2026-99")]


def test_weeks_are_asked_about_unless_their_header_says_whose_they_are(see: See) -> None:
    content = "Year,Week,n\n2026,33,5\n"
    assert see(content).asked == ["Week"]
    assert see(content, answers={"Week": "ISO weeks"}).values("week") == [date(2026, 8, 10)]
    assert see(content, answers={"Week": "numbers"}).values("week") == [33]


@pytest.mark.parametrize(
    ("content", "name", "days"),
    [
        ("Month,n\nAug,1\nSept.,2\n", "x 2026-Q3.csv", [date(2026, 8, 1), date(2026, 9, 1)]),
        ("Monat;n\nDezember;1\nJanuar;2\n", "x 2025-12-01 to 2026-01-31.csv", [date(2025, 12, 1), date(2026, 1, 1)]),
        ("KW,n\n33,1\n34,2\n", "x 2026-08.csv", [date(2026, 8, 10), date(2026, 8, 17)]),
        ("Nth week,n\n0000,1\n0002,2\n", "x 2026-08.csv", [date(2026, 8, 1), date(2026, 8, 15)]),
        ("Nth month,n\n0000,1\n0002,2\n", "x 2026-Q3.csv", [date(2026, 7, 1), date(2026, 9, 1)]),
        ("N-ter Tag,n\n0000,1\n0002,2\n", "x 2026-08.csv", [date(2026, 8, 1), date(2026, 8, 3)]),
    ],
)
def test_the_stated_period_completes_months_weeks_and_counted_days(
    see: See, content: str, name: str, days: list[date]
) -> None:
    assert [next(iter(row.values())) for row in see(content, name).rows] == days


def test_a_month_that_comes_twice_in_the_period_is_rejected(see: See) -> None:
    seen = see("Month,n\nAug,1\nAug,2\n", "x 2025-01-01 to 2026-12-31.csv", hints=Hints({"month": ColumnType.DATE}))
    assert [reject.reason for reject in seen.table.rejects] == [
        "is not one month of the period from 2025-01-01 to 2026-12-31"
    ] * 2


# Durations and bounds


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("PT3M12S", 192),
        ("P1DT2H", 93600),
        ("1 day, 2:03:04", 93784),
        ("0 days 00:03:12", 192),
        ("2 Std. 5 Min.", 7500),
        ("3 minutes 12 seconds", 192),
        ("3m12s", 192),
        ("0:03:12.5", 192.5),
    ],
)
def test_a_duration_in_words_letters_and_iso(text: str, length: float) -> None:
    assert seconds(text) == length


def test_a_single_unit_and_a_clock_need_their_column_to_say_so() -> None:
    assert (seconds("45s"), seconds("45s", single=True)) == (None, 45)
    assert (seconds("12:30"), seconds("12:30", clock=MINUTES_SECONDS)) == (None, 750)
    assert seconds("12:30", clock=HOURS_MINUTES) == 45_000
    assert seconds("12:75", clock=MINUTES_SECONDS) is None


CLOCKS = "day,Avg. session duration\n2026-08-01,12:30\n2026-08-02,01:10\n"


def test_twelve_thirty_under_a_duration_is_asked(see: See) -> None:
    assert see(CLOCKS).asked == ["Avg. session duration"]
    minutes = see(CLOCKS, answers={"Avg. session duration": "minutes:seconds"}).values("avg_session_duration")
    assert minutes == pytest.approx([750 / 3600, 70 / 3600])
    hours = see(CLOCKS, answers={"Avg. session duration": "hours:minutes"}).values("avg_session_duration")
    assert hours == pytest.approx([12.5, 70 / 60])
    assert see(CLOCKS, answers={"Avg. session duration": "time of day"}).values("avg_session_duration")[0] == "12:30"


@pytest.mark.parametrize(
    ("header", "cells", "values"),
    [
        ("Duration (mm:ss)", ("12:30", "01:10"), [12.5, 70 / 60]),
        ("Talk time (minutes)", ("0:12:30", "01:10"), [12.5, 70 / 60]),
        ("Watch time (seconds)", ("45s", "1m 10s"), [45, 70]),
        ("Dauer (Minuten)", ("PT12M30S", "PT30S"), [12.5, 0.5]),
    ],
)
def test_a_header_or_other_cells_tell_what_a_duration_is(
    see: See, header: str, cells: tuple[str, str], values: list[float]
) -> None:
    seen = see(f"day,{header}\n2026-08-01,{cells[0]}\n2026-08-02,{cells[1]}\n")
    factor = 60 if "mm:ss" in header else 1  # without a unit, a duration is in hours
    column = seen.table.columns[1].stored
    assert seen.asked == []
    assert [value * factor for value in seen.values(column)] == pytest.approx(values)


def test_a_time_of_day_is_no_duration(see: See) -> None:
    assert see("day,opens\n2026-08-01,09:30\n").values("opens") == ["09:30"]
    content = "day,Delivery time\n2026-08-01,09:30:00\n"
    assert see(content).asked == ["Delivery time"]
    assert see(content, answers={"Delivery time": "time of day"}).values("delivery_time") == ["09:30:00"]
    assert see(content, answers={"Delivery time": "duration"}).values("delivery_time") == [9.5]


def test_bounds_are_left_empty_and_counted_in_words(see: See) -> None:
    seen = see("Day,share\n" + "2026-08-01,20%\n" * 20 + "2026-08-02,< 10%\n2026-08-03,> 90%\n")
    assert seen.values("share")[-2:] == [None, None]
    assert seen.table.notes == ('column "share": 2 cells are bounds like "< 10%", not a number: left empty',)
    assert [reject.line for reject in seen.table.rejects] == [22, 23]


# Headers of several rows

MEASURES = "Direct,1,2.5,3,4\nEmail,5,6,7,8\n"
FOLDED = ["Channel", "North – Clicks", "North – Cost", "South – Clicks", "South – Cost"]


@pytest.mark.parametrize(
    "header",
    [
        ",North,,South,\nChannel,Clicks,Cost,Clicks,Cost\n",
        ",North,,South\nChannel,Clicks,Cost,Clicks,Cost\n",
        "Channel,North,,South,\n,Clicks,Cost,Clicks,Cost\n",
        "Channel,North,North,South,South\n,Clicks,Cost,Clicks,Cost\n",
    ],
    ids=["group names above", "without empty cells at the end", "taking turns", "repeated group names"],
)
def test_group_names_above_names_are_one_header(see: See, header: str) -> None:
    seen = see(header + MEASURES, "x-2026-08.csv")
    assert [column.name for column in seen.table.columns][:5] == FOLDED
    assert seen.table.sums == {"North – Clicks": 6, "North – Cost": 8.5, "South – Clicks": 10, "South – Cost": 12}
    assert seen.table.notes == ("lines 1 to 2 were read as one header",)
    assert (seen.asked, seen.inspection.lines.header, seen.inspection.lines.total) == ([], 2, 4)


def test_three_rows_of_a_header_are_one(see: See) -> None:
    header = "Report\n\n,North,,,,South,,,\n,Q1,,Q2,,Q1,,Q2,\nChannel,Clicks,Cost,Clicks,Cost,Clicks,Cost,Clicks,Cost\n"
    table = see(header + "Direct,1,2,3,4,5,6,7,8\n", "x-2026-08.csv").table
    assert table.sums["North Q2 – Cost"] == 4
    assert table.sums["South Q1 – Clicks"] == 5
    assert (table.name, table.rows) == ("Report", 1)


def test_group_names_that_are_not_needed_are_left_out_and_said(see: See) -> None:
    header = ",Acquisition,,Behaviour,\nChannel,Users,Sessions,Bounces,Pages\n"
    table = see(header + MEASURES, "x-2026-08.csv").table
    assert [column.name for column in table.columns][:3] == ["Channel", "Users", "Sessions"]
    assert table.notes == (
        'line 1 groups columns whose names are unique without it: left out (",Acquisition,,Behaviour")',
    )


def test_a_first_row_of_words_under_a_nameless_column_is_a_row(see: See) -> None:
    seen = see("Name,Score,,Note\nAnn,n/a,x,\nBob,5,y,\nCid,7,z,good\n", "x-2026-08.csv")
    assert (seen.table.rows, seen.table.sums) == (3, {"Score": 12})


# Reports of one record, and facts above a table


@pytest.mark.parametrize(
    "content",
    [
        'Report\n"Title:","August"\n"Recipients:","1,110"\n"Opens:","430 (39.2%)"\n',
        "Report\nTitle:;August\nRecipients:;1110\nOpens:;430 (39.2%)\n",
        "Report\nTitle:\tAugust\nRecipients:\t1,110\nOpens:\t430 (39.2%)\n",
        "Report\nTitle:|August\nRecipients:|1,110\nOpens:|430 (39.2%)\n",
        "Report\nTitle: August\nRecipients: 1,110\nOpens: 430 (39.2%)\n",
    ],
    ids=["comma", "semicolon", "tab", "bar", "colon only"],
)
def test_a_report_of_names_and_values_is_one_record(see: See, content: str) -> None:
    seen = see(content, "x-2026-08.csv")
    row = {key: value for key, value in seen.rows[0].items() if key not in ("period_start", "_line")}
    assert row == {"title": "August", "recipients": 1110, "opens": 430, "opens_share": 0.392}
    assert (seen.table.rows, seen.inspection.facts["report"]) == (1, "Report")


def test_a_table_below_a_report_of_one_record_is_a_table(see: See) -> None:
    seen = see(
        '"Title:","August"\n"Recipients:","1,110"\n"Opens:","430"\n"Clicks:","8"\n\n'
        "Clicks by URL\nURL,Total Clicks,Unique Clicks\nhttps://a.example,5,4\nhttps://b.example,3,3\n",
        "x-2026-08.csv",
    )
    record, links = seen.inspection.tables
    assert (record.sums["Recipients"], links.sums) == (1110, {"Total Clicks": 8, "Unique Clicks": 7})


def test_colons_in_the_names_of_a_table_are_no_report(see: See) -> None:
    seen = see("Topic,n\nAd group: x,5\nTheme: y,6\nOffer: z,7\n", "x-2026-08.csv")
    assert (seen.table.rows, seen.table.sums) == (3, {"n": 18})


def test_names_beside_values_of_all_kinds_are_asked_about(see: See) -> None:
    content = "Metric,Value\nTitle,August news\nRecipients,1110\nOpen rate,39.2%\nSent,2026-08-04\nClicks,30\n"
    assert "pairs" in see(content).asked
    seen = see(content, answers={"pairs": "one record"})
    assert (seen.asked, seen.table.period) == ([], (date(2026, 8, 4), date(2026, 8, 4)))
    assert seen.table.sums["Clicks"] == 30


def test_facts_with_a_colon_above_a_table_of_two_columns_are_no_header(see: See) -> None:
    seen = see("Account:,Example Co\nPeriod:,August 2026\nCurrency:,EUR\n\nChannel,Clicks\nDirect,5\nEmail,6\n")
    assert (seen.asked, seen.table.sums, seen.table.period) == ([], {"Clicks": 11}, AUGUST)


@pytest.mark.parametrize(
    "line",
    [
        "Aug 1 – 31, 2026",
        "1er août 2026 - 31 août 2026",
        "Du 1 août 2026 au 31 août 2026",
        "1 - 31 de agosto de 2026",
        "1 de agosto de 2026 - 31 de agosto de 2026",
        "01.08.2026 - 31.08.2026",
        "Zeitraum: 01.08.–31.08.2026",
        "vom 1. bis 31. August 2026",
        "08/01/2026 - 08/31/2026",
        "01-08-2026 to 31-08-2026",
        "Berichtszeitraum: August 2026",
        "Report – August 2026",
        "Saturday, August 1, 2026 - Monday, August 31, 2026",
        "Exported 2026-09-01, range 2026-08-01 - 2026-08-31",
        "Aug 1, 2026 - Aug 31, 2026 compared to Jul 1, 2026 - Jul 31, 2026",
        "Desde: 01.08.2026\nHasta: 31.08.2026",
        "Von: 01.08.2026\nBis: 31.08.2026",
    ],
)
def test_a_period_above_a_table_in_four_languages(see: See, line: str) -> None:
    quoted = "\n".join(f'"{one}"' for one in line.split("\n"))
    seen = see(f"Report\n{quoted}\nChannel,Clicks\nDirect,5\nEmail,6\n")
    assert (seen.asked, seen.table.period, seen.table.sums) == ([], AUGUST, {"Clicks": 11})


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Aug 1 - Sep 30, 2026", (date(2026, 8, 1), date(2026, 9, 30))),
        ("1. Aug. – 30. Sept. 2026", (date(2026, 8, 1), date(2026, 9, 30))),
        ("Dec 15 - Jan 14, 2027", (date(2026, 12, 15), date(2027, 1, 14))),
        ("Jan – Mar 2026", (date(2026, 1, 1), date(2026, 3, 31))),
        ("2026-01 to 2026-03", (date(2026, 1, 1), date(2026, 3, 31))),
        ("3. Quartal 2026", (date(2026, 7, 1), date(2026, 9, 30))),
        ("Période : T3 2026", (date(2026, 7, 1), date(2026, 9, 30))),
        ("KW 33 2026", (date(2026, 8, 10), date(2026, 8, 16))),
        ("2026-07-28 - 31 August 2026", (date(2026, 7, 28), date(2026, 8, 31))),
    ],
)
def test_a_period_in_words(text: str, period: tuple[date, date]) -> None:
    assert in_preamble([text], None) == period


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2026 - 05/04/2026",
        "Created 2026-08-01, modified 2026-08-31",
        "2026-08-31 - 2026-08-01",
        "Stand: August 2026",
        "Generated on Aug 31, 2026",
        "Report created August 2026",
        "Sale August 2026 edition",
        "Last 3 months",
        "Budget 2026",
    ],
)
def test_what_states_no_period_for_certain(text: str) -> None:
    assert in_preamble([text], None) is None


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("Report August 2026.csv", AUGUST),
        ("report_aug_2026 (1).csv", AUGUST),
        ("Aug 1 - Aug 31, 2026.csv", AUGUST),
        ("01.08.2026-31.08.2026.csv", AUGUST),
        ("KW33-2026.csv", (date(2026, 8, 10), date(2026, 8, 16))),
        ("channels-2026-Q3.csv", (date(2026, 7, 1), date(2026, 9, 30))),
        ("Q3 2026 plan.csv", (date(2026, 7, 1), date(2026, 9, 30))),
        ("export 2026.csv", None),
        ("sales_v2_2026-2027.csv", None),
        ("top 2000 songs 2026.csv", None),
    ],
)
def test_a_period_in_the_name_of_a_file(name: str, period: tuple[date, date] | None) -> None:
    assert in_name(name) == period


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        (["Konto: Beispiel GmbH", "Währung: EUR"], {"account": "Beispiel GmbH", "currency": "EUR"}),
        (["Compte : Exemple SA", "Devise : EUR"], {"account": "Exemple SA", "currency": "EUR"}),
        (["Cuenta,Ejemplo SL", "Moneda,EUR"], {"account": "Ejemplo SL", "currency": "EUR"}),
        (["# Reports snapshot", "# Property: Shop"], {"report": "Reports snapshot", "property": "Shop"}),
        (["August 2026", "Sessions by channel"], {"period": "August 2026", "report": "Sessions by channel"}),
        (["Report", "Segment: All users"], {"report": "Report", "Segment": "All users"}),
    ],
)
def test_facts_above_a_table_have_one_name_in_every_language(lines: list[str], known: dict[str, str]) -> None:
    assert facts(lines) == known


@pytest.mark.parametrize(
    "notice",
    ["Showing 1 to 500 of 1,234 entries", "Keine Ergebnisse", "Page 1 of 3", "Filters: country = DE", "500 rows"],
)
def test_a_notice_below_a_table_is_no_data(see: See, notice: str) -> None:
    table = see(f'day,c,n\n2026-08-01,a,1\n"{notice}"\n').table
    assert (table.rows, [dropped.text for dropped in table.dropped]) == (1, [notice])


PADDED = "Showing top 500 results,,\n,,\nSource: the shop,,\n"


@pytest.mark.parametrize("rows", [2, 30_000], ids=["few rows", "many rows"])
def test_notices_that_a_spreadsheet_filled_up_with_empty_cells_are_no_data(see: See, rows: int) -> None:
    table = see("day,c,n\n" + "2026-08-01,a,1\n" * rows + PADDED).table
    assert (table.rows, table.sums, table.time) == (rows, {"n": rows}, "day")
    assert [dropped.reason for dropped in table.dropped] == ["a notice"] * 2


# Tables below each other

BELOW = "Sessions by device\nDevice,Sessions\nDesktop,7\nMobile,4\n"


@pytest.mark.parametrize("between", ["\n", ""], ids=["behind a blank line", "without one"])
def test_a_title_below_a_table_begins_another_table(see: See, between: str) -> None:
    seen = see("Sessions by channel\nChannel,Sessions\nDirect,5\nEmail,6\n" + between + BELOW, "x-2026-08.csv")
    assert [table.name for table in seen.inspection.tables] == ["Sessions by channel (1)", "Sessions by device (2)"]
    assert [table.rows for table in seen.inspection.tables] == [2, 2]
    assert [table.dropped + table.rejects for table in seen.inspection.tables] == [(), ()]


def test_the_same_header_below_another_title_is_another_table(see: See) -> None:
    one = "North\nChannel,Sessions\nDirect,5\nEmail,6\n"
    seen = see(f"{one}\n{one.replace('North', 'South')}", "x-2026-08.csv")
    assert [table.name for table in seen.inspection.tables] == ["North (1)", "South (2)"]


def test_tables_that_a_spreadsheet_filled_up_with_empty_cells_are_parted(see: See) -> None:
    seen = see("North,\nChannel,Sessions\nDirect,5\nEmail,6\n,\nSouth,\nDevice,Users\nA,7\nB,4\n", "x-2026-08.csv")
    assert [dict(table.sums) for table in seen.inspection.tables] == [{"Sessions": 11}, {"Users": 11}]
    assert seen.inspection.lines.accounted == seen.inspection.lines.total == 9


# Dates across the columns

PIVOT = "Channel,2026-08-01,2026-08-02,2026-08-03\nDirect,1,2,3\nEmail,4,,6\nTotal,5,2,9\n"


def test_dates_across_columns_are_asked_about_and_nothing_else(see: See) -> None:
    seen = see(PIVOT)
    (question,) = seen.inspection.questions
    assert (question.column, question.choices) == ("pivot", ("one row per date", "keep as columns"))
    assert [column.name for column in seen.table.columns] == ["Channel", "2026-08-01", "2026-08-02", "2026-08-03"]


def test_dates_across_columns_become_rows(see: See) -> None:
    seen = see(PIVOT, answers=LONG)
    assert seen.rows == [
        {"channel": "Direct", "date": date(2026, 8, 1), "value": 1, "_line": 2},
        {"channel": "Direct", "date": date(2026, 8, 2), "value": 2, "_line": 2},
        {"channel": "Direct", "date": date(2026, 8, 3), "value": 3, "_line": 2},
        {"channel": "Email", "date": date(2026, 8, 1), "value": 4, "_line": 3},
        {"channel": "Email", "date": date(2026, 8, 3), "value": 6, "_line": 3},
    ]
    table = seen.table
    assert (seen.asked, table.rows, table.sums, table.time) == ([], 5, {"value": 16}, "date")
    assert table.period == (date(2026, 8, 1), date(2026, 8, 3))
    assert table.notes == ("3 dates across the columns became one row per date", "1 date without a value was left out")
    assert seen.inspection.lines.accounted == seen.inspection.lines.total == 4
    assert [dropped.text for dropped in table.dropped] == ["Total,5,2,9"]


def test_dates_across_columns_stay_columns_where_that_is_wanted(see: See) -> None:
    seen = see(PIVOT, "x-2026-08.csv", answers={"pivot": "keep as columns"})
    assert (seen.asked, seen.table.rows, seen.table.sums["2026-08-03"]) == ([], 2, 9)


def test_a_period_that_the_name_states_does_not_place_dates_across_columns(see: See) -> None:
    assert "period_start" not in see(PIVOT, "x-2026-08.csv", answers=LONG).rows[0]


def test_the_title_says_what_dates_across_columns_measure(see: See) -> None:
    assert see("Sessions by channel\n\n" + PIVOT, answers=LONG).table.sums == {"Sessions": 16}


def test_a_measure_and_its_date_take_the_dataset_s_names(see: See) -> None:
    seen = see(PIVOT, hints=Hints(rename={"value": "visits", "date": "day"}), answers=LONG)
    assert seen.rows[0] == {"channel": "Direct", "day": date(2026, 8, 1), "visits": 1, "_line": 2}


@pytest.mark.parametrize(
    ("header", "days"),
    [
        ("Jan 2026,Feb 2026", [date(2026, 1, 1), date(2026, 2, 1)]),
        ("Dec-25,Jan-26", [date(2025, 12, 1), date(2026, 1, 1)]),
        ("2026 Q1,2026 Q2", [date(2026, 1, 1), date(2026, 4, 1)]),
        ("KW 33 2026,KW 34 2026", [date(2026, 8, 10), date(2026, 8, 17)]),
        ("31.08.2026,01.09.2026", [date(2026, 8, 31), date(2026, 9, 1)]),
        ("13/08/2026,14/08/2026", [date(2026, 8, 13), date(2026, 8, 14)]),
    ],
)
def test_dates_across_columns_in_all_their_forms(see: See, header: str, days: list[date]) -> None:
    seen = see(f"Channel,{header}\nDirect,1,2.5\n", answers=LONG)
    assert (seen.asked, seen.values("date"), seen.values("value")) == ([], days, [1, 2.5])


def test_years_across_columns_could_be_a_row_and_are_asked_first(see: See) -> None:
    content = "Channel,2025,2026\nDirect,1,2\n"
    assert see(content).asked == ["header"]
    named = see(content, answers={"header": "names of columns", **LONG})
    assert (named.asked, named.values("date")) == ([], [date(2025, 1, 1), date(2026, 1, 1)])
    assert named.table.period == (date(2025, 1, 1), date(2026, 12, 31))


def test_months_across_columns_without_a_year_are_asked_for_it(see: See) -> None:
    content = "Channel,Jan,Feb,Mar\nDirect,1,2,3\n"
    assert see(content, answers=LONG).asked == ["period"]
    assert see(content, answers={**LONG, "period": "2026"}).values("date")[2] == date(2026, 3, 1)
    assert see(content, "x-2026-Q1.csv", answers=LONG).values("date")[2] == date(2026, 3, 1)


def test_the_order_of_days_across_columns_is_asked_where_nothing_proves_it(see: See) -> None:
    content = "Channel,01/08/2026,02/08/2026\nDirect,1,2\n"
    assert see(content, answers=LONG).asked == ["01/08/2026"]
    found = see(content, answers={**LONG, "01/08/2026": "month first"}).values("date")
    assert found == [date(2026, 1, 8), date(2026, 2, 8)]


def test_measures_under_dates_become_columns_beside_the_date(see: See) -> None:
    header = ",2026-01,,2026-02,\nChannel,Clicks,Cost,Clicks,Cost\n"
    seen = see(header + MEASURES, answers=LONG)
    assert seen.rows[1] == {"channel": "Direct", "date": date(2026, 2, 1), "clicks": 3, "cost": 4.0, "_line": 3}
    assert seen.table.sums == {"Clicks": 16, "Cost": 20.5}


def test_a_total_across_the_dates_counts_nothing_twice(see: See) -> None:
    content = "Channel,2026-01,2026-02,Total\nDirect,1,2,3\nEmail,4,6,11\n"
    table = see(content, answers=LONG).table
    assert table.sums == {"value": 13}
    assert table.notes[-1] == (
        'column "Total" differs from the sum of its dates in 1 row (line 3: 11, the dates add up to 10): left out'
    )


def test_a_quarter_beside_its_months_counts_nothing_twice(see: See) -> None:
    seen = see("Channel,Jan 2026,Feb 2026,Mar 2026,Q1 2026\nDirect,1,2,3,6\n", answers=LONG)
    assert seen.table.sums == {"value": 6}
    assert seen.table.notes[-1] == 'column "Q1 2026" is the sum of its dates: left out'


@pytest.mark.parametrize("last", ["Q1 2026", "Q4 2025"], ids=["not their sum", "without its months"])
def test_a_quarter_that_is_no_sum_of_the_months_is_not_lost(see: See, last: str) -> None:
    content = f"Channel,Jan 2026,Feb 2026,Mar 2026,{last}\nDirect,1,2,3,50\n"
    seen = see(content, answers={**LONG, "header": "names of columns"})
    assert seen.table.sums[last] == 50
    assert "kept as columns" in seen.table.notes[-1]
    assert seen.asked == ["period"]


def test_a_number_beside_the_dates_is_repeated_and_not_added_up(see: See) -> None:
    table = see("Channel,Budget,2026-01,2026-02\nDirect,100,1,2\n", answers=LONG).table
    budget = table.column("Budget")
    assert budget is not None
    assert (budget.addable, table.sums) == (False, {"value": 3})
    assert 'column "Budget" is repeated on every date: it must not be added up' in table.notes


def test_rows_that_measure_different_things_are_not_added_up(see: See) -> None:
    table = see("Metric,2026-01,2026-02\nSessions,1,2\nUsers,3,4\n", answers=LONG).table
    value = table.column("value")
    assert value is not None
    assert not value.addable


def test_shares_across_columns_stay_shares(see: See) -> None:
    seen = see("Channel,2026-01,2026-02\nDirect,10%,20%\n", answers=LONG)
    column = seen.table.column("value")
    assert column is not None
    assert (column.note, seen.values("value")) == ("percent", [0.1, 0.2])


@pytest.mark.parametrize("header", ["May,June", "Q1,Q2", "2025,2026"])
def test_months_quarters_and_years_beside_a_day_are_other_things(see: See, header: str) -> None:
    seen = see(f"day,name,{header}\n2026-08-01,a,1,2\n", answers={"header": "names of columns"})
    assert seen.asked == []
    assert list(seen.table.sums.values()) == [1, 2]
