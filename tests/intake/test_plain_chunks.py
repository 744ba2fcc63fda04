"""Rows that are taken at once, as columns, are the rows that a reader takes one by one; else they are left to it."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsc.intake import inspect, profiles
from bsc.intake.chunks import Shape, last_record_end, plain, whole_records
from bsc.intake.forms import LONGEST_FORM, Kind, form
from bsc.intake.profiles import Profile
from bsc.intake.records import Records
from tests.intake.conftest import See, typed_rows

TWO = Shape(2, ",")
PIECES = st.sampled_from(
    ["a", "Total", "1.5", "", " ", '"', '""', ",", ";", "\n", "\r\n", "\r", "é", "2026-08-01", '"x\ny"']
)
DAYS = "31 Aug August Mon, Monday 2026 2026-08-31 T Z UTC +02:00 10:30 am p.m. W33 Q1 KW de Uhr März Quartal week"
AMOUNTS = "EUR € US$ kr 12.50 1,234 % < 3m 12s h d PT3M12S 3 minutes 12:30 days - ( ) / ."
TEXTS = "true null nan inf n/a Total Summe grand joe@example.com 192.168.0.1 page campaign"
WORDS = st.sampled_from(f"{DAYS} {AMOUNTS} {TEXTS}".split())


def read_one_by_one(text: str, width: int) -> list[list[str]] | None:
    """Return the rows as a reader sees them, an empty line as a blank row; None for a record of another width."""
    try:
        rows = [row or [""] * width for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except csv.Error:
        return None
    return rows if all(len(row) == width for row in rows) else None


@settings(max_examples=1500)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_is_taken_at_once_is_what_is_read_one_by_one(text: str) -> None:
    found = plain(text.encode(), TWO)
    if found is None:
        return
    rows = read_one_by_one(text, 2)
    assert rows == [found.cells(row) for row in range(found.rows)]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = [1]
    begins += [reader.line_num + 1 for _ in reader]
    assert [int(line) for line in found.numbers(1)] == begins[:-1]
    assert found.lines == begins[-1] - 1


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=6)
FILLED = CELL.filter(lambda cell: bool(cell.strip()))  # behind a name that stands alone, another table may begin


@given(st.lists(st.tuples(CELL, FILLED, CELL), min_size=1))
def test_every_well_written_table_is_taken_at_once(rows: list[tuple[str, str, str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    found = plain(text.getvalue().encode(), Shape(3, ","))
    assert found is not None
    assert [tuple(found.cells(row)) for row in range(found.rows)] == rows


@given(st.text(st.sampled_from('a,"\n\r'), max_size=60), st.integers(1, 9))
def test_chunks_are_the_text_whatever_the_blocks(text: str, size: int) -> None:
    whole = text.encode()
    blocks = (whole[at : at + size] for at in range(0, len(whole), size))
    assert b"".join(whole_records(blocks)) == whole


def test_a_chunk_does_not_end_within_a_quoted_cell() -> None:
    assert last_record_end(b'a,b\n"c\nd') == len(b"a,b\n")
    assert last_record_end(b"a\r\nb\r") == len(b"a\r\n")
    assert last_record_end(b"a\rb\r") == len(b"a\r")


@settings(max_examples=1000)
@given(st.lists(WORDS, min_size=1, max_size=5), st.sampled_from([" ", "", "-", ", "]))
def test_what_is_surely_a_plain_text_has_no_other_form(words: list[str], between: str) -> None:
    text = between.join(words)
    (plausible,) = profiles._plausible(pa.array([text])).to_pylist()
    seen = form(text)
    if not plausible:
        assert seen.kind is Kind.TEXT
        assert not seen.total
    assert len(text) <= LONGEST_FORM or not plausible or not any(map(str.isdigit, text))


def test_a_column_of_many_shapes_counts_the_same_forms_as_one_of_few() -> None:
    cells = [f"visitor{number}@example.com" for number in range(1500)]
    cells += [f"page-{number:x}-{number}" for number in range(3000)] + ["12.50", "", "3 Aug 2026"] * 100
    profile = Profile()
    profile.add(pa.array(cells))
    one_by_one = Counter(form(cell.translate(str.maketrans("12345678", "99999999"))) for cell in cells)
    assert len(set(cells)) > profiles.FEW_SHAPES
    assert profile.forms == one_by_one
    assert profile.personal == 1500


def lines_of(text: bytes, size: int) -> Iterator[bytes]:
    return (text[at : at + size] for at in range(0, len(text), size))


def test_odd_rows_among_many_plain_ones_are_met_one_by_one() -> None:
    rows = [f"{number},x{number}" for number in range(20_000)]
    rows[7_000] = '7000,5" pipe'  # a quote within a cell: a reader takes it as it stands
    rows[15_000] = "15000"  # too short
    reading = Records(lines_of("\n".join(rows).encode(), 1 << 12), ",")
    seen: list[tuple[int, list[str]]] = []
    odd = []
    while True:
        if run := reading.plain_run(TWO):
            numbers = run.found.numbers(run.line)
            seen += [(int(line), run.found.cells(row)) for row, line in enumerate(numbers)]
        elif (record := reading.peek(0)) is None:
            break
        elif len(record.cells) == 2:
            careful = reading.run(2)
            seen += list(zip(careful.lines, careful.rows, strict=True))
        else:
            odd.append(reading.next())
    reading.close()
    assert [(record.line, record.cells) for record in odd] == [(15_001, ["15000"])]
    assert seen == [(at + 1, row.split(",")) for at, row in enumerate(rows) if at != 15_000]


def test_a_total_among_many_plain_rows_is_set_apart(see: See) -> None:
    lines = [f"2026-08-{1 + number % 28:02},{number},{number % 7}.5" for number in range(40_000)]
    lines[39_000] = "Total,799980000,99"
    seen = see("day,n,share\n" + "\n".join(lines) + "\n")
    assert seen.table.rows == 39_999
    assert seen.table.sums["n"] == sum(range(40_000)) - 39_000
    assert [dropped.line for dropped in seen.table.dropped] == [39_002]


def test_rows_beyond_what_is_held_keep_their_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bsc.intake.staging.HELD_BYTES", 10_000)
    monkeypatch.setattr("bsc.intake.decoding.FIRST_BLOCK", 1 << 12)
    monkeypatch.setattr("bsc.intake.decoding.BLOCK", 1 << 14)
    rows = [f'2026-08-{1 + number % 28:02},"cell\nof two lines",{number}' for number in range(5_000)]
    path = tmp_path / "large.csv"
    path.write_text("day,text,n\n" + "\n".join(rows) + "\n", encoding="utf-16")
    (table,) = inspect(path, spool=tmp_path / "spool").tables
    found = sorted(typed_rows(table), key=lambda row: row["_line"])
    assert [row["n"] for row in found] == list(range(5_000))
    assert [row["_line"] for row in found] == [2 + 2 * number for number in range(5_000)]
    assert {row["text"] for row in found} == {"cell\nof two lines"}


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file of some hundred kilobytes be a large one."""
    monkeypatch.setattr("bsc.intake.staging.HELD_BYTES", 10_000)
    monkeypatch.setattr("bsc.intake.decoding.FIRST_BLOCK", 1 << 12)
    monkeypatch.setattr("bsc.intake.decoding.BLOCK", 1 << 14)


def large(changed: dict[int, str]) -> str:
    rows = [f"2026-08-{1 + number % 28:02},page {number % 5},{number}" for number in range(20_000)]
    for place, row in changed.items():
        rows[place] = row
    return "day,page,n\n" + "\n".join(rows) + "\n"


@pytest.mark.usefixtures("small_blocks")
def test_what_was_written_ahead_is_kept_when_its_promise_holds(see: See, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bsc.intake.staging.plain_again", None)  # nothing is read a second time
    seen = see(large({500: "Total,,124750", 15_000: ",,"}))
    assert sorted(row["n"] for row in seen.rows) == [n for n in range(20_000) if n not in (500, 15_000)]
    assert sorted(row["_line"] for row in seen.rows) == [n + 2 for n in range(20_000) if n not in (500, 15_000)]
    assert seen.table.sums["n"] == sum(range(20_000)) - 15_500
    assert (seen.inspection.lines.dropped, seen.inspection.lines.blank) == (1, 1)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize(
    ("row", "kind", "value"),
    [
        ("2026-08-31,last,12.5", "number", 12.5),
        ('2026-08-31,last,"1,234"', "integer", 1234),
        ("2026-08-31,last,", "integer", None),
        ("2026-08-31,last,007", "text", "007"),
    ],
)
def test_a_late_cell_changes_what_was_written_ahead(see: See, row: str, kind: str, value: object) -> None:
    seen = see(large({19_990: row}))
    assert seen.type_of("n") == kind
    assert [r["n"] for r in seen.rows if r["page"] == "last"] == [value]
    assert seen.table.rows == 20_000
    assert not seen.table.rejects


@pytest.mark.usefixtures("small_blocks")
def test_a_late_cell_that_does_not_fit_is_rejected_as_it_would_be_early(see: See) -> None:
    early, late = see(large({1: "2026-08-31,odd,0x1F"})), see(large({19_000: "2026-08-31,odd,0x1F"}))
    assert [(reject.line, reject.text) for reject in early.table.rejects] == [(3, "0x1F")]
    assert [(reject.line, reject.text) for reject in late.table.rejects] == [(19_002, "0x1F")]


@pytest.mark.usefixtures("small_blocks")
def test_persons_who_come_late_are_not_written(see: See, tmp_path: Path) -> None:
    written: list[bytes] = []
    content = large({n: f"2026-08-31,visitor{n}@example.com,{n}" for n in range(9_000, 20_000)})
    seen = see(content)
    written += [path.read_bytes() for path in (tmp_path / "spool").iterdir()]
    assert [column.name for column in seen.table.columns if column.personal] == ["page"]
    assert written
    assert not any(b"@example.com" in content for content in written)
    assert len(written) == 1
