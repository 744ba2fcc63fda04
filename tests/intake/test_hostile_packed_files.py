"""What is packed to do harm, or damaged on its way, is refused with a sentence and never takes the memory."""

import gzip
import io
import json
import random
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from bsc.errors import IntakeRefused
from bsc.intake.containers import contents, parts
from bsc.intake.parts import Part
from tests.intake.bombs import SHEET, Packed, bombs, packed, workbook_with, zip_of
from tests.intake.packed import MAIN, raw_workbook, zipped

SMALL = 100  # megabytes
TABLE = b"Day,Clicks\n2026-08-01,5\n"
OPEN_EACH = """
import json, resource, sys
from pathlib import Path
from bsc.errors import IntakeRefused
from bsc.intake.containers import contents

def outcome(path):
    length = 0
    try:
        for part in contents(path).parts:
            with part.open() as opened:
                while block := opened.read(1 << 20):
                    length += len(block)
    except IntakeRefused as refused:
        return str(refused)
    return f"{length} bytes"

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = {name: outcome(Path(path)) for name, path in json.loads(sys.argv[1]).items()}
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps({"outcomes": found, "grown": grown // 1024}))
"""


def text(part: Part) -> str:
    with part.open() as opened:
        return opened.read().decode()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Open every bomb in one process of its own; return what came of each, and by how many megabytes it grew."""
    made = {name: str(path) for name, path in bombs(tmp_path_factory.mktemp("bombs"))}
    done = subprocess.run(
        [sys.executable, "-c", OPEN_EACH, json.dumps(made)], capture_output=True, text=True, check=True, timeout=300
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


BOMB = "unpacks to more than 250 times its size"


@pytest.mark.parametrize(
    ("bomb", "sentence"),
    [
        ("zeros in a zip archive", BOMB),
        ("rows in a zip archive", BOMB),
        ("zeros in a gzip file", BOMB),
        ("rows in a gzip file", BOMB),
        ("one text in a workbook", "a cell is longer than 1,048,576 characters"),
        ("many texts in a workbook", BOMB),
        ("empty texts in a workbook", BOMB),
        ("one cell in a workbook", "a cell is longer than 1,048,576 characters"),
        ("one row in a workbook", "a row without end, row 1"),
        ("one tag in a workbook", "no workbook's XML"),
        ("one comment in a workbook", "no workbook's XML"),
        ("nested tags in a workbook", "nests deeper than any workbook"),
        ("nested cells in a workbook", "nests deeper than any workbook"),
        ("rows without end in a workbook", BOMB),
        ("spaces in a workbook", BOMB),
        ("merged cells in a workbook", BOMB),
        ("styles in a workbook", BOMB),
        ("sheets in a workbook", BOMB),
        ("far cells in a workbook", BOMB),
        ("a million names in a zip archive", "more than 5,000 files"),
    ],
)
def test_a_small_file_that_unpacks_to_gigabytes_is_refused(
    opened: dict[str, dict[str, str]], bomb: str, sentence: str
) -> None:
    assert sentence in opened["outcomes"][bomb]


def test_no_bomb_takes_the_memory(opened: dict[str, int]) -> None:
    assert opened["grown"] < SMALL


def test_two_cells_in_far_corners_are_two_cells(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    (part,) = parts(raw_workbook(tmp_path / "b.xlsx", f"<sheetData>{rows}</sheetData>"))
    lines = text(part).split("\n")
    assert (len(lines) - 1, lines[0], lines[-2].strip(","), lines[-2].count(",")) == (1_048_576, "1", "2", 16_383)


def test_three_hundred_and_five_files_come_apart_in_their_order(tmp_path: Path) -> None:
    names = [f"day-{number:03}.csv" for number in range(305)]
    found = parts(zipped(tmp_path / "year.zip", {name: f"{name}\n" for name in names}))
    assert [text(part).strip() for part in found] == names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.csv", "etc/passwd.csv"),
        ("/etc/passwd.csv", "etc/passwd.csv"),
        ("C:\\Users\\a\\b.csv", "Users/a/b.csv"),
        ("a/./..//b.csv", "a/b.csv"),
        ("a\x1b[31m\nb.csv", "a [31m b.csv"),
        ("..", "without a name"),
    ],
)
def test_the_name_of_a_member_leads_nowhere(tmp_path: Path, name: str, shown: str) -> None:
    path = zip_of(tmp_path / "x.zip", {name: packed(TABLE)})
    assert [part.inside for part in parts(path)] == [shown]


def test_two_members_of_one_name_are_two_parts(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "x.zip", {"a.csv": packed(b"one"), "b.csv": packed(b"two")})
    path.write_bytes(path.read_bytes().replace(b"b.csv", b"a.csv"))
    assert [(part.inside, text(part)) for part in parts(path)] == [("a.csv", "one"), ("a.csv (2)", "two")]


def test_a_name_that_a_mac_wrote_is_read_as_it_was_meant(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "x.zip", {"Übersicht.csv": packed(TABLE)})  # UTF-8 that does not say so
    assert [part.inside for part in parts(path)] == ["Übersicht.csv"]


def test_an_archive_that_lies_about_a_size_is_damaged(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "x.zip", {"a.csv": packed(TABLE)._replace(length=5)})
    with pytest.raises(IntakeRefused, match="its checksum differs"):
        text(parts(path)[0])


def test_an_archive_with_a_password_says_so(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "x.zip", {"a.csv": packed(TABLE)}, flags=1)
    with pytest.raises(IntakeRefused, match="locked with a password – unpack it and hand over"):
        contents(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_is_not_bounded_is_refused(tmp_path: Path, method: int) -> None:
    path = zipped(tmp_path / "x.zip", {"a.csv": TABLE}, method)
    with pytest.raises(IntakeRefused, match="is packed in a way that is not read"):
        contents(path)


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "x.zip", {"a.csv": packed(TABLE), "b.csv": packed(TABLE)})
    content = bytearray(path.read_bytes())
    offset = content.rfind(b"b.csv") - 4
    content[offset : offset + 4] = bytes(4)  # where b.csv begins: where a.csv does
    path.write_bytes(content)
    with pytest.raises(IntakeRefused, match="members of the zip archive overlap"):
        contents(path)


@pytest.mark.parametrize("kept", [10, 60, 200, -1, -30])
def test_an_archive_that_is_cut_off_says_so(tmp_path: Path, kept: int) -> None:
    whole = zipped(tmp_path / "x.zip", {"a.csv": TABLE * 50, "b.csv": TABLE}).read_bytes()
    path = tmp_path / "cut.zip"
    path.write_bytes(whole[:kept])
    with pytest.raises(IntakeRefused, match=r"cut off|is damaged"):
        contents(path)


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        ('<sheetData><row r="1"><c r="A1"><v>1</v></row></sheetData>', "Report: the sheet is damaged .*mismatched tag"),
        ('<sheetData><row r="2"/><row r="1"/></sheetData>', "row 1 after row 2"),
        ('<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>', "a cell at “XFE1”"),
        ('<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>', "a text that is not there"),
        ('<sheetData><row r="1"><c r="A1" t="s"><v>-1</v></c></row></sheetData>', "a text that is not there"),
    ],
)
def test_a_sheet_that_is_damaged_says_where(tmp_path: Path, sheet: str, sentence: str) -> None:
    with pytest.raises(IntakeRefused, match=sentence):
        text(parts(raw_workbook(tmp_path / "b.xlsx", sheet))[0])


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_in_a_sheet_are_refused(tmp_path: Path, declaration: str) -> None:
    row = '<sheetData><row r="1"><c t="str"><v>&a;</v></c></row></sheetData>'
    xml = f'{declaration}<worksheet xmlns="{MAIN}">{row}</worksheet>'
    path = workbook_with(tmp_path / "b.xlsx", SHEET, packed(xml.encode()))
    with pytest.raises(IntakeRefused, match="declares XML entities"):
        contents(path)


@pytest.mark.parametrize(
    ("declared", "encoding"), [("UTF-8", "utf-8"), ("UTF-16", "utf-16"), ("UTF-16", "utf-16-be"), ("nonsense", "utf-8")]
)
def test_a_sheet_is_unicode_whatever_it_declares(tmp_path: Path, declared: str, encoding: str) -> None:
    row = '<sheetData><row r="1"><c t="str"><v>Köln</v></c></row></sheetData>'
    xml = f'<?xml version="1.0" encoding="{declared}"?><worksheet xmlns="{MAIN}">{row}</worksheet>'
    path = workbook_with(tmp_path / "b.xlsx", SHEET, packed(xml.encode(encoding)))
    assert text(parts(path)[0]) == "Köln\n"


def test_what_is_no_number_cannot_break_out_of_its_field(tmp_path: Path) -> None:
    row = '<sheetData><row r="1"><c><v>1,2\n3</v></c><c t="x"><v>"a"</v></c><c><f>A1,\nB1</f></c></row></sheetData>'
    (part,) = parts(raw_workbook(tmp_path / "b.xlsx", row))
    assert text(part) == '"1,2 3","""a""","=A1, B1"\n'


def _a_workbook() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        percent = book.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, ["Day", "Clicks", "Rate"])
        sheet.write_row(1, 0, [46235, 5, 0.125], percent)
        sheet.merge_range("A3:A5", "Brand")
        sheet.write_row(3, 1, [True, "x"])
        sheet.write_formula(5, 0, "=1+1", None, 2)
        sheet.set_column(1, 2, None, None, {"hidden": True})
    return file.getvalue()


def _harmed(content: bytes, chance: random.Random) -> bytes:
    harmed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5))):
        place, length = chance.randrange(len(harmed)), chance.randrange(1, 40)
        match chance.randrange(4):
            case 0:
                del harmed[place : place + length]
            case 1:
                harmed[place:place] = harmed[place : place + length]
            case _:
                harmed[place] = chance.randrange(256)
        harmed = harmed or bytearray(b"P")
    return bytes(harmed)


def _harmed_archive(chance: random.Random) -> bytes:
    one = zip_bytes({"a.csv": packed(TABLE), "ü.csv": packed(TABLE * 9)})
    return _harmed(chance.choice((one, gzip.compress(TABLE * 9), _a_workbook())), chance)


def _harmed_xml(chance: random.Random) -> bytes:
    """Return a workbook one of whose members is harmed and then packed as if nothing was the matter."""
    with zipfile.ZipFile(io.BytesIO(_a_workbook())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in members if "sheet1" in name or "styles" in name or "workbook" in name])
    return zip_bytes({each: packed(_harmed(xml, chance) if each == name else xml) for each, xml in members.items()})


def zip_bytes(members: dict[str, Packed]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, _inflated(content))
    return file.getvalue()


def _inflated(content: Packed) -> bytes:
    return zlib.decompress(content.deflated, -15)


@pytest.mark.parametrize("harmed", [_harmed_archive, _harmed_xml])
def test_whatever_is_harmed_is_read_or_refused_with_a_sentence(
    tmp_path: Path, harmed: Callable[[random.Random], bytes]
) -> None:
    read = refused = 0
    for seed in range(150):
        content = harmed(random.Random(seed))  # noqa: S311 - the same harm each time
        whole = Part(name="upload", path=tmp_path, opener=lambda content=content: io.BytesIO(content))  # type: ignore[misc]
        try:
            for part in parts(whole):
                with part.open() as opened:
                    opened.read()
                part.notes()
            read += 1
        except IntakeRefused:
            refused += 1
    assert read > 10
    assert refused > 50
