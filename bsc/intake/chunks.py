"""Text → chunks of whole records, and chunks that hold nothing but plain rows → columns at once.

A chunk is plain when every reader would agree about it: each quote opens or closes a cell or is doubled in one, line
ends are LF or CR LF, and each record has the width of the header. Anything else is left to `records`, record by record.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from bsc.errors import IntakeRefused
from bsc.intake.notdata import BEGINS, NOTICE, PAIR, begin_like_totals, begins_like_total, heads
from bsc.intake.profiles import Profile

QUOTE, CR, LF = b'"', b"\r", b"\n"
LONGEST_LINE = 1 << 24  # bytes: no export has such a line, and memory stays bounded
AHEAD = 3  # chunks that are read while another one is worked on
WORKERS = 2
_NOTICE = f"(?i)^(?:{NOTICE.pattern})"
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Shape:
    """What the rows of a table have in common: how many cells, parted by what, and the first cell of its header."""

    width: int
    delimiter: str
    head: str = ""


@dataclass(frozen=True, kw_only=True)
class Plain:
    """Rows of a plain chunk as columns of text.

    `lines` are the physical lines that it stands on, `inside` the line ends within the cells of each row (None: there
    are none). `suspects` are the rows (from 0) that may be no data, `profiles` says what the columns look like.
    """

    columns: list[pa.StringArray]
    lines: int
    inside: Numbers | None
    suspects: Sequence[int]
    profiles: list[Profile]
    ready: object = None

    @property
    def rows(self) -> int:
        """Return how many rows there are."""
        return len(self.columns[0])

    def cells(self, row: int) -> list[str]:
        """Return the cells of the *row* (from 0)."""
        return [column[row].as_py() for column in self.columns]

    def numbers(self, first: int) -> Numbers:
        """Return the physical line on which each row begins, the first of them on line *first*."""
        numbers = np.arange(first, first + self.rows, dtype=np.int64)
        return numbers if self.inside is None else numbers + np.cumsum(self.inside) - self.inside

    @property
    def broken(self) -> list[int]:
        """Return the rows that have line ends within cells."""
        return [] if self.inside is None else [int(row) for row in np.flatnonzero(self.inside)]


def plain(chunk: bytes, shape: Shape) -> Plain | None:
    """Return the rows of *chunk*, which ends with a record, as columns; None unless it is plain."""
    if shape.width == 1 or not _well_quoted(chunk, shape.delimiter):
        return None
    if CR in chunk and chunk.count(CR) != chunk.count(CR + LF):
        return None
    found = plain_again(chunk, shape)
    if found is None:
        return None
    suspects = _suspects(found.columns, shape)
    if suspects is None:
        return None
    return replace(found, suspects=suspects, profiles=[_profile(column) for column in found.columns])


def plain_again(chunk: bytes, shape: Shape) -> Plain | None:
    """Return the same for a *chunk* that is known to be plain, without suspects and profiles."""
    columns = _columns(chunk, shape)
    if columns is None:
        return None
    lines = chunk.count(LF) + (not chunk.endswith(LF))
    inside = None
    if lines != len(columns[0]):
        inside = sum(pc.count_substring(column, "\n").to_numpy() for column in columns).astype(np.int64)
        if len(columns[0]) + int(inside.sum()) != lines:
            return None
    return Plain(columns=columns, lines=lines, inside=inside, suspects=(), profiles=[])


def _profile(cells: pa.StringArray) -> Profile:
    profile = Profile()
    profile.add(cells)
    return profile


def _well_quoted(chunk: bytes, delimiter: str) -> bool:
    """Return whether every quote of *chunk* opens or closes a cell, or is one of two that stand for one."""
    if QUOTE not in chunk:
        return True
    text = np.frombuffer(chunk, np.uint8)
    quotes = np.flatnonzero(text == QUOTE[0])
    if len(quotes) % 2:
        return False
    beside = np.zeros(256, np.bool_)
    beside[[ord(delimiter), LF[0], CR[0], QUOTE[0]]] = True
    before, after = quotes[::2] - 1, quotes[1::2] + 1
    opens = beside[text[before[before >= 0]]]
    closes = beside[text[after[after < len(text)]]]
    return bool(opens.all() and closes.all())


def _columns(chunk: bytes, shape: Shape) -> list[pa.StringArray] | None:
    names = [str(place) for place in range(shape.width)]
    try:
        table = pa_csv.read_csv(
            pa.BufferReader(chunk),
            pa_csv.ReadOptions(use_threads=False, column_names=names, block_size=len(chunk) + 1),
            pa_csv.ParseOptions(
                delimiter=shape.delimiter,
                quote_char='"',
                double_quote=True,
                escape_char=False,
                newlines_in_values=QUOTE in chunk,
                ignore_empty_lines=False,
            ),
            pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    return [_whole(column) for column in table.columns] if table.num_rows else None


def _whole(column: pa.ChunkedArray) -> pa.StringArray:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _suspects(columns: Sequence[pa.StringArray], shape: Shape) -> Sequence[int] | None:
    """Return the rows that may be a total, a notice or the header again, told by how their first filled cell begins.

    None where a row is blank or may be a title: another table may begin below it.
    """
    begins = pc.unique(pc.utf8_slice_codeunits(columns[0], 0, BEGINS)).to_pylist()
    alone, indented = _alone(columns), any(start[:1].isspace() for start in begins)
    if alone is not None and shape.width > PAIR and pc.any(pc.invert(_notices(columns, alone))).as_py():
        return None
    same = pc.is_in(columns[0], value_set=pa.array(heads(shape.head)))
    if (
        alone is None
        and not indented
        and "" not in begins
        and not begin_like_totals(begins)
        and not pc.any(same).as_py()
    ):
        return ()
    first = pc.utf8_trim_whitespace(columns[0])
    for column in columns[1:]:
        empty = pc.equal(first, "")
        if not pc.any(empty).as_py():
            break
        first = pc.if_else(empty, pc.utf8_trim_whitespace(column), first)
    blank = pc.equal(first, "")
    if pc.any(blank).as_py():
        return None
    found = pc.or_(begins_like_total(first), same)
    if alone is not None:
        found = pc.or_(found, pc.and_(alone, pc.match_substring_regex(first, _NOTICE)))
    return [int(row) for row in np.flatnonzero(found.to_numpy(zero_copy_only=False))]


def _alone(columns: Sequence[pa.StringArray]) -> pa.BooleanArray | None:
    """Return which rows have nothing behind their first cell; None where none has."""
    found = None
    for column in reversed(columns[1:]):
        empty = pc.equal(pc.utf8_trim_whitespace(column), "")
        found = empty if found is None else pc.and_(found, empty)
        if not pc.any(found).as_py():
            return None
    return found


def _notices(columns: Sequence[pa.StringArray], alone: pa.BooleanArray) -> pa.BooleanArray:
    """Return for each row that stands *alone* whether it is a notice, and no title."""
    return pc.match_substring_regex(pc.utf8_trim_whitespace(columns[0].filter(alone)), _NOTICE)


def whole_records(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the text of *blocks* in chunks that end with a line, and not within a quoted cell as far as that shows."""
    rest = b""
    for block in blocks:
        text = rest + block if rest else block
        end = last_record_end(text)
        if end:
            yield text[:end]
        rest = text[end:]
        if len(rest) > LONGEST_LINE:
            end = max(rest.rfind(LF), rest.rfind(CR, 0, len(rest) - 1)) + 1
            if not end:
                raise IntakeRefused(
                    f"a line is longer than {LONGEST_LINE:,} bytes, so the file is hardly a table – export it again, "
                    "with one row a line"
                )
            yield rest[:end]
            rest = rest[end:]
    if rest:
        yield rest


def last_record_end(text: bytes) -> int:
    """Return behind which byte of *text* the last line ends that leaves no quote open; 0 when there is none."""
    odd = int(np.count_nonzero(np.frombuffer(text, np.uint8) == QUOTE[0])) % 2 if QUOTE in text else 0
    end = len(text)
    while (found := text.rfind(LF, 0, end)) >= 0:
        odd = (odd - text.count(QUOTE, found, end)) % 2
        if not odd:
            return found + 1
        end = found
    if LF not in text and QUOTE not in text:  # lines that end with CR alone; the last may be half of CR LF
        return text.rfind(CR, 0, max(len(text) - 1, 0)) + 1
    return 0


def _worked(chunk: bytes, shape: Shape, then: Callable[[Plain], object] | None) -> Plain | None:
    found = plain(chunk, shape)
    return replace(found, ready=then(found)) if found and then else found


@dataclass
class Chunks:
    """The chunks of a text in order; while one is worked on, the next ones are read into columns already.

    `then` is done with the rows of a chunk where they are read.
    """

    blocks: Iterator[bytes]
    then: Callable[[Plain], object] | None = None
    _waiting: deque[tuple[bytes, Shape | None, Future[Plain | None] | None]] = field(default_factory=deque)
    _pool: ThreadPoolExecutor | None = None

    def __post_init__(self) -> None:
        """Stand before the first chunk."""
        self._chunks = whole_records(self.blocks)

    def next(self, shape: Shape | None) -> tuple[bytes, Shape | None, Future[Plain | None] | None] | None:
        """Return the next chunk, and the columns that are being read from it in the *shape* that was expected."""
        while len(self._waiting) <= (AHEAD if shape else 0):
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            self._waiting.append((chunk, shape, self._started(chunk, shape)))
        return self._waiting.popleft() if self._waiting else None

    def _started(self, chunk: bytes, shape: Shape | None) -> Future[Plain | None] | None:
        if shape is None:
            return None
        self._pool = self._pool or ThreadPoolExecutor(WORKERS)
        return self._pool.submit(_worked, chunk, shape, self.then)

    def close(self) -> None:
        """Stop reading ahead."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
