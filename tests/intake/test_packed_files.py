"""Archives, workbooks and unpacked files come apart into the texts that they hold, or say what is the matter."""

import gzip
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from bsc.errors import IntakeRefused
from bsc.intake import inspect
from bsc.intake.containers import contents, leftovers, parts
from bsc.intake.parts import Part
from bsc.intake.workbooks.cells import Kind, Shown, number_text, shown
from tests.intake.packed import raw_workbook, zipped

TABLE = "Day,Clicks\n2026-08-01,5\n2026-08-02,6\n"
Draw = Callable[[xlsxwriter.Workbook], None]


def text(part: Part) -> str:
    with part.open() as opened:
        return opened.read().decode()


@pytest.fixture
def lines(tmp_path: Path) -> Callable[[Draw], list[str]]:
    """Return a function that writes a workbook and returns the lines of its first sheet."""

    def drawn(draw: Draw, **options: object) -> list[str]:
        with xlsxwriter.Workbook(tmp_path / "book.xlsx", options) as book:
            draw(book)
        return text(parts(tmp_path / "book.xlsx")[0]).splitlines()

    return drawn


def test_a_plain_file_is_its_own_part(tmp_path: Path) -> None:
    path = tmp_path / "clicks.csv"
    path.write_text(TABLE)
    (part,) = parts(path)
    assert (part.name, part.inside, part.size, text(part)) == ("clicks.csv", "", 37, TABLE)


def test_a_gzip_file_is_read_unpacked_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "clicks.csv"
    path.write_bytes(gzip.compress(TABLE.encode()[:20]) + gzip.compress(TABLE.encode()[20:]))
    (part,) = parts(path)
    assert (part.name, part.size, text(part)) == ("clicks.csv", None, TABLE)


def test_each_text_of_an_archive_is_a_part_and_what_is_none_is_named(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "export.zip",
        {
            "Queries.csv": TABLE,
            "more/": "",
            "more/Pages.tsv": "Page\tClicks\n/\t5\n",
            "logo.png": b"\x89PNG\r\n\x1a\n",
            "__MACOSX/._Queries.csv": b"\x00\x05\x16\x07",
            "nothing.csv": b"",
            "page.html": "<!DOCTYPE html><html></html>",
            "numbers.bin": bytes(range(200)),
        },
    )
    assert [(part.name, part.inside) for part in parts(path)] == [
        ("export.zip › Queries.csv", "Queries.csv"),
        ("export.zip › more/Pages.tsv", "more/Pages.tsv"),
    ]
    assert [(left.name, left.reason) for left in leftovers(path)] == [
        ("export.zip › logo.png", "a picture"),
        ("export.zip › __MACOSX/._Queries.csv", "a file that the operating system adds"),
        ("export.zip › nothing.csv", "empty"),
        ("export.zip › page.html", "a web page or XML"),
        ("export.zip › numbers.bin", "not text"),
    ]


def test_the_name_that_people_gave_stands_before_the_member(tmp_path: Path) -> None:
    path = zipped(tmp_path / "tmp8f3a", {"a.csv": TABLE})
    assert [part.name for part in parts(path, name="August.zip")] == ["August.zip › a.csv"]


def test_a_part_can_be_read_again_and_two_at_once(tmp_path: Path) -> None:
    one, two = parts(zipped(tmp_path / "export.zip", {"a.csv": TABLE, "b.csv": "x,y\n1,2\n"}))
    with one.open() as first, two.open() as second:
        assert first.read(3) + second.read(3) == b"Dayx,y"
        assert first.read() == TABLE.encode()[3:]
    assert text(one) == TABLE


def test_an_archive_inside_a_part_comes_apart_as_well(tmp_path: Path) -> None:
    path = zipped(tmp_path / "waiting", {"a.csv": TABLE})
    upload = Part(name="August.zip", path=path, opener=lambda: path.open("rb"))
    assert [(part.name, text(part)) for part in parts(upload)] == [("August.zip › a.csv", TABLE)]


def test_search_console_states_its_period_in_one_file_for_the_others(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "example.com-Performance.zip",
        {
            "Chart.csv": "Date,Clicks\n2026-05-02,5\n2026-08-01,7\n2026-05-01,1\n",
            "Queries.csv": "Top queries,Clicks\nshoes,5\n",
            "Filters.csv": "Filter,Value\nSearch type,Web\nDate,Last 3 months\n",
        },
    )
    chart, queries = parts(path)
    assert (chart.stated, queries.stated) == (None, (date(2026, 5, 1), date(2026, 8, 1)))
    assert [left.name for left in leftovers(path)] == ["example.com-Performance.zip › Filters.csv"]


def test_search_console_states_its_period_in_a_workbook_too(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "s.xlsx") as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        chart = book.add_worksheet("Chart")
        chart.write_row(0, 0, ["Date", "Clicks"])
        for row in (1, 2):
            chart.write_datetime(row, 0, datetime(2026, 8, row), day)  # noqa: DTZ001
        book.add_worksheet("Queries").write_row(0, 0, ["Top queries", "Clicks"])
        book.add_worksheet("Filters").write_row(0, 0, ["Date", "Last 3 months"])
    assert [(part.inside, part.stated) for part in parts(tmp_path / "s.xlsx")] == [
        ("Chart", None),
        ("Queries", (date(2026, 8, 1), date(2026, 8, 2))),
    ]


def test_a_filter_with_two_days_states_them(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "s.zip",
        {
            "Suchanfragen.csv": "Suchanfragen,Klicks\nx,5\n",
            "Filter.csv": 'Filter,Wert\nDatum,"Aug 1, 2026-Aug 31, 2026"\n',
        },
    )
    assert [part.stated for part in parts(path)] == [(date(2026, 8, 1), date(2026, 8, 31))]


def test_days_of_an_unknown_export_state_nothing_for_its_neighbours(tmp_path: Path) -> None:
    path = zipped(tmp_path / "s.zip", {"dates.csv": "day\n2020-01-01\n2030-01-01\n", "sales.csv": "shop,sales\nA,5\n"})
    assert [part.stated for part in parts(path)] == [None, None]


def test_plausible_states_its_period_by_its_visitors(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.zip", {"visitors.csv": TABLE, "sources.csv": "name,visitors\nGoogle,5\n"})
    assert [part.stated for part in parts(path)] == [None, (date(2026, 8, 1), date(2026, 8, 2))]


def test_each_sheet_with_rows_is_a_part(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"  # whatever its name
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("August").write_row(0, 0, ["Campaign", "Clicks"])
        book.add_worksheet("Nothing")
        hidden = book.add_worksheet("Old")
        hidden.write_row(0, 0, ["Campaign", "Clicks"])
        hidden.hide()
    august, old = parts(path)
    assert (august.name, august.inside, august.notes()) == ("book.csv › August", "August", ())
    assert (text(old), old.notes()) == ("Campaign,Clicks\n", ("the sheet is hidden in the workbook",))
    assert [(left.name, left.reason) for left in leftovers(path)] == [("book.csv › Nothing", "an empty sheet")]


def test_a_text_named_as_a_workbook_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_text(TABLE)
    assert [text(part) for part in parts(path)] == [TABLE]


def test_a_header_that_begins_with_pk_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "keys.csv"
    path.write_text("PK,name\n1,a\n")
    assert [text(part) for part in parts(path)] == ["PK,name\n1,a\n"]


def test_cells_are_written_as_they_are_shown_to_the_point(lines: Callable[[Draw], list[str]]) -> None:
    def draw(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        cells = [
            (datetime(2026, 8, 1), "dd/mm/yyyy"),  # noqa: DTZ001
            (datetime(2026, 8, 1, 9, 30), "d mmm yy h:mm AM/PM"),  # noqa: DTZ001
            (0.125, "0%"),
            (0.07, "0.00%"),
            (1234, "00000"),
            (12.5, "#,##0.00 [$€-407]"),
            (timedelta(minutes=3, seconds=12), "mm:ss"),
            (timedelta(days=1, hours=12), "[h]:mm"),
        ]
        for column, (value, code) in enumerate(cells):
            sheet.write(0, column, value, book.add_format({"num_format": code}))

    assert lines(draw) == ["2026-08-01,2026-08-01 09:30:00,12.5%,7%,01234,€ 12.5,00:03:12,36:00:00"]


def test_texts_truths_errors_and_numbers(lines: Callable[[Draw], list[str]]) -> None:
    def draw(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["00123", 'a "b", c', "two\nlines\there", True, False, 0.1, 1e-7, 1e21])
        sheet.write_formula(0, 8, "=1/0", None, "#DIV/0!")

    assert lines(draw) == ['00123,"a ""b"", c",two lines here,TRUE,FALSE,0.1,0.0000001,1000000000000000000000,#DIV/0!']


def test_a_number_with_three_decimals_cannot_be_taken_for_a_thousand() -> None:
    assert number_text("1.234", Shown(Kind.NUMBER), from_1904=False) == "1.2340"
    assert number_text("0.234", Shown(Kind.NUMBER), from_1904=False) == "0.234"
    assert number_text("0.01234", Shown(Kind.PERCENT), from_1904=False) == "1.2340%"


def test_rows_stand_on_the_lines_of_their_numbers(lines: Callable[[Draw], list[str]]) -> None:
    def draw(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write(1, 1, "Campaign report")
        sheet.write_row(4, 1, ["Campaign", "Clicks", "Cost"])
        sheet.write_row(5, 1, ["Brand", 5])
        sheet.write_row(7, 1, ["Search", 6, 1.5])
        sheet.write_blank(20, 9, None, book.add_format({"bold": True}))

    assert lines(draw) == [
        "", "Campaign report", "", "", "Campaign,Clicks,Cost", "Brand,5,", "", "Search,6,1.5",
    ]  # fmt: skip


def test_tables_below_each_other_keep_their_own_width(lines: Callable[[Draw], list[str]]) -> None:
    def draw(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for row, cells in enumerate(
            [["Day", "Clicks", "Cost"], [1, 2, 3], [], ["City", "Users"], ["Rome", 5], [], ["Note"]]
        ):
            sheet.write_row(row, 0, cells)

    assert lines(draw) == ["Day,Clicks,Cost", "1,2,3", "", "City,Users", "Rome,5", "", "Note,"]


def test_a_formula_without_a_result_is_no_zero(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:  # which writes 0 and leaves the calculation to the next program
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Campaign", "Clicks"])
        sheet.write_row(1, 0, ["Brand", 5])
        sheet.write(2, 0, "Twice")
        sheet.write_formula(2, 1, "=B2*2")
        sheet.write(3, 0, "Thrice")
        sheet.write_formula(3, 1, "=B2*3", None, 15)
    (part,) = parts(path)
    assert text(part).splitlines() == ["Campaign,Clicks", "Brand,5", "Twice,=B2*2", "Thrice,15"]
    (note,) = part.notes()
    assert note.startswith("1 formula without a result in the file (B3)")


def test_a_formula_cell_that_holds_nothing_shows_its_formula(tmp_path: Path) -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><f>B1+C1</f><v></v></c><c r="B1"><f t="shared" si="0"/></c>'
        '<c r="C1" t="str"><f>IF(1,"","x")</f><v></v></c><c r="D1"><f>1+1</f><v>2</v></c></row></sheetData>'
    )
    (part,) = parts(raw_workbook(tmp_path / "b.xlsx", sheet))
    assert text(part) == "=B1+C1,=…,,2\n"
    assert "2 formulas without a result in the file (A1, B1)" in part.notes()[0]


def test_hidden_rows_and_columns_are_read_and_said(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet()
        for row in range(4):
            sheet.write_row(row, 0, ["a", row])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column(1, 2, None, None, {"hidden": True})
    (part,) = parts(tmp_path / "b.xlsx")
    assert text(part).splitlines() == ["a,0", "a,1", "a,2", "a,3"]
    assert part.notes() == (
        "2 hidden rows, the first is row 3: read like the others",
        "hidden columns (B:C): read like the others",
    )


def test_a_name_merged_over_rows_holds_for_each_of_them(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:A2", "Campaign")  # the names of the columns are folded later
        sheet.merge_range("B1:C1", "August")
        sheet.write_row(1, 1, ["Clicks", "Cost"])
        sheet.merge_range("A3:A5", "Brand")
        for row, cells in enumerate([[5, 1.5], [6, 2.5], [], [7, 3]], start=2):
            sheet.write_row(row, 1, cells)
        sheet.write(5, 0, "Search")
    (part,) = parts(tmp_path / "b.xlsx")
    assert text(part).splitlines() == [
        "Campaign,August,", ",Clicks,Cost", "Brand,5,1.5", "Brand,6,2.5", "", "Search,7,3",
    ]  # fmt: skip
    assert part.notes() == ("cells merged over rows (A3:A5): their value is read in each of these rows",)


def test_days_counted_from_1904_are_the_same_days(lines: Callable[..., list[str]]) -> None:
    def draw(book: xlsxwriter.Workbook) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        book.add_worksheet().write_datetime(0, 0, datetime(2026, 8, 1), day)  # noqa: DTZ001

    assert lines(draw) == lines(draw, date_1904=True) == ["2026-08-01"]


@pytest.mark.parametrize(
    ("serial", "code", "written"),
    [
        ("1", "d/m/yyyy", "1900-01-01"),
        ("59", "d/m/yyyy", "1900-02-28"),
        ("60", "d/m/yyyy", "60"),  # 29 February 1900: workbooks count a day that never was
        ("61", "d/m/yyyy", "1900-03-01"),
        ("0", "d/m/yyyy", "0"),
        ("-1", "d/m/yyyy", "-1"),
        ("2958465", "d/m/yyyy", "9999-12-31"),
        ("2958466", "d/m/yyyy", "2958466"),
        ("46235.5", "d/m/yyyy", "2026-08-01 12:00:00"),
        ("46235.999999995", "d/m/yyyy hh:mm", "2026-08-02 00:00:00"),
        ("46235", "mmm yy", "2026-08-01"),
        ("46235", "h:mm", "2026-08-01 00:00:00"),
        ("0.75", "h:mm", "18:00:00"),
        ("-0.75", "[h]:mm", "-18:00:00"),
        ("0.1", '0.0"d"', "0.1"),
        ("0.1", "[Red]0.0", "0.1"),
        ("0.1", "0.0_d;-0.0", "0.1"),
        ("0.1", "General", "0.1"),
        ("0.1", '0.0 "%"', "0.1"),
        ("5", "0.0\\%", "5"),
        ("12.5", '#,##0.00 "€"', "€ 12.5"),
        ("-12.5", '_("$"* #,##0.00_);_("$"* (#,##0.00)', "$ -12.5"),
        ("12.5", "[$$-409]#,##0.00", "$ 12.5"),
        ("12.5", "[$$-C09]#,##0.00", "12.5"),  # dollars of Australia
        ("12.5", "[$CHF] 0.00", "CHF 12.5"),
        ("12.5", '0.0 "visits"', "12.5"),
        ("7", "0", "7"),
        ("1e999", "0", "1e999"),
        ("123456789012345678", "0", "123456789012345678"),
    ],
)
def test_a_number_format_tells_what_a_number_is(serial: str, code: str, written: str) -> None:
    assert number_text(serial, shown(code), from_1904=False) == written


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "a.gz",
            gzip.compress(gzip.compress(b"a,b\n", mtime=0), mtime=0),
            "inside the gzip file is a gzip file – unpack it once",
        ),
        ("a.tgz", gzip.compress(b"x" * 257 + b"ustar\0", mtime=0), "inside the gzip file is a tar archive"),
        ("a.csv.gz", gzip.compress(TABLE.encode(), mtime=0)[:-9], "ends in the middle: .* fetch it again"),
        ("a.csv.gz", gzip.compress(TABLE.encode(), mtime=0)[:-8] + b"\0" * 8, "is damaged"),
        ("a.csv.gz", gzip.compress(TABLE.encode(), mtime=0) + b"abc", "is damaged"),
        ("a.zip", b"PK\x03\x04" + b"x" * 100, "the zip archive is cut off"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0\x04", "a 7z archive – unpack it"),
        ("a.bz2", b"BZh91AY&SY", "a bzip2 file – unpack it"),
        (
            "a.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
            r"used before 2007 \(.xls\) – open it and save it",
        ),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "a workbook with a password",
        ),
    ],
)
def test_what_cannot_be_unpacked_is_refused_with_a_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(IntakeRefused, match=f"^{name}.*{sentence}"):
        text(parts(path)[0])


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({}, "holds no table"),
        (
            {"a.png": b"\x89PNG", "b.jpg": b"\xff\xd8\xff\xe0"},
            r"holds no table \(x.zip › a.png is a picture; x.zip › b.jpg",
        ),
        ({"a.csv.gz": gzip.compress(b"a,b\n")}, "a gzip file inside the archive: hand it over by itself"),
        ({"b.xlsx": b"PK\x03\x04"}, "a zip archive or a workbook inside the archive"),
        ({"word/document.xml": "<x/>"}, "a Word document"),
        ({"xl/workbook.bin": "x"}, "in binary form"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "an OpenDocument file"),
    ],
)
def test_an_archive_without_a_table_says_what_it_holds(
    tmp_path: Path, members: dict[str, str | bytes], sentence: str
) -> None:
    path = zipped(tmp_path / "x.zip", members, zipfile.ZIP_STORED)
    with pytest.raises(IntakeRefused, match=sentence):
        contents(path)


def test_a_report_in_a_workbook_is_read_like_its_csv(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_worksheet("Ads")
        day, percent = book.add_format({"num_format": "d.m.yy"}), book.add_format({"num_format": "0.0%"})
        sheet.write(0, 0, "Campaign report")
        sheet.write_row(2, 0, ["Day", "Clicks", "CTR", "Cost"])
        for row, (clicks, rate, cost) in enumerate([(5, 0.125, 1.234), (6, 0.25, 2.345)]):
            sheet.write_datetime(3 + row, 0, datetime(2026, 8, 1 + row), day)  # noqa: DTZ001
            sheet.write_row(3 + row, 1, [clicks, rate, cost])
            sheet.write(3 + row, 2, rate, percent)
        sheet.write_row(5, 0, ["Total", 11])
        sheet.write_formula(5, 3, "=SUM(D4:D5)")
        sheet.set_row(4, None, None, {"hidden": True})
    (part,) = parts(tmp_path / "book.xlsx")
    seen = inspect(part, spool=tmp_path / "spool")
    (table,) = seen.tables
    assert seen.questions == ()
    assert (table.rows, table.period) == (2, (date(2026, 8, 1), date(2026, 8, 2)))
    assert table.sums == {"Clicks": 11, "CTR": 0.375, "Cost": pytest.approx(3.579)}
    assert [(dropped.line, dropped.text) for dropped in table.dropped] == [(6, "Total,11,,=SUM(D4:D5)")]
    assert [(proof.column, proof.agrees) for proof in table.proofs] == [("Clicks", True)]
    assert [note.partition(":")[0] for note in table.notes] == [
        "1 formula without a result in the file (D6)",
        "1 hidden row, the first is row 5",
    ]


def test_a_formula_without_a_result_among_numbers_is_a_rejected_cell(tmp_path: Path) -> None:
    cells = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{46234 + n}</v></c><c r="B{n}"><v>{n}</v></c></row>' for n in range(2, 9)
    )
    names = '<row r="1"><c r="A1" t="str"><v>Day</v></c><c r="B1" t="str"><v>Clicks</v></c></row>'
    last = '<row r="9"><c r="A9"><v>46243</v></c><c r="B9"><f>B8+1</f></c></row>'
    (part,) = parts(raw_workbook(tmp_path / "b.xlsx", f"<sheetData>{names}{cells}{last}</sheetData>"))
    (table,) = inspect(part, spool=tmp_path / "spool", answers={"Day": "yes"}).tables
    assert [(reject.line, reject.column, reject.text) for reject in table.rejects] == [(9, "Clicks", "=B8+1")]
    assert table.sums["Clicks"] == 35
