"""What was handed over → its parts: a plain file, an unpacked gzip file, the members of an archive, sheets.

Bytes decide, never the name: a workbook named `.csv` is a workbook, a text named `.xlsx` is a text.
"""

import re
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipInfo

from bsc.errors import IntakeRefused
from bsc.intake.packing import archive, member, opener, unzipped_file
from bsc.intake.parts import Leftover, Part, plain_part
from bsc.intake.siblings import with_stated_period
from bsc.intake.workbooks import normal, workbook_parts

HEAD = 1024
LONGEST_DIRECTORY = 1 << 20  # bytes of an Office file in which its streams are named
MANY_NULS = 0.4  # of every second byte: Latin text in UTF-16
SAVE_AS = "open it and save it as .xlsx or CSV"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK")
_GZIP = b"\x1f\x8b\x08"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_OTHER_ARCHIVES = (
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
)
_BZIP2 = re.compile(rb"BZh[1-9](1AY&SY|\x17rE8P\x90)")
_TAR = slice(257, 262)
_NO_TABLE = (
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\x00\x00\x00\x00|RIFF.{4}WEBP", re.DOTALL), "a picture"),
    (re.compile(rb"%PDF"), "a PDF document"),
    (re.compile(rb"PAR1"), "a Parquet file"),
    (re.compile(rb"SQLite format 3"), "a database"),
    (
        re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|head|body|table|\?xml|svg)\b", re.IGNORECASE),
        "a web page or XML",
    ),
    (re.compile(rb"(\xef\xbb\xbf)?\s*(\{\s*(\"|\})|\[\s*[\[{\]])"), "JSON, not a table of text"),
)
_SYSTEM = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DRIVE = re.compile(r"[A-Za-z]:")
_SAYS_UTF8 = 0x800  # flag of a member
_OTHER_OFFICE = (
    ("xl/workbook.bin", f"an Excel workbook in binary form (.xlsb) – {SAVE_AS}"),
    ("word/", "a Word document, not a table – export the report as CSV instead"),
    ("ppt/", "a presentation, not a table – export the report as CSV instead"),
    ("index/", f"an Apple Numbers document – {SAVE_AS}"),
)
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"


@dataclass(frozen=True)
class Contents:
    """Everything that was handed over: the parts that may hold a table, and what is none."""

    parts: tuple[Part, ...]
    leftovers: tuple[Leftover, ...] = ()


def parts(whole: Path | Part, *, name: str | None = None) -> tuple[Part, ...]:
    """Return the parts of a file that may hold a table; at least one. See `contents`."""
    return contents(whole, name=name).parts


def leftovers(whole: Path | Part, *, name: str | None = None) -> tuple[Leftover, ...]:
    """Return what a file holds beside its parts (pictures, empty sheets), each with the reason. See `contents`."""
    return contents(whole, name=name).leftovers


def contents(whole: Path | Part, *, name: str | None = None) -> Contents:
    """Return what the file *whole* holds: itself, what is in it unpacked, an archive's members, a workbook's sheets.

    A part that is handed over must open at its beginning and be able to seek. Raises IntakeRefused for an archive that
    is damaged, locked, nested, made to do harm or without a table, and for workbooks in a form that is not read.
    """
    file = plain_part(whole, name) if isinstance(whole, Path) else replace(whole, name=name or whole.name)
    with file.open() as opened:
        head = opened.read(HEAD)
    if head.startswith(_ZIP):
        return _zipped(file, head)
    if head.startswith(_GZIP):
        return Contents((_gunzipped(file),))
    if head.startswith(_OLD_OFFICE):
        raise IntakeRefused(_old_office(file))
    if other := _other_archive(head):
        raise IntakeRefused(f"{file.name} is {other} – unpack it and hand over the CSV files inside, or pack it as zip")
    return Contents((file,))


def _gunzipped(file: Part) -> Part:
    part = replace(file, opener=opener(lambda: unzipped_file(file)), size=None)
    with part.open() as opened:
        head = opened.read(HEAD)
    if nested := _nested(head):
        raise IntakeRefused(
            f"{file.name}: inside the gzip file is {nested} – unpack it once and hand over what is inside"
        )
    return part


def _zipped(file: Part, head: bytes) -> Contents:
    with archive(file) as opened:
        entries = [entry for entry in opened.infolist() if not entry.filename.endswith("/")]
    paths = {normal(entry.filename) for entry in entries}
    if "xl/workbook.xml" in paths or ("[content_types].xml" in paths and _has(paths, "xl/worksheets/")):
        found, left = workbook_parts(file, entries)
    elif other := _other_office(paths, head):
        raise IntakeRefused(f"{file.name} is {other}")
    else:
        found, left = _members(file, entries)
    found, further = with_stated_period(found)
    left += further
    if not found:
        listed = "; ".join(f"{leftover.name} is {leftover.reason}" for leftover in left[:3])
        raise IntakeRefused(
            f"{file.name} holds no table{f' ({listed})' if listed else ''} – hand over the report as CSV or .xlsx"
        )
    return Contents(tuple(found), tuple(left))


def _members(file: Part, entries: Iterable[ZipInfo]) -> tuple[list[Part], list[Leftover]]:
    found, left = [], []
    taken: dict[str, int] = {}
    for entry in entries:
        inside = _harmless(entry)
        taken[inside] = taken.get(inside, 0) + 1
        if taken[inside] > 1:
            inside = f"{inside} ({taken[inside]})"
        name = f"{file.name} › {inside}"
        part = Part(name=name, path=file.path, opener=_unzipping(file, entry), inside=inside, size=entry.file_size)
        if reason := _no_table(inside, part):
            left.append(Leftover(name, reason))
        else:
            found.append(part)
    return found, left


def _unzipping(file: Part, entry: ZipInfo) -> Callable[[], BinaryIO]:
    return opener(lambda: member(file, entry))


def _harmless(entry: ZipInfo) -> str:
    """Return the path of a member as people see it: none that leads out of a folder, and no control characters."""
    path = entry.filename
    if not entry.flag_bits & _SAYS_UTF8:
        with suppress(UnicodeError):  # macOS writes UTF-8 and does not say so
            path = path.encode("cp437").decode("utf-8")
    path = "".join(letter if letter.isprintable() else " " for letter in path.replace("\\", "/"))
    steps = [step for step in path.split("/") if step.strip(" .") and not _DRIVE.fullmatch(step)]
    return "/".join(steps) or "without a name"


def _no_table(inside: str, part: Part) -> str:
    """Return why a member cannot be a table; "" where it may be one."""
    if _SYSTEM.search(inside):
        return "a file that the operating system adds"
    with part.open() as opened:
        head = opened.read(HEAD)
    if not head:
        return "empty"
    if nested := _nested(head):
        return f"{nested} inside the archive: hand it over by itself"
    for pattern, noun in _NO_TABLE:
        if pattern.match(head):
            return noun
    half = len(head) // 2
    utf16 = head.startswith(_MARKS) or max(head[0::2].count(0), head[1::2].count(0)) > half * MANY_NULS
    return "not text" if b"\0" in head and not utf16 else ""


def _nested(head: bytes) -> str:
    if head.startswith(_ZIP):
        return "a zip archive or a workbook"
    return "a gzip file" if head.startswith(_GZIP) else _other_archive(head)


def _other_archive(head: bytes) -> str:
    if head[_TAR] == b"ustar":
        return "a tar archive"
    if _BZIP2.match(head):
        return "a bzip2 file"
    return next((noun for signature, noun in _OTHER_ARCHIVES if head.startswith(signature)), "")


def _other_office(paths: Collection[str], head: bytes) -> str:
    if _OPEN_DOCUMENT in head:
        return f"an OpenDocument file (.ods) – {SAVE_AS}"
    return next((sentence for start, sentence in _OTHER_OFFICE if _has(paths, start)), "")


def _has(paths: Collection[str], start: str) -> bool:
    return any(path.startswith(start) for path in paths)


def _old_office(file: Part) -> str:
    with file.open() as opened:
        locked = _LOCKED_OFFICE in opened.read(LONGEST_DIRECTORY)
    if locked:
        return f"{file.name} is a workbook with a password – open it, and save it without one or as CSV"
    return f"{file.name} is an Office file in the form used before 2007 (.xls) – {SAVE_AS}"
