"""What naive readers do to exports without a word, each line of it once: here it is right, or it is said."""

from datetime import date

import pytest

from bsc.errors import IntakeRefused
from bsc.intake import Hints
from bsc.model.words import ColumnType
from tests.intake.conftest import See


def test_a_decimal_behind_thirty_thousand_whole_numbers_stays_a_decimal(see: See) -> None:
    seen = see("day,n\n" + "2026-08-01,12\n" * 30_000 + "2026-08-02,12.5\n")
    assert seen.type_of("n") == "number"
    assert seen.values("n")[-1] == 12.5
    assert seen.table.sums["n"] == 360_012.5


def test_three_decimals_are_not_rounded_to_two(see: See) -> None:
    assert see("day,n\n2026-08-01,1.999\n2026-08-02,1.5\n").values("n") == [1.999, 1.5]


def test_a_thousand_in_european_notation_is_not_one(see: See) -> None:
    assert see('day;n;p\n2026-08-01;1.000;"1,5"\n').values("n") == [1000]


def test_one_and_a_half_with_a_comma_is_not_fifteen(see: See) -> None:
    assert see("day;n\n2026-08-01;1,5\n2026-08-02;22,25\n").values("n") == [1.5, 22.25]


def test_twelve_thousand_german_impressions_are_not_twelve(see: See) -> None:
    seen = see('Tag,Kampagne,Impr.,Kosten\n2026-08-01,A,"12.345","1.234,56"\n')
    assert seen.values("impr") == [12345]
    assert seen.values("kosten") == [1234.56]


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le", "utf-16", "latin-1", "cp1252", "utf-8", "utf-8-sig"])
def test_no_encoding_gives_zero_rows(see: See, encoding: str) -> None:
    seen = see("day,city,n\n2026-08-01,München,5\n2026-08-02,Köln,6\n".encode(encoding))
    assert seen.values("city") == ["München", "Köln"]
    assert seen.table.sums["n"] == 11


def test_a_short_row_is_rejected_and_the_file_keeps_its_columns(see: See) -> None:
    table = see("day,c,n\n2026-08-01,x,1\n2026-08-02,2\n2026-08-03,y,3\n").table
    assert [column.name for column in table.columns] == ["day", "c", "n"]
    assert table.rows == 2
    assert [(r.line, r.column, r.text) for r in table.rejects] == [(3, "", "2026-08-02,2")]
    assert table.rejects[0].reason == "2 cells where the header names 3"


def test_a_long_row_is_rejected_and_shifts_nothing(see: See) -> None:
    seen = see("day,c,n\n2026-08-01,a,b,1\n2026-08-02,y,3\n")
    assert seen.values("n") == [3]
    assert [(r.line, r.text) for r in seen.table.rejects] == [(2, "2026-08-01,a,b,1")]


@pytest.mark.parametrize(
    "ending",
    ["", '2026-08-02,"z",3\n', '2026-08-02,y",3\n'],
    ids=["never closed", "closed before other text", "closed by chance"],
)
def test_a_quote_that_does_not_close_hides_no_rows(see: See, ending: str) -> None:
    with pytest.raises(IntakeRefused, match=r'line 2: a quote \("\) opens there'):
        see('day,c,n\n2026-08-01,"x,1\n' + "2026-08-02,y,2\n" * 1000 + ending)


def test_a_hash_in_a_cell_starts_no_comment(see: See) -> None:
    assert see("day,name\n2026-08-01,t0 #0\n2026-08-02,#1001\n").values("name") == ["t0 #0", "#1001"]


def test_an_all_numeric_header_is_asked_about(see: See) -> None:
    content = "2024,2025\n1,2\n3,4\n"
    assert see(content).asked == ["header"]
    named = see(content, "x-2026-08.csv", answers={"header": "names of columns"})
    assert (named.asked, named.table.rows, named.table.sums) == ([], 2, {"2024": 4, "2025": 6})
    rows = see(content, "x-2026-08.csv", answers={"header": "a row"})
    assert (rows.asked, rows.table.rows, rows.table.sums) == ([], 3, {"column 1": 2028, "column 2": 2031})


def test_a_title_with_a_comma_is_asked_about(see: See) -> None:
    content = "Report, all campaigns\nday,n\n2026-08-01,5\n2026-08-02,6\n"
    assert see(content).asked == ["header"]
    assert see(content, answers={"header": "line 2"}).table.sums == {"n": 11}


@pytest.mark.parametrize(
    "content", ['{"rows": [1]}', '[{"day": "2026-08-01"}]', "<!DOCTYPE html><table></table>", "<html>"]
)
def test_json_and_html_named_csv_are_refused(see: See, content: str) -> None:
    with pytest.raises(IntakeRefused, match="the file is"):
        see(content)


def test_a_day_that_could_be_a_month_is_asked(see: See) -> None:
    seen = see("day,n\n12/05/2026,1\n03/04/2026,2\n")
    assert seen.asked == ["day"]
    assert seen.inspection.questions[0].choices == ("day first", "month first")
    assert see("day,n\n12/05/2026,1\n", answers={"day": "month first"}).values("day") == [date(2026, 12, 5)]


def test_a_day_above_twelve_decides_the_order(see: See) -> None:
    assert see("day,n\n03/04/2026,1\n25/04/2026,2\n").values("day") == [date(2026, 4, 3), date(2026, 4, 25)]
    assert see("day,n\n03/04/2026,1\n04/25/2026,2\n").values("day") == [date(2026, 3, 4), date(2026, 4, 25)]


def test_totals_of_google_ads_do_not_count_fourfold(see: See) -> None:
    seen = see(
        "Campaign report\nAugust 2026\nDay,Campaign,Clicks\n2026-08-01,A,10\n2026-08-02,B,20\n"
        "Total: Campaigns,,30\nTotal: Search,,30\nTotal: Account,,30\n"
    )
    assert seen.table.sums == {"Clicks": 30}
    assert [(d.line, d.text) for d in seen.table.dropped] == [
        (6, "Total: Campaigns,,30"),
        (7, "Total: Search,,30"),
        (8, "Total: Account,,30"),
    ]


def test_a_grand_total_wider_than_the_header_drops_itself_only(see: See) -> None:
    seen = see("# 20260801-20260831\nChannel,Sessions\nDirect,10\nEmail,5\nGrand total,,15\n")
    assert seen.table.sums == {"Sessions": 15}
    assert [d.line for d in seen.table.dropped] == [5]


def test_a_total_that_comes_first_is_no_data(see: See) -> None:
    seen = see("Date,Views\nTotal,30\n2026-08-01,10\n2026-08-02,20\n")
    assert seen.table.sums == {"Views": 30}


def test_kept_rows_that_miss_the_total_are_pointed_out(see: See) -> None:
    notes = see("Date,Views\n2026-08-01,10\n2026-08-02,20\nTotal,35\n").table.notes
    assert notes == ('line 4: "Total" says 35 Views, the kept rows add up to 30',)


def test_an_account_total_with_a_blank_name_is_not_counted(see: See) -> None:
    seen = see(
        "day,campaign,clicks,cost\n2026-08-01,,8,4.50\n2026-08-01,A,5,3.00\n2026-08-01,B,3,1.50\n"
        "2026-08-02,,4,2.00\n2026-08-02,A,4,2.00\n"
    )
    assert seen.table.sums == {"clicks": 12, "cost": 6.5}
    assert [d.line for d in seen.table.dropped] == [2, 5]


def test_a_nameless_row_that_is_no_sum_is_kept(see: See) -> None:
    seen = see("day,campaign,clicks\n2026-08-01,,7\n2026-08-01,A,5\n2026-08-01,B,3\n")
    assert (seen.table.sums, seen.table.dropped) == ({"clicks": 15}, ())


def test_a_nameless_row_that_equals_a_single_row_is_kept_and_said(see: See) -> None:
    table = see("day,campaign,clicks\n2026-08-01,,5\n2026-08-01,A,5\n").table
    assert table.sums == {"clicks": 10}
    assert "line 2 has no name" in table.notes[0]


def test_a_ticket_without_tags_is_no_total_of_another_ticket(see: See) -> None:
    seen = see("id,created at,tags,replies,reopens\n1,2026-08-01,,2,1\n2,2026-08-01,vip,2,1\n")
    assert seen.table.rows == 2


@pytest.mark.parametrize("poison", ["NaN", "nan", "inf", "-Infinity", "1e400", "#DIV/0!"])
def test_what_is_not_finite_poisons_no_sum(see: See, poison: str) -> None:
    seen = see(f"day,n\n2026-08-01,{poison}\n2026-08-02,5\n")
    assert seen.table.sums == {"n": 5}
    assert [(r.line, r.column, r.text) for r in seen.table.rejects] == [(2, "n", poison)]


def test_leading_zeros_and_long_ids_stay_text(see: See) -> None:
    seen = see("day,zip,id\n2026-08-01,01067,12345678901234567\n2026-08-02,80331,2\n")
    assert seen.values("zip") == ["01067", "80331"]
    assert seen.values("id") == ["12345678901234567", "2"]


def test_zero_and_one_stay_numbers(see: See) -> None:
    assert see("day,won\n2026-08-01,0\n2026-08-02,1\n").values("won") == [0, 1]


def test_formulas_of_spreadsheets_stay_text(see: See) -> None:
    cells = ["=1+1", "@SUM(A1)", "-2+3", "+5x", '=cmd|"/c calc"!A1']
    rows = "".join(f'2026-08-01,"{cell.replace(chr(34), chr(34) * 2)}"\n' for cell in cells)
    assert see(f"day,name\n{rows}").values("name") == cells


def test_every_bad_cell_is_a_reject_not_only_the_first(see: See) -> None:
    bad = "".join(f"2026-08-01,x{number}\n" for number in range(40))
    table = see("day,n\n" + "2026-08-01,1\n" * 1000 + bad).table
    assert len(table.rejects) == 40
    assert (table.rejects[0].line, table.rejects[-1].line) == (1002, 1041)
    assert table.sums == {"n": 1000}


def test_a_column_with_many_words_is_text_unless_it_is_declared(see: See) -> None:
    content = "day,n\n" + "2026-08-01,1\n2026-08-01,many\n" * 5
    assert see(content).type_of("n") == "text"
    declared = see(content, hints=Hints(column_types={"n": ColumnType.INTEGER})).table
    assert (declared.sums, len(declared.rejects)) == ({"n": 5}, 5)


def test_a_day_that_does_not_exist_is_rejected_with_its_place(see: See) -> None:
    table = see("day,n\n2026-02-27,1\n2026-02-30,2\n2026-02-28,3\n").table
    reject = table.rejects[0]
    assert (reject.line, reject.column, reject.text) == (3, "day", "2026-02-30")
    assert reject.reason == "is not a date like 2026-12-31"


def test_numbers_that_only_look_like_days_are_text_not_lost(see: See) -> None:
    seen = see("code,n,day\n99.99.2026,1,2026-08-01\n88.88.2026,2,2026-08-01\n")
    assert seen.values("code") == ["99.99.2026", "88.88.2026"]


def test_a_percentage_without_its_sign_is_not_guessed(see: See) -> None:
    seen = see("day,rate\n2026-08-01,5%\n2026-08-02,0.05\n2026-08-03,7 %\n2026-08-04,0\n")
    assert seen.values("rate") == [0.05, None, 0.07, 0.0]
    assert [r.line for r in seen.table.rejects] == [3]


def test_the_header_again_in_the_middle_is_no_data(see: See) -> None:
    seen = see("day,n\n2026-08-01,1\nday,n\n2026-08-02,2\n")
    assert seen.table.sums == {"n": 3}
    assert [(d.line, d.reason) for d in seen.table.dropped] == [(3, "the header again")]


def test_two_columns_of_one_name_are_both_kept_and_said(see: See) -> None:
    table = see("day,n,n\n2026-08-01,1,2\n").table
    assert table.sums == {"n": 1, "n (2)": 2}
    assert [column.stored for column in table.columns] == ["day", "n", "n_2"]
    assert 'called "n (2)"' in table.notes[0]
