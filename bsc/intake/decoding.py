"""Bytes → text: which encoding a file is in, its hash, its number of lines; a sentence for what is not text."""

import codecs
import hashlib
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bsc.errors import IntakeRefused

BLOCK = 1 << 20
HEAD = 1 << 16
BOMS = ((codecs.BOM_UTF8, "UTF-8"), (codecs.BOM_UTF16_LE, "UTF-16LE"), (codecs.BOM_UTF16_BE, "UTF-16BE"))
CODECS = {"UTF-8": "utf-8", "UTF-16LE": "utf-16-le", "UTF-16BE": "utf-16-be", "Windows-1252": "cp1252"}
ESCAPED = re.compile("[\udc80-\udcff]")  # where Python's surrogateescape puts a byte that is not UTF-8
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
MANY_NULS = 0.4  # of every second byte: Latin text in UTF-16
SAVE_AS = "open it and save it as CSV (UTF-8)"
SIGNATURES = (
    (b"\x1f\x8b", "a gzip archive", "unpack it and import the CSV file inside"),
    (b"%PDF", "a PDF document", "export the report as CSV instead"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)", SAVE_AS),
    (b"PAR1", "a Parquet file", "export it as CSV instead"),
    (b"\x89PNG", "a picture", "export the report as CSV instead"),
    (b"\xff\xd8\xff", "a picture", "export the report as CSV instead"),
    (b"SQLite format 3", "a database", "export the table as CSV instead"),
    (codecs.BOM_UTF32_LE, "text in UTF-32", "save it as CSV (UTF-8)"),
    (codecs.BOM_UTF32_BE, "text in UTF-32", "save it as CSV (UTF-8)"),
)
MARKUP = re.compile(r"\s*<(!doctype|html|head|body|table|\?xml|div|meta)\b", re.IGNORECASE)
JSON = re.compile(r"""\s*(\{\s*("|\})|\[\s*[\[{\]])""")


@dataclass(frozen=True)
class Source:
    """A file that is text: where it is, its encoding, how many bytes its byte order mark has, its hash, its lines."""

    path: Path
    encoding: str
    mark: int
    sha256: str
    lines: int

    @contextmanager
    def text(self) -> Iterator[io.TextIOWrapper]:
        """Open the text after its byte order mark; line ends are kept as they are."""
        with self.path.open("rb") as raw:
            raw.seek(self.mark)
            with io.TextIOWrapper(raw, encoding=CODECS[self.encoding], newline="") as text:
                yield text


def source(path: Path) -> Source:
    """Return what *path* is as text. Reads the whole file once; raises IntakeRefused for what is not text."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    _refuse_other_formats(path, head)
    encoding, mark = _marked(head)
    tally = _tally(path, encoding or "UTF-8", mark, keep_going=encoding is None)
    if encoding is None:
        encoding = _unmarked(tally)
        if encoding != "UTF-8":
            tally = _tally(path, encoding, mark, keep_going=False)
    if not tally.has_text:
        raise IntakeRefused("the file is empty – export it again, with rows")
    return Source(path, encoding, mark, tally.sha256, tally.lines)


def _refuse_other_formats(path: Path, head: bytes) -> None:
    if not head:
        raise IntakeRefused("the file is empty – export it again, with rows")
    if head.startswith(b"PK"):
        workbook = b"xl/" in head or b"[Content_Types]" in head or path.suffix.casefold() == ".xlsx"
        if workbook:
            raise IntakeRefused(f"the file is an Excel workbook, not text – {SAVE_AS}")
        raise IntakeRefused("the file is a zip archive, not text – unpack it and import the CSV files inside")
    for signature, noun, cure in SIGNATURES:
        if head.startswith(signature):
            raise IntakeRefused(f"the file is {noun}, not a table of text – {cure}")
    start = head.removeprefix(codecs.BOM_UTF8)[:400].decode("utf-8", "replace")
    if MARKUP.match(start):
        raise IntakeRefused(
            "the file is a web page (HTML or XML), not a table of text – it is often a sign-in page saved instead of "
            "the report: download the CSV again"
        )
    if JSON.match(start):
        raise IntakeRefused("the file is JSON, not a table of text – export it as CSV instead")


def _marked(head: bytes) -> tuple[str | None, int]:
    """Return the encoding that a byte order mark or the pattern of NUL bytes tells, and the mark's length."""
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    half = len(head) // 2
    if half:
        even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
        if odd > MANY_NULS and even < MANY_NULS / 4:
            return "UTF-16LE", 0
        if even > MANY_NULS and odd < MANY_NULS / 4:
            return "UTF-16BE", 0
    return None, 0


@dataclass
class _Tally:
    sha256: str = ""
    lines: int = 0
    has_text: bool = False
    proper: int = 0  # characters beyond ASCII
    damaged: int = 0  # bytes that are not UTF-8
    first_damage: int = 0  # its line


def _tally(path: Path, encoding: str, mark: int, *, keep_going: bool) -> _Tally:
    """Return the counts of the decoded file. With *keep_going*, damage is counted; else it refuses the file."""
    tally, digest, last = _Tally(), hashlib.sha256(), ""
    errors = "surrogateescape" if keep_going else "strict"
    decoder = codecs.getincrementaldecoder(CODECS[encoding])(errors)
    newlines = io.IncrementalNewlineDecoder(None, translate=True)
    with path.open("rb") as file:
        digest.update(file.read(mark))
        while True:
            block = file.read(BLOCK)
            digest.update(block)
            try:
                text = newlines.decode(decoder.decode(block, final=not block), final=not block)
            except UnicodeDecodeError as error:
                raise IntakeRefused(_undecodable(encoding, error, tally.lines)) from error
            _count(tally, text, keep_going=keep_going)
            last = text[-1:] or last
            if not block:
                break
    tally.lines += last not in ("", "\n")
    tally.sha256 = digest.hexdigest()
    return tally


def _count(tally: _Tally, text: str, *, keep_going: bool) -> None:
    if "\0" in text:
        line = tally.lines + text.count("\n", 0, text.index("\0")) + 1
        raise IntakeRefused(
            f"line {line}: a NUL byte, so the file is not text (or is damaged) – export it again as CSV (UTF-8)"
        )
    if keep_going and not text.isascii():
        damaged = ESCAPED.findall(text)
        if damaged and not tally.damaged:
            tally.first_damage = tally.lines + text.count("\n", 0, text.index(damaged[0])) + 1
        tally.damaged += len(damaged)
        tally.proper += len(NOT_ASCII.findall(text)) - len(damaged)
    tally.lines += text.count("\n")
    tally.has_text = tally.has_text or (not text.isspace() and bool(text))


def _unmarked(tally: _Tally) -> str:
    if not tally.damaged:
        return "UTF-8"
    if tally.proper >= tally.damaged:
        raise IntakeRefused(
            f"line {tally.first_damage}: a byte that is not UTF-8 in a file that otherwise is – export the file "
            "again, or save it as CSV (UTF-8)"
        )
    return "Windows-1252"


def _undecodable(encoding: str, error: UnicodeDecodeError, lines: int) -> str:
    line = lines + error.object[: error.start].count(b"\n") + 1
    return (
        f"line {line}: the byte 0x{error.object[error.start]:02x} is not {encoding} text – save the file as CSV (UTF-8)"
    )
