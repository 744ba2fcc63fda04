"""What a person can pick in a file dialogue: it is read, or refused with a sentence that says what would do."""

from pathlib import Path

import pytest

from bsc.errors import BscError, IntakeRefused
from tests.intake.conftest import See


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b" \n\n  \n", "the file is empty"),
        (b"hello", "no table was found"),
        (b"Dear all,\nthis is a letter.\nBye, bye\n", "no table was found"),
        (b"%PDF-1.7", "PDF document.*as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel workbook"),
        (b"day,n\n2026-08-01,5\x00\n", "line 2: a NUL byte"),
        (b"\xff\xfe\x00\x00d\x00\x00\x00", "UTF-32"),
        ("day,city,n\n2026-08-01,Köln,1\n".encode() + b"2026-08-02,\xfc,3\n", "line 3: a byte that is not UTF-8"),
        (b"day,city\n2026-08-01,\x81\x8d\n", "line 2: the byte 0x81 is not Windows-1252"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(see: See, content: bytes, sentence: str) -> None:
    with pytest.raises(IntakeRefused, match=sentence):
        see(content)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(see: See, end: str) -> None:
    seen = see(end.join(["day,n", "2026-08-01,5", "2026-08-02,6", ""]))
    assert seen.table.sums == {"n": 11}
    assert [row["_line"] for row in seen.rows] == [2, 3]
    assert seen.inspection.lines.total == 3


def test_mixed_line_ends_and_none_at_the_end(see: See) -> None:
    seen = see("day,n\r\n2026-08-01,5\n2026-08-02,6\r2026-08-03,7")
    assert seen.table.sums == {"n": 18}
    assert seen.inspection.lines.total == 4


def test_a_header_without_rows_is_an_empty_table(see: See) -> None:
    table = see("day,clicks\n").table
    assert (table.rows, table.period, table.notes) == (0, None, ("the table has a header and no rows",))


def test_an_export_that_says_it_has_no_data_says_so(see: See) -> None:
    seen = see("Campaign report\n1 August 2026 - 2 August 2026\nDay,Campaign,Clicks\nNo data available\n")
    assert seen.table.rows == 0
    assert [(d.line, d.reason, d.text) for d in seen.table.dropped] == [(4, "a notice", "No data available")]


def test_a_cell_of_a_megabyte_is_a_cell(see: See) -> None:
    seen = see("day,t,n\n2026-08-01," + "x" * 1_000_000 + ",5\n")
    assert len(seen.values("t")[0]) == 1_000_000


def test_five_thousand_columns_are_columns(see: See) -> None:
    width = 5000
    header = ",".join(f"c{place}" for place in range(width))
    row = ",".join(str(place) for place in range(width))
    assert sum(see(f"{header}\n{row}\n", "x-2026-08.csv").table.sums.values()) == sum(range(width))


def test_quotes_inside_plain_cells_are_part_of_the_text(see: See) -> None:
    assert see('day,name\n2026-08-01,5" tall\n2026-08-02,a"b"c\n').values("name") == ['5" tall', 'a"b"c']


def test_text_behind_a_closing_quote_rejects_that_row_only(see: See) -> None:
    seen = see('day,name,n\n2026-08-01,"a"b,1\n2026-08-02,c,2\n')
    assert seen.values("n") == [2]
    assert [(r.line, r.text) for r in seen.table.rejects] == [(2, '2026-08-01,"a"b,1')]


def test_line_breaks_inside_cells_are_kept(see: See) -> None:
    seen = see('day,text,n\n2026-08-01,"two\nlines",1\n2026-08-02,one,2\n')
    assert seen.values("text") == ["two\nlines", "one"]
    assert [row["_line"] for row in seen.rows] == [2, 4]
    assert seen.inspection.lines.inside == 1


def test_delimiters_at_the_end_of_every_line_make_no_column(see: See) -> None:
    table = see("day,n,\n2026-08-01,5,\n").table
    assert [column.name for column in table.columns] == ["day", "n"]


def test_rows_with_empty_cells_too_many_lose_nothing(see: See) -> None:
    assert see("day,n\n2026-08-01,5,,\n2026-08-02,6\n").table.sums == {"n": 11}


def test_the_delimiter_can_be_stated_in_the_first_line(see: See) -> None:
    seen = see("sep=;\nday;n\n2026-08-01;5\n")
    assert (seen.inspection.delimiter, seen.values("n"), seen.values("_line")) == (";", [5], [3])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_delimiter_is_found(see: See, delimiter: str) -> None:
    rows = [["day", "name", "n"], ["2026-08-01", "a b", "5"], ["2026-08-02", "c", "6"]]
    seen = see("".join(delimiter.join(row) + "\n" for row in rows))
    assert (seen.inspection.delimiter, seen.table.sums) == (delimiter, {"n": 11})


def test_rows_that_all_have_another_width_are_one_sentence_not_a_million_rejects(see: See) -> None:
    with pytest.raises(IntakeRefused, match="line 3 and 10,000 more have not the 3 cells"):
        see("day,c,n\n2026-08-01,a,1\n" + "2026-08-01,a,b,1\n" * 10_100)


def test_a_long_text_without_a_table_is_refused(see: See) -> None:
    with pytest.raises(IntakeRefused, match="no table was found"):
        see("".join("and then" + ", and then" * (number % 8) + "\n" for number in range(1000)))


def test_a_title_padded_with_delimiters_is_no_header(see: See) -> None:
    assert see("Campaign report,,\nday,campaign,n\n2026-08-01,a,5\n").table.sums == {"n": 5}


def test_tables_below_each_other_are_two_tables(see: See) -> None:
    tables = see("day,n\n2026-08-01,1\n2026-08-02,2\n\nday,city,m\n2026-08-01,x,3\n").inspection.tables
    assert [(table.rows, dict(table.sums)) for table in tables] == [(2, {"n": 3}), (1, {"m": 3})]


def test_a_list_of_one_column_is_a_table(see: See) -> None:
    assert see("channel\nEmail\nAds\n", "x-2026-08.csv").values("channel") == ["Email", "Ads"]


def test_nothing_is_left_behind_when_a_file_is_refused(see: See, tmp_path: Path) -> None:
    with pytest.raises(BscError):
        see('day,c,n\n2026-08-01,a,1\n2026-08-01,"x,1\n' + "2026-08-02,y,2\n" * 10)
    assert list((tmp_path / "spool").iterdir()) == []


def test_only_the_typed_rows_are_left_in_the_spool(see: See, tmp_path: Path) -> None:
    table = see("day,n\n2026-08-01,1\n").table
    assert list((tmp_path / "spool").iterdir()) == [table.typed]
