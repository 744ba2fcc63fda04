"""Wrong numbers, lost rows and persons that a reader of the code once found; each has its test."""

import pytest

from bsc.intake import Hints, Scale
from bsc.intake.workbooks.grids import Draft, Line
from tests.intake.conftest import See

LONG = 5_000  # rows: enough that they are taken at once, as columns


def rates(*cells: str) -> str:
    return "day,Open rate\n" + "".join(f"2026-08-{place:02},{cell}\n" for place, cell in enumerate(cells, start=1))


@pytest.mark.parametrize(
    ("before", "cells", "answer", "values"),
    [
        (Scale(low=10, high=60), ("0.5", "0.12", "0.3"), "multiply by 100", [50, 12, 30]),
        (Scale(low=0.1, high=0.6), ("50", "12", "30"), "divide by 100", [0.5, 0.12, 0.3]),
        (Scale(low=0.1, high=0.6), ("50.5", "12", "30"), "divide by 100", [0.505, 0.12, 0.3]),
        (Scale(low=10, high=60), ("1", "0", "1"), "multiply by 100", [100, 0, 100]),
        (Scale(low=0.1, high=0.6), ("50", "12", "30"), "keep as it is", [50, 12, 30]),
    ],
)
def test_a_unit_that_changed_is_asked_and_taken_back(
    see: See, before: Scale, cells: tuple[str, ...], answer: str, values: list[float]
) -> None:
    hints = Hints(units={"open_rate": before})
    (question,) = see(rates(*cells), hints=hints).inspection.questions
    assert question.column == "Open rate"
    assert answer in question.choices
    seen = see(rates(*cells), hints=hints, answers={"Open rate": answer})
    assert seen.values("open_rate") == pytest.approx(values)
    assert not seen.inspection.questions


def test_percents_under_a_percent_header_are_divided_once_more_only_when_asked(see: See) -> None:
    content = "day,CTR (%)\n2026-08-01,1200\n2026-08-02,3000\n"  # 12 and 30, which earlier files held as 0.12 and 0.3
    seen = see(content, hints=Hints(units={"ctr": Scale("percent", 0.1, 0.3)}), answers={"CTR (%)": "divide by 100"})
    assert seen.values("ctr") == pytest.approx([0.12, 0.3])


@pytest.mark.parametrize("space", [" ", "\u00a0", "\t"])
def test_a_total_behind_a_space_is_set_apart_in_long_files_too(see: See, space: str) -> None:
    rows = "".join(f"c{number % 7},x,10\n" for number in range(LONG))
    seen = see(f"Campaign,Group,Clicks\n{rows}{space}Total,,{LONG * 10}\n", hints=Hints(timeless=True))
    assert seen.table.sums["Clicks"] == LONG * 10
    assert [proof.agrees for proof in seen.table.proofs] == [True]


@pytest.mark.parametrize("total", ["合計: 全部", "合計 (3)", "总计：", "합계（계정）", "Total (3)", "Gesamt: Konto"])
@pytest.mark.parametrize("quoted", ["", 'c8,5" wide,10\n'])  # a quote within a cell: rows are read one by one
def test_a_total_of_two_letters_that_says_more_is_set_apart(see: See, total: str, quoted: str) -> None:
    rows = "".join(f"c{number},x,10\n" for number in range(12))
    seen = see(f"Campaign,Group,Clicks\n{rows}{quoted}{total},,120\n", hints=Hints(timeless=True))
    assert [dropped.reason for dropped in seen.table.dropped] == ["a total"]
    assert seen.table.sums["Clicks"] == (130 if quoted else 120)


@pytest.mark.parametrize(("total", "agrees"), [("1.000", True), ("1,000", True), ("1000", True), ("1.001", False)])
def test_a_total_may_be_the_first_number_with_thousands(see: See, total: str, agrees: bool) -> None:
    seen = see(f"Tag;Klicks\n2026-08-01;471\n2026-08-02;529\nTotal;{total}\n")
    assert [proof.agrees for proof in seen.table.proofs] == [agrees]


def test_a_table_below_a_padded_title_is_a_table_of_its_own(see: See) -> None:
    rows = "".join(f"c{number},10,{number}\n" for number in range(12))
    seen = see(f"Campaign,Clicks,Cost\n{rows}By device,,\nDevice,Clicks,Cost\nmobile,80,12\ndesktop,40,6\n",
               hints=Hints(timeless=True))  # fmt: skip
    assert [table.sums["Clicks"] for table in seen.inspection.tables] == [120, 120]


def test_rows_with_only_a_name_are_rows_where_no_table_follows(see: See) -> None:
    rows = "".join(f"c{number},{number},1\n" if number % 50 else f"c{number},,\n" for number in range(LONG))
    seen = see(f"Campaign,Clicks,Cost\n{rows}", hints=Hints(timeless=True))
    assert seen.table.rows == LONG
    assert seen.inspection.lines.kept == LONG


def test_a_total_of_whole_numbers_must_be_met_to_the_unit(see: See) -> None:
    rows = "".join(f"2026-08-{1 + number % 28:02},s,1\n" for number in range(300))
    (proof,) = see(f"day,source,leads\n{rows}Total,,303\n").table.proofs
    assert (proof.stated, proof.kept, proof.agrees) == (303, 300, False)


def test_the_sum_of_large_whole_numbers_does_not_wrap(see: See) -> None:
    rows = "".join(f"2026-08-01,{9 * 10**14}\n" for _ in range(20_000))
    assert see(f"day,n\n{rows}").table.sums["n"] == pytest.approx(1.8e19)


def test_addresses_beside_a_space_are_personal_however_many_there_are(see: See) -> None:
    names = [f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}{n % 10}0" for n in range(3_000)]
    seen = see("day,Login,n\n" + "".join(f"2026-08-01, {name}@example.com,1\n" for name in names))
    assert [column.name for column in seen.table.columns if not column.kept] == ["Login"]


@pytest.mark.parametrize("cell", ["Anna <anna@x.de>", "anna@x.de; ben@x.de", "a" * 60 + "@example.com"])
def test_addresses_with_names_and_lists_of_them_are_personal(see: See, cell: str) -> None:
    seen = see(f'day,Contact,n\n2026-08-01,"{cell}",1\n2026-08-02,"{cell}",2\n')
    assert [column.name for column in seen.table.columns if not column.kept] == ["Contact"]


def test_birthdays_are_personal_though_they_are_dates(see: See) -> None:
    seen = see("day,Date of birth,locationLatitude,n\n2026-08-01,1980-02-03,52.5,1\n2026-08-02,1990-04-05,48.1,2\n")
    assert [column.name for column in seen.table.columns if not column.kept] == ["Date of birth", "locationLatitude"]


def test_a_column_that_turns_into_text_late_is_not_rejected_cell_by_cell(
    see: See, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bsc.intake.staging.HELD_BYTES", 50_000)
    monkeypatch.setattr("bsc.intake.decoding.BLOCK", 1 << 14)
    rows = [f"2026-08-01,{number if number < LONG else f'A{number}'}" for number in range(4 * LONG)]
    seen = see("day,Order\n" + "\n".join(rows) + "\n")
    assert seen.type_of("Order") == "text"
    assert not seen.table.rejects
    assert seen.table.rows == 4 * LONG


def test_blanks_of_a_fixed_width_are_empty_cells(see: See) -> None:
    cells = [f"{number}.5" if number % 4 else "" for number in range(40)]
    seen = see("Day|Revenue|Label\n" + "".join(f"2026-08-01|{cell:>20}|{'x':20}\n" for cell in cells))
    assert seen.type_of("Revenue") == "number"
    assert seen.values("revenue").count(None) == 10


def test_persons_are_masked_in_cells_and_rows_that_do_not_fit(see: See) -> None:
    rows = "".join(f"2026-08-01,{number},x@x.de\n" for number in range(30))
    seen = see(f"day,Clicks,Email\n{rows}2026-08-01,anna.schmidt@x.de,5\n2026-08-02,b@x.de\n")
    assert seen.table.rejects
    assert not any("@" in reject.text for reject in seen.table.rejects)
    plain = see("day,a,b\n2026-08-01,1,2\n2026-08-02,b@x.de,5,7\n2026-08-03,3,4\nGenerated by anna@x.de,,\n")
    texts = [*(each.text for each in plain.table.rejects), *(each.text for each in plain.table.dropped)]
    assert len(texts) == 2
    assert not any("@" in text for text in texts)


def test_rows_that_turn_out_to_be_totals_are_counted_where_they_are(see: See) -> None:
    days = [f"2026-08-{day:02}" for day in range(1, 6)]
    rows = "".join(f"{day},a,10,100,1000\n{day},b,20,200,2000\n{day},,30,300,3000\n" for day in days)
    seen = see(f"Day,Campaign name,Impressions,Link clicks,Cost\n{rows}")
    assert seen.table.rows == seen.inspection.lines.kept == 10
    assert seen.inspection.lines.dropped == len(seen.table.dropped) == 5
    assert seen.inspection.lines.accounted == seen.inspection.lines.total


def test_a_sheet_that_is_too_large_to_be_kept_leaves_its_room_to_the_next() -> None:
    small, large = Draft(1000), Draft(1000)
    for draft, rows in ((small, 10), (large, 100_000)):
        assert len(list(draft.passing(Line(row, 1, str(row * row)) for row in range(rows)))) == rows
    assert (small.whole, small.room < 1000) == (True, True)
    assert (large.whole, large.room) == (False, 1000)
