"""Small files that unpack to two gigabytes, made without ever holding two gigabytes."""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.intake.packed import MAIN, raw_members

MEGABYTE = 1 << 20
TWO_GIGABYTES = 2 << 30
SHEET, TEXTS, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
GZIP_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"


class Packed(NamedTuple):
    """Deflated bytes, how long they are unpacked, and their checksum."""

    deflated: bytes
    length: int
    checksum: int = 0


def packed(content: bytes) -> Packed:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Packed(packer.compress(content) + packer.flush(), len(content), zlib.crc32(content))


def endless(head: bytes, repeated: bytes, size: int = TWO_GIGABYTES) -> Packed:
    """Return *head* and then *repeated*, again and again, up to *size* bytes."""
    block = repeated * max(MEGABYTE // len(repeated), 1)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)  # the same bytes wherever it stands
    times = size // len(block)
    return Packed(start + again * times + packer.flush(), len(head) + times * len(block))


def zip_of(path: Path, members: Mapping[str, Packed], *, flags: int = 0, method: int = zipfile.ZIP_DEFLATED) -> Path:
    body, directory = b"", b""
    for name, (deflated, length, checksum) in ((name.encode(), content) for name, content in members.items()):
        fields = struct.pack("<HHHHHLLLHH", 20, flags, method, 0, 33, checksum, len(deflated), length, len(name), 0)
        directory += b"PK\x01\x02\x14\0" + fields + struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + fields + name + deflated
    path.write_bytes(body + directory + end_of_zip(len(members), len(directory), len(body)))
    return path


def end_of_zip(count: int, directory: int, body: int) -> bytes:
    return b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, count, count, directory, body, 0)


def workbook_with(path: Path, member: str, content: Packed) -> Path:
    """Write a workbook of one cell in which *member* is replaced."""
    sheet = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
    members = raw_members(sheet, texts="<si><t>Day</t></si>")
    return zip_of(path, {name: packed(str(text).encode()) for name, text in members.items()} | {member: content})


def bombs(folder: Path) -> Iterator[tuple[str, Path]]:
    """Write the files; return what each is, and where."""
    zeros, rows = endless(b"", b"\0"), endless(b"Day,Clicks\n", b"2026-08-01,0\n")
    yield "zeros in a zip archive", zip_of(folder / "zeros.zip", {"a.csv": zeros})
    yield "rows in a zip archive", zip_of(folder / "rows.zip", {"a.csv": rows})
    for name, content in (("zeros", zeros), ("rows", rows)):
        path = folder / f"{name}.csv.gz"
        path.write_bytes(GZIP_HEADER + content.deflated + struct.pack("<LL", 0, content.length % (1 << 32)))
        yield f"{name} in a gzip file", path
    start, strings = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">'.encode(), f'<sst xmlns="{MAIN}">'.encode()
    inside = {
        "one text": (TEXTS, strings + b"<si><t>", b"A"),
        "many texts": (TEXTS, strings, b"<si><t>A</t></si>"),
        "empty texts": (TEXTS, strings, b"<si/>"),
        "one cell": (SHEET, start + b'<c t="inlineStr"><is><t>', b"A"),
        "one row": (SHEET, start, b"<c><v>1</v></c>"),
        "one tag": (SHEET, start + b'<c r="', b"A"),
        "one comment": (SHEET, start + b"<!--", b"A"),
        "nested tags": (SHEET, start, b"<a>"),
        "nested cells": (SHEET, start, b"<c>"),
        "rows without end": (SHEET, start + b"</row>", b"<row></row>"),
        "spaces": (SHEET, start, b" "),
        "merged cells": (SHEET, start + b"<c><v>1</v></c></row></sheetData>", b'<mergeCell ref="A1:A9"/>'),
        "styles": (STYLES, f'<styleSheet xmlns="{MAIN}"><cellXfs>'.encode(), b'<xf numFmtId="1"/>'),
        "sheets": (BOOK, f'<workbook xmlns="{MAIN}"><sheets>'.encode(), b'<sheet name="a"/>'),
    }  # fmt: skip
    for name, (member, head, repeated) in inside.items():
        path = workbook_with(folder / f"{name}.xlsx", member, endless(head, repeated))
        yield f"{name} in a workbook", path
    far = b"".join(b'<row><c r="XFD1"><v>1</v></c></row>' for _ in range(100_000))
    content = packed(start + b"</row>" + far + b"</sheetData></worksheet>")
    yield "far cells in a workbook", workbook_with(folder / "far.xlsx", SHEET, content)
    entry = b"PK\x01\x02" + bytes(42)
    many = 1_000_000
    (folder / "names.zip").write_bytes(b"PK\x03\x04" + entry * many + end_of_zip(0, len(entry) * many, 4))
    yield "a million names in a zip archive", folder / "names.zip"
