"""Bytes → text: which encoding a file is in, its hash, its number of lines; a sentence for what is not text."""

import codecs
import hashlib
import io
import re
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from bsc.errors import IntakeRefused
from bsc.intake.parts import Part
from bsc.intake.progress import Progress, Watch, unwatched

BLOCK = 1 << 22
FIRST_BLOCK = 1 << 18  # small, so that what stands above the rows does not slow the first block of them
HEAD = 1 << 16
BOMS = ((codecs.BOM_UTF8, "UTF-8"), (codecs.BOM_UTF16_LE, "UTF-16LE"), (codecs.BOM_UTF16_BE, "UTF-16BE"))
CODECS = {"UTF-8": "utf-8", "UTF-16LE": "utf-16-le", "UTF-16BE": "utf-16-be", "Windows-1252": "cp1252"}
ESCAPED = re.compile("[\udc80-\udcff]")  # where Python's surrogateescape puts a byte that is not UTF-8
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
MANY_NULS = 0.4  # of every second byte: Latin text in UTF-16
SAVE_AS = "open it and save it as CSV (UTF-8)"
SIGNATURES = (
    (b"\x1f\x8b", "a gzip archive in another archive", "unpack it and import the CSV file inside"),
    (b"PK\x03\x04", "a zip archive or a workbook in another archive", "unpack it and import the file inside"),
    (b"%PDF", "a PDF document", "export the report as CSV instead"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)", SAVE_AS),
    (b"{\\rtf", "a text document (RTF)", "export the report as CSV instead"),
    (b"PAR1", "a Parquet file", "export it as CSV instead"),
    (b"\x89PNG", "a picture", "export the report as CSV instead"),
    (b"\xff\xd8\xff", "a picture", "export the report as CSV instead"),
    (b"SQLite format 3", "a database", "export the table as CSV instead"),
    (codecs.BOM_UTF32_LE, "text in UTF-32", "save it as CSV (UTF-8)"),
    (codecs.BOM_UTF32_BE, "text in UTF-32", "save it as CSV (UTF-8)"),
)
MARKUP = re.compile(r"\s*<((!doctype|html|head|body|table|\?xml|div|meta)\b|!--)", re.IGNORECASE)
JSON = re.compile(r"""\s*(\{\s*("|\})|\[\s*[\[{\]])""")


@dataclass(frozen=True)
class Source:
    """A part that is text: its encoding, and how many bytes its byte order mark has.

    `sure` is False while UTF-8 is only taken for granted: one byte that is not UTF-8 then raises `NotUtf8`.
    """

    part: Part
    encoding: str
    mark: int
    sure: bool

    def blocks(self) -> Generator[bytes]:
        """Yield the text as UTF-8, without its mark, in blocks that may end anywhere; what is no text is replaced."""
        decoder = codecs.getincrementaldecoder(CODECS[self.encoding])("replace")
        with self.part.open() as file:
            file.read(self.mark)
            size = FIRST_BLOCK
            while block := file.read(size):
                size = BLOCK
                yield block if self.encoding == "UTF-8" else decoder.decode(block).encode("utf-8")

    def beginning(self) -> Iterator[str]:
        """Yield the first lines of the text, with their ends."""
        blocks = self.blocks()
        text = next(blocks, b"").decode("utf-8", "replace")
        blocks.close()
        yield from io.StringIO(text, newline="")


class NotUtf8(Exception):  # noqa: N818 - no error yet: another encoding is tried
    """A byte that is not UTF-8, in a file without a mark."""


@dataclass
class Reading:
    """The first reading of a source: its text in blocks, hashed, verified, counted, and told to the watcher.

    `sha256` is that of the bytes as they are, `lines` the physical lines; both hold once `blocks` has ended.
    """

    source: Source
    watch: Watch = unwatched
    sha256: str = ""
    lines: int = 0
    done: int = 0
    rows: int = 0
    _last: bytes = b""

    def blocks(self) -> Generator[bytes]:
        """Yield the text as UTF-8; raises NotUtf8, or IntakeRefused for bytes that are no text."""
        digest, mark = hashlib.sha256(), self.source.mark
        decoder = codecs.getincrementaldecoder(CODECS[self.source.encoding])("strict")
        has_text = False
        with self.source.part.open() as file, ThreadPoolExecutor(1) as hashing:
            digest.update(file.read(mark))
            hashed, size = hashing.submit(digest.update, b""), FIRST_BLOCK
            while True:
                raw = file.read(size)
                hashed.result()
                hashed, size = hashing.submit(digest.update, raw), BLOCK
                block = self._verified(decoder, raw)
                self._count(block)
                has_text = has_text or bool(block.strip())
                self.done += len(raw)
                self.watch(Progress(step="reading", done=self.done, total=self.source.part.size or 0, rows=self.rows))
                if block:
                    yield block
                if not raw:
                    break
            hashed.result()
        if not has_text:
            raise IntakeRefused("the file is empty – export it again, with rows")
        self.lines += self._last not in (b"", b"\n", b"\r")
        self.sha256 = digest.hexdigest()

    def _verified(self, decoder: codecs.IncrementalDecoder, raw: bytes) -> bytes:
        utf8 = self.source.encoding == "UTF-8"
        if utf8 and raw and not decoder.getstate()[0] and _whole_utf8(raw):
            return raw
        try:
            text = decoder.decode(raw, final=not raw)
        except UnicodeDecodeError as error:
            if not self.source.sure:
                raise NotUtf8 from error
            raise IntakeRefused(_undecodable(self.source.encoding, error, self.lines)) from error
        return raw if utf8 else text.encode("utf-8")

    def _count(self, block: bytes) -> None:
        if not block:
            return
        if b"\0" in block:
            line = self.lines + _line_ends(block[: block.index(b"\0")]) + 1
            raise IntakeRefused(
                f"line {line}: a NUL byte, so the file is not text (or is damaged) – export it again as CSV (UTF-8)"
            )
        self.lines += _line_ends(block) - (self._last == b"\r" and block.startswith(b"\n"))
        self._last = block[-1:]


def _whole_utf8(block: bytes) -> bool:
    """Return whether *block* is UTF-8 and ends with a whole character; False says nothing."""
    if block.isascii():
        return True
    ends = pa.py_buffer(np.array([0, len(block)], np.int32))
    try:
        pa.StringArray.from_buffers(1, ends, pa.py_buffer(block)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _line_ends(block: bytes) -> int:
    """Return how many lines end in *block*: with LF, CR or CR LF."""
    ends = block.count(b"\n")
    return ends + block.count(b"\r") - block.count(b"\r\n") if b"\r" in block else ends


def source(part: Part) -> Source:
    """Return what *part* is as text, told from its beginning; raises IntakeRefused for what is not text."""
    with part.open() as file:
        head = file.read(HEAD)
    _refuse_other_formats(head)
    encoding, mark = _marked(head)
    return Source(part, encoding or "UTF-8", mark, sure=encoding is not None)


def other_encoding(found: Source) -> Source:
    """Return *found*, which is not UTF-8 throughout, in the encoding that it must be in.

    Raises IntakeRefused where most of it is UTF-8: then it is damaged.
    """
    proper = damaged = lines = first_damage = 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    with found.part.open() as file:
        while True:
            raw = file.read(BLOCK)
            text = decoder.decode(raw, final=not raw)
            if not text.isascii():
                escaped = ESCAPED.findall(text)
                if escaped and not damaged:
                    first_damage = lines + _line_ends(text[: text.index(escaped[0])].encode()) + 1
                damaged += len(escaped)
                proper += len(NOT_ASCII.findall(text)) - len(escaped)
            lines += _line_ends(raw)
            if not raw:
                break
    if proper >= damaged:
        raise IntakeRefused(
            f"line {first_damage}: a byte that is not UTF-8 in a file that otherwise is – export the file "
            "again, or save it as CSV (UTF-8)"
        )
    return replace(found, encoding="Windows-1252", sure=True)


def _refuse_other_formats(head: bytes) -> None:
    if not head:
        raise IntakeRefused("the file is empty – export it again, with rows")
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


def _undecodable(encoding: str, error: UnicodeDecodeError, lines: int) -> str:
    line = lines + error.object[: error.start].count(b"\n") + 1
    return (
        f"line {line}: the byte 0x{error.object[error.start]:02x} is not {encoding} text – save the file as CSV (UTF-8)"
    )
