"""Nasty inputs, one row of a table each: exactly these rows come out, or a sentence says what is wrong.

Those that single rooms show already are not repeated: tests/intake/test_silent_damage.py, test_hostile_files.py,
test_hostile_packed_files.py, test_shapes_of_exports.py.
"""

import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from bsc.errors import IntakeRefused
from bsc.intake import Inspection, inspect
from tests.intake.bombs import endless, zip_of
from tests.intake.conftest import typed_rows

MANY = 30_000  # rows: more than any sample that a naive reader looks at
AUGUST = [date(2026, 8, day) for day in range(1, 32)]
A, B, C = AUGUST[:3]
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Nasty:
    """A file, and what becomes of it: the rows of its tables (equal ones behind each other once), or a sentence."""

    content: bytes
    rows: tuple[Rows, ...] = ()
    refused: str = ""
    rejected: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    asked: tuple[str, ...] = ()
    said: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    name: str = "upload.csv"


def read(content: str | bytes, *rows: Rows, **more: Any) -> Nasty:  # noqa: ANN401 - the other fields of Nasty
    return Nasty(_bytes(content), rows, **more)


def refused(content: str | bytes, sentence: str) -> Nasty:
    return Nasty(_bytes(content), refused=sentence)


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def zipped(*members: tuple[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return written.getvalue()


def workbook(*rows: tuple[Any, ...]) -> bytes:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return written.getvalue()


def days(*cells: str, delimiter: str = ",") -> str:
    """Return a table of days and one column, which holds *cells*."""
    rows = "".join(f"{day}{delimiter}{cell}\n" for day, cell in zip(AUGUST, cells, strict=False))
    return f"day{delimiter}n\n{rows}"


def on_days(*values: object) -> Rows:
    return list(zip(AUGUST, values, strict=False))


HTML = "<!-- saved page --><table><tr><td>day</td></tr></table>"
CSV = "day,n\n2026-08-01,5\n"
INPUTS = {
    # bytes and text
    "a mark before a quoted header": read(b'\xef\xbb\xbf"day","n"\r\n"2026-08-01","5"\r\n', [(A, 5)]),
    "two files behind each other, each with its mark": read(
        "\ufeffday,n\n2026-08-01,5\n\ufeffday,n\n2026-08-02,6\n", [(A, 5), (B, 6)], dropped=(3,)
    ),
    "the same with quoted headers": read(
        '\ufeff"day","n"\n2026-08-01,5\n\ufeff"day","n"\n2026-08-02,6\n', [(A, 5), (B, 6)], dropped=(3,)
    ),
    "letters of UTF-16 whose bytes are line ends": read(
        "day\tcity\tn\n2026-08-01\tਊ\u0d0aഊ\t5\n2026-08-02\tK\t6\n".encode("utf-16"),
        [(A, "ਊ\u0d0aഊ", 5), (B, "K", 6)],
    ),
    "Japanese in UTF-16 without a mark": read(
        "日付,都市,数\n2026-08-01,東京,5\n2026-08-02,大阪,6\n".encode("utf-16-le"),
        [(A, "東京", 5), (B, "大阪", 6)],
    ),
    "UTF-16BE with CR alone": read("day\tn\r2026-08-01\t5\r".encode("utf-16-be"), [(A, 5)]),
    "half a letter at the end of UTF-16": refused(CSV.encode("utf-16")[:-1], "line 2: .* is not UTF-16LE text"),
    "half a pair in UTF-16": refused(
        b"\xff\xfe" + CSV.encode("utf-16-le") + b"\x00\xd8\n\0", "line 3: .* is not UTF-16LE text"
    ),
    "another encoding than the mark declares": refused(
        b"\xef\xbb\xbfday,city,n\n2026-08-01,M\xfcnchen,5\n", "line 2: the byte 0xfc is not UTF-8 text"
    ),
    "the euro sign of Windows-1252": read(
        b"Tag;Kosten;Stadt\n2026-08-01;5,50 \x80;K\xf6ln\n2026-08-02;6,25 \x80;\x93x\x94\n",
        [(A, 5.5, "Köln"), (B, 6.25, "“x”")],
    ),
    "Windows-1252 that shows late": read(
        b"day,city,n\n" + b"2026-08-01,Rome,1\n" * 300_000 + b"2026-08-02,K\xf6ln,2\n", [(A, "Rome", 1), (B, "Köln", 2)]
    ),
    "NUL bytes that a crash left at the end": refused(CSV.encode() + bytes(4096), "line 3: a NUL byte"),
    "a mark of UTF-16 and nothing else": refused(b"\xff\xfe", "the file is empty"),
    "spaces in UTF-16": refused(" \n \n".encode("utf-16"), "the file is empty"),
    "nothing, packed": refused(gzip.compress(b""), "the file is empty"),
    "the end-of-file mark of DOS": read(CSV + "\x1a", [(A, 5)], dropped=(3,)),
    # lines and quotes
    "breaks that are no line ends": read(
        "day,note,n\n2026-08-01,a\u2028b\u0085c\vd\fe\x1cf,1\n2026-08-02,g,2\n",
        [(A, "a\u2028b\u0085c\vd\fe\x1cf", 1), (B, "g", 2)],
    ),
    "CR alone and a quoted LF": read(
        'day,note,n\r2026-08-01,"a\nb",1\r2026-08-02,c,2\r', [(A, "a\nb", 1), (B, "c", 2)]
    ),
    "line ends that were converted twice": read("day,n\r\r\n2026-08-01,5\r\r\n2026-08-02,6\r\r\n", [(A, 5), (B, 6)]),
    "a hundred thousand blank lines between rows": read(
        CSV + "\n" * 100_000 + "2026-08-02,6\n", [(A, 5), (B, 6)]
    ),
    "a quoted table in a cell": read(
        'day,note,n\n2026-08-01,"a,b\r\nc,d\r\n""e"",f",1\n2026-08-02,x,2\n',
        [(A, 'a,b\r\nc,d\r\n"e",f', 1), (B, "x", 2)],
    ),
    "a quote that opens in the last row": refused(
        'day,city,n\n2026-08-01,a,1\n2026-08-02,"b,2\n', r'line 3: a quote \("\) opens there'
    ),
    "a quote that opens behind five megabytes": refused(
        "day,city,n\n" + "2026-08-01,x,1\n" * 350_000 + '2026-08-02,"b,2\n', r'line 350002: a quote \("\) opens'
    ),
    "quotes with a backslash": read(
        'day,note,n\n2026-08-01,"say \\"hi\\"",1\n2026-08-02,x,2\n', [(B, "x", 2)], rejected=(2,)
    ),
    "feet, inches and doubled quotes": read(
        'day,note,n\n2026-08-01,"He said ""hi"", ok",1\n2026-08-02,6\' 2",2\n',
        [(A, 'He said "hi", ok', 1), (B, "6' 2\"", 2)],
    ),
    "single quotes are no quotes": read(
        "day,note,n\n2026-08-01,'a',1\n2026-08-02,'b, c',2\n", [(A, "'a'", 1)], rejected=(3,)
    ),
    "rows too short and too long between good ones": read(
        "day,city,n\n2026-08-01,a,1\n2026-08-02,b\n2026-08-03,c,3,4\n2026-08-04,d,4\n",
        [(A, "a", 1), (AUGUST[3], "d", 4)],
        rejected=(3, 4),
    ),
    "five thousand empty cells behind a row": read(
        f"day,n\n2026-08-01,5{',' * 5000}\n2026-08-02,6\n", [(A, 5), (B, 6)]
    ),
    "a quoted sep= line behind a mark": read('\ufeff"sep=;"\r\nday;n\r\n2026-08-01;1,5\r\n', [(A, 1.5)]),
    "a sep= line of a tab in UTF-16": read("sep=\t\nday\tn\n2026-08-01\t1,5\n".encode("utf-16"), [(A, 1.5)]),
    "tabs, with commas in the cells": read(
        "Tag\tKosten\tOrt\n2026-08-01\t1,5\tA, B\n2026-08-02\t22,25\tC, D\n", [(A, 1.5, "A, B"), (B, 22.25, "C, D")]
    ),
    # headers
    "a header in UTF-16, no line end": read(
        "Kampagne;Klicks".encode("utf-16"), [], said="the table has a header and no rows"
    ),
    "a title, a period and a header": read(
        "Report: x\nPeriod: 2026-08-01 - 2026-08-31\n\nDay,Campaign,Clicks\n", [], said="a header and no rows"
    ),
    "totals and nothing else": read("day,n\nTotal,5\nGrand total,5\n", [], dropped=(2, 3)),
    "delimiters and nothing else": refused(",,,\n,,,\n,,,\n", "no table was found"),
    "headers that are empty, doubled, and doubled but for case": read(
        "day,,n,,n,N\n2026-08-01,a,1,b,2,3\n", [(A, "a", 1, "b", 2, 3)], said='column 2 has no name: called "column 2"'
    ),
    "headers that the store uses itself": read(
        'day,a b,a_b,A-B,_line,_live,select,"a""b","n; drop table x"\n2026-08-01,1,2,3,4,5,6,7,8\n',
        [(A, 1, 2, 3, 4, 5, 6, 7, 8)],
    ),
    "a header of ten thousand letters, twice": read(
        f"day,{'x' * 10_000}a,{'x' * 10_000}b\n2026-08-01,5,6\n", [(A, 5, 6)]
    ),
    "line breaks in a header": read('day,"clicks\r\n(all)","cost, EUR"\r\n2026-08-01,1,2\r\n', [(A, 1, 2)]),
    "ten thousand columns": read(
        f"day,{','.join(f'c{n}' for n in range(9999))}\n2026-08-01,{','.join(map(str, range(9999)))}\n",
        [(A, *range(9999))],
    ),
    "years as names of columns": read(
        "region,2024,2025\nNorth,1,2\nSouth,3,4\n", [("North", 1, 2), ("South", 3, 4)], asked=("header",)
    ),
    "a table without names": read("2026-08-01,5\n2026-08-02,6\n", [(B, 6)], asked=("header",)),
    "a table of Markdown": read(
        "| day | n |\n| 2026-08-01 | 5 |\n| 2026-08-02 | 6 |\n", [(A, 5), (B, 6)], said="neither a name nor a value"
    ),
    "the head of a mail above the table": read(
        "From: a@example.org\nSubject: Report\nContent-Type: text/csv\n\nday,n\n2026-08-01,5\n2026-08-02,6\n",
        [(A, 5), (B, 6)],
    ),
    "names that begin with a hash": read(
        "Name,Created at,Total\n#1001,2026-08-01,5\n# 1002,2026-08-02,6\n", [("#1001", A, 5), ("# 1002", B, 6)]
    ),
    "a comment between rows": read(
        "day,n\n2026-08-01,5\n# page 2\n\n# of 2\n2026-08-02,6\n", [(A, 5), (B, 6)], dropped=(3, 5)
    ),
    "a comment above another table": read(
        "day,n\n2026-08-01,5\n# regions\nregion,2024,2025\nNorth,1,2\nSouth,3,4\n",
        [(A, 5)],
        [("North", 1, 2), ("South", 3, 4)],
        asked=("header",),
    ),
    "another table right below": read(
        "day,n\n2026-08-01,1\nCity,Country,m\nRome,IT,3\nBern,CH,4\n", [(A, 1)], rejected=(3, 4, 5)
    ),
    # numbers
    "a decimal comma behind thirty thousand whole numbers": read(
        "Tag;n\n" + "2026-08-01;12\n" * MANY + "2026-08-02;12,5\n", [(A, 12.0), (B, 12.5)]
    ),
    "leading zeros behind thirty thousand numbers": read(
        "day,zip\n" + "2026-08-01,1001\n" * MANY + "2026-08-02,00123\n", [(A, "1001"), (B, "00123")]
    ),
    "three decimals behind thirty thousand of two": read(
        "day,n\n" + "2026-08-01,1.25\n" * MANY + "2026-08-02,1.999\n", [(A, 1.25), (B, 1.999)]
    ),
    "both decimal marks in one column": read(
        days("1.234,56", "1,234.56", "5", delimiter=";"), on_days(None, 1234.56, 5.0), rejected=(2,),
        said="numbers with a decimal point and others with a decimal comma",
    ),
    "formulas among numbers and as a header": read(
        "day,n,=1+1\n2026-08-01,-5,=A1\n2026-08-02,+6,@x\n2026-08-03,=1+1,-y\n",
        [(A, -5, "=A1"), (B, 6, "@x"), (C, None, "-y")],
        rejected=(4,),
    ),
    "what is infinite or beyond a double": read(
        days("∞", "-1e400", "1e308", "5"), on_days(None, None, 1e308, 5.0), rejected=(2, 3)
    ),
    "signs, bare marks and exponents": read(
        days("+5", ".5", "5.", "1e3", "-0", "2.25", "1E-3"), on_days(5.0, 0.5, 5.0, 1000.0, 0.0, 2.25, 0.001)
    ),
    "whole numbers beyond 64 bits": read(days("9223372036854775808", "1"), on_days("9223372036854775808", "1")),
    "negative in brackets, behind, and with other dashes": read(
        days("(5.00)", "5.25-", "−1.50", '"(1,234.50)"', "–2.00"), on_days(-5.0, -5.25, -1.5, -1234.5, -2.0)
    ),
    "negative money": read(
        days("($5.00)", "-$5.25", "$-1.00", '"$1,234.50"'), on_days(-5.0, -5.25, -1.0, 1234.5)
    ),
    "thin and unbreakable spaces between thousands": read(
        days("1\u2009234,50", "1\u202f234\u202f567,25", "2\u00a0000,00", delimiter=";"),
        on_days(1234.5, 1234567.25, 2000.0),
    ),
    "apostrophes between thousands": read(
        days("1'234.50", "12’345’678.25", delimiter=";"), on_days(1234.5, 12345678.25)
    ),
    "lakhs and crores": read(days('"1,23,456.50"', '"12,34,567.00"'), on_days(123456.5, 1234567.0)),
    "digits of other scripts stay text": read(days("١٢", "３４"), on_days("١٢", "３４")),
    "German percentages": read(days("12,5 %", "1.234 %", "7%", delimiter=";"), on_days(0.125, 12.34, 0.07)),
    "percentages among plain numbers": read(
        days("12.5%", "7%", "0.5"), on_days(0.125, 0.07, None), rejected=(4,)
    ),
    "several currencies in one column": read(
        days("€5.50", "$7.25", "1.25 GBP"), on_days(5.5, 7.25, 1.25), said="mixes EUR, GBP, USD: nothing was converted"
    ),
    "bounds on both sides": read(
        days("< 10%", "> 90%", "45.50%", "12%"), on_days(None, None, 0.455, 0.12), rejected=(2, 3)
    ),
    "all the ways to write nothing": read(
        days("n/a", "--", "5", " ", "NULL", "—", "-"), on_days(None, None, 5, None, None, None, None)
    ),
    # days
    "both orders of a day in one column": read(
        "day,n\n25/04/2026,1\n04/25/2026,2\n05/06/2026,4\n",
        [(date(2026, 4, 25), 1), (None, 2), (date(2026, 6, 5), 4)],
        rejected=(3,), said="some days can only be month first, most are day first",
    ),
    "29 February in a year that has none": read(
        "Tag;n\n" + "28.02.2025;1\n" * 30 + "29.02.2024;2\n29.02.2025;3\n31.02.2026;4\n",
        [(date(2025, 2, 28), 1), (date(2024, 2, 29), 2), (None, 3), (None, 4)],
        rejected=(33, 34),
    ),
    "the ends of the calendar": read(
        "day,n\n1900-01-01,1\n9999-12-31,2\n0001-01-01,3\n1899-12-31,4\n2199-12-31,5\n",
        [(date(1900, 1, 1), 1), (None, 2), (None, 3), (None, 4), (date(2199, 12, 31), 5)],
        rejected=(3, 4, 5),
    ),
    "days of a spreadsheet among written ones": read(
        "Date,n\n2026-08-01,1\n46236,2\n2026-08-03,4\n", [(A, 1), (None, 2), (C, 4)], rejected=(3,)
    ),
    "milliseconds that jump over midnight UTC": read(
        "timestamp,n\n1785628799999,1\n1785628800000,2\n",
        [(datetime(2026, 8, 1, 23, 59, 59, 999000), 1), (datetime(2026, 8, 2), 2)],  # noqa: DTZ001 - naive UTC
        said="milliseconds since 1970",
    ),
    "offsets around the change of the clocks": read(
        "time,n\n2026-03-29T02:30:00+01:00,1\n2026-10-25T02:30:00+02:00,2\n",
        [(datetime(2026, 3, 29, 1, 30), 1), (datetime(2026, 10, 25, 0, 30), 2)],  # noqa: DTZ001 - naive UTC
    ),
    # totals
    **{
        f"a total that is called {word}": read(
            f"day,city,n\n2026-08-01,a,1\n2026-08-02,b,2\n{word},,3\n", [(A, "a", 1), (B, "b", 2)], dropped=(4,)
        )
        for word in ("Gesamtsumme", "Total général", "Totale", "Totaal", "Razem", "ÖSSZESEN", "Итого", "合計", "总计")
    },
    # other formats, under a name that lies
    "a workbook named .csv": read(workbook(("day", "n"), ("2026-08-01", 5), ("2026-08-02", 6.5)), [(A, 5.0), (B, 6.5)]),
    "a text named .xlsx": read(CSV, [(A, 5)], name="book.xlsx"),
    "lines of JSON": refused('{"day": "2026-08-01", "n": 1}\n{"day": "2026-08-02", "n": 2}\n', "the file is JSON"),
    "JSON behind a mark and a line": refused('\ufeff\n [ {"day": 1} ]', "the file is JSON"),
    "a spreadsheet as XML": refused('<?xml version="1.0"?>\n<Workbook/>', "web page"),
    "a page that begins with a comment": refused(f"\ufeff\r\n\r\n{HTML}", "web page"),
    "a text document": refused("{\\rtf1\\ansi day,n\\par 2026-08-01,5}", r"text document \(RTF\)"),
    "a page in an archive": refused(zipped(("a.csv", HTML.split("-->")[1])), "a.csv is a web page or XML"),
    "an archive in an archive": refused(zipped(("a.zip", zipped(("a.csv", CSV)))), "a.zip is a zip archive"),
    "what a Mac leaves in an archive": read(
        zipped(("__MACOSX/._q.csv", "x"), ("q/", ""), ("q/q.csv", CSV)), [(A, 5)]
    ),
    "two gzip files behind each other": read(
        gzip.compress(CSV.encode()) + gzip.compress(b"2026-08-02,6\n"), [(A, 5), (B, 6)]
    ),
    "a gzip file that was cut off": refused(
        gzip.compress("".join(f"2026-08-01,{n * 7919 % 100_003}\n" for n in range(MANY)).encode())[:50_000],
        "ends in the middle: the download or the copy stopped early",
    ),
}  # fmt: skip


def inspected(nasty: Nasty, folder: Path) -> Inspection:
    path = folder / "upload"
    path.write_bytes(nasty.content)
    return inspect(path, name=nasty.name, answers=nasty.answers, spool=folder / "spool")


@pytest.mark.parametrize("name", [name for name, nasty in INPUTS.items() if nasty.refused])
def test_a_nasty_file_is_refused_with_a_precise_sentence_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(IntakeRefused, match=INPUTS[name].refused):
        inspected(INPUTS[name], tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "upload"]


@pytest.mark.parametrize("name", [name for name, nasty in INPUTS.items() if not nasty.refused])
def test_a_nasty_file_gives_exactly_its_rows_and_every_line_has_its_place(name: str, tmp_path: Path) -> None:
    nasty = INPUTS[name]
    found = inspected(nasty, tmp_path)
    assert [_rows(typed_rows(table)) for table in found.tables] == list(nasty.rows)
    assert found.lines.accounted == found.lines.total == _lines_in(nasty.content, found)
    assert tuple(reject.line for table in found.tables for reject in table.rejects) == nasty.rejected
    assert tuple(dropped.line for table in found.tables for dropped in table.dropped) == nasty.dropped
    assert tuple(question.column for question in found.questions) == nasty.asked
    assert nasty.said in " ".join(note for table in found.tables for note in table.notes)


def _rows(rows: list[dict[str, Any]]) -> Rows:
    """Return the rows without their lines; of equal ones behind each other, one."""
    found: Rows = []
    for row in rows:
        cells = tuple(value for name, value in row.items() if name != "_line")
        if not found or found[-1] != cells:
            found.append(cells)
    return found


def _lines_in(content: bytes, found: Inspection) -> int:
    """Return how many lines an editor shows, whichever way they end; for a packed file, as many as were counted."""
    if content.startswith((b"PK", b"\x1f\x8b")):
        return found.lines.total
    codec = {"Windows-1252": "cp1252", "UTF-8": "utf-8-sig"}.get(found.encoding, found.encoding.lower())
    lines = re.split(r"\r\n|\r|\n", content.decode(codec))
    return len(lines) - (lines[-1] == "")


MEGABYTE = 1 << 20
MOST = 1500  # megabytes that an import may take, whatever it is given
READ_EACH = """
import json, resource, sys
from pathlib import Path
from bsc.errors import IntakeRefused
from bsc.intake import inspect

def outcome(path):
    try:
        found = inspect(path, spool=path.parent / "spool")
    except IntakeRefused as refused:
        return str(refused)
    return f"{found.tables[0].rows} rows, {len(found.tables[0].columns)} columns, {sum(found.tables[0].sums.values())}"

outcomes = {name: outcome(Path(path)) for name, path in json.loads(sys.argv[1]).items()}
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"outcomes": outcomes, "megabytes": peak}))
"""
WORST = {
    "a field of 100 MB": "a line is longer than 16,777,216 bytes",
    "a quoted field of 100 MB": "a line is longer than 16,777,216 bytes",
    "100 MB of quotes": "a line is longer than 16,777,216 bytes",
    "100 MB of delimiters": "a line is longer than 16,777,216 bytes",
    "a quote that opens above 100 MB of rows": "line 2: a cell is longer than 16,777,216 characters",
    "2 GB of zeros in an archive": "line 1: a NUL byte",
    "2 GB of rows in an archive": "unpacks to more than 250 times its size",
    "three hundred rows of 10,000 columns": "300 rows, 10000 columns, 2999700",
}


def _written(path: Path, *pieces: tuple[bytes, int]) -> Path:
    with path.open("wb") as file:
        for content, times in pieces:
            for _ in range(times):
                file.write(content)
    return path


@pytest.fixture(scope="module")
def worst(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Read the worst files in one process of its own; return what came of each, and the most memory that it took."""
    folder = tmp_path_factory.mktemp("worst")
    start, rows = b"day,note,n\n2026-08-01,", b"2026-08-02,y,2\n"
    wide = b"day," + ",".join(f"c{place}" for place in range(9999)).encode() + b"\n"
    made = {
        "a field of 100 MB": _written(folder / "a.csv", (start, 1), (b"x" * MEGABYTE, 100), (b",5\n", 1)),
        "a quoted field of 100 MB": _written(folder / "b.csv", (start + b'"', 1), (b"x" * MEGABYTE, 100), (b'",5', 1)),
        "100 MB of quotes": _written(folder / "c.csv", (start, 1), (b'""' * (MEGABYTE // 2), 100), (b",5\n", 1)),
        "100 MB of delimiters": _written(folder / "d.csv", (b"," * MEGABYTE, 100)),
        "a quote that opens above 100 MB of rows": _written(
            folder / "e.csv", (start + b'"x,1\n', 1), (rows * 70_000, 100)
        ),
        "2 GB of zeros in an archive": zip_of(folder / "f.csv", {"a.csv": endless(b"", b"\0")}),
        "2 GB of rows in an archive": zip_of(folder / "h.csv", {"a.csv": endless(b"day,note,n\n", rows)}),
        "three hundred rows of 10,000 columns": _written(
            folder / "g.csv", (wide, 1), (b"2026-08-01" + b",1" * 9999 + b"\n", 300)
        ),
    }
    paths = json.dumps({name: str(path) for name, path in made.items()})
    done = subprocess.run(
        [sys.executable, "-c", READ_EACH, paths], capture_output=True, text=True, check=True, timeout=500
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", WORST)
def test_the_worst_files_are_read_or_refused_with_a_precise_sentence(worst: dict[str, Any], name: str) -> None:
    assert WORST[name] in worst["outcomes"][name]


def test_none_of_the_worst_files_takes_the_memory(worst: dict[str, Any]) -> None:
    assert worst["megabytes"] < MOST
