"""What holds for every file: nothing is lost on the way in, and every line has its place."""

import csv
import io
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bsc.errors import BscError
from bsc.intake import Hints, Inspection, inspect
from bsc.intake.amounts import EMPTY, trimmed
from bsc.model.words import ColumnType

UNHURRIED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=12)
PLAIN_CELL = st.text(st.sampled_from("abz éäß\"',;|\t\n\r.-0159%#:/"), max_size=12)


def inspected(content: bytes, hints: Hints, answers: Mapping[str, str]) -> tuple[Inspection, list[dict[str, object]]]:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "upload.csv"
        path.write_bytes(content)
        found = inspect(path, hints=hints, answers=answers, spool=Path(directory) / "spool")
        return found, pq.read_table(found.tables[0].typed).to_pylist()


@st.composite
def written_tables(draw: st.DrawFn) -> tuple[list[list[str]], bytes]:
    width = draw(st.integers(2, 5))
    encoding = draw(st.sampled_from(ENCODINGS))
    cells = PLAIN_CELL if encoding == "cp1252" else CELL
    rows = draw(st.lists(st.lists(cells, min_size=width - 1, max_size=width - 1), min_size=1, max_size=6))
    table = [[f"row {number}", *row] for number, row in enumerate(rows)]
    text = io.StringIO()
    bare = any(end in cell for row in table for cell in row for end in "\r\n")  # Python 3.11 quotes only its own one
    writer = csv.writer(
        text,
        delimiter=draw(st.sampled_from(",;\t|")),
        quoting=csv.QUOTE_ALL if bare else draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r"])),
    )
    writer.writerow(["first", *(f"column {'abcde'[place]}" for place in range(1, width))])
    writer.writerows(table)
    return table, text.getvalue().encode(encoding)


@UNHURRIED
@given(written_tables())
def test_any_table_comes_back_through_any_delimiter_quoting_and_encoding(
    written: tuple[list[list[str]], bytes],
) -> None:
    table, content = written
    names = ["first", *(f"column_{'abcde'[place]}" for place in range(1, len(table[0])))]
    hints = Hints(column_types=dict.fromkeys(names, ColumnType.TEXT), keep_personal=frozenset(names), timeless=True)
    _, rows = inspected(content, hints, {"header": "line 1"})
    kept = [[None if trimmed(cell).casefold() in EMPTY else cell for cell in row] for row in table]
    assert [[row[name] for name in names] for row in rows] == kept


FRAGMENTS = st.sampled_from(
    [
        "day",
        "clicks",
        "2026-08-01",
        "12",
        "1.5",
        '"',
        '""',
        ",",
        ",",
        ",",
        ";",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "# note",
        "Total",
        " ",
        "é",
    ]
)


@UNHURRIED
@given(st.lists(FRAGMENTS, max_size=60).map("".join), st.sampled_from(ENCODINGS))
def test_every_line_of_any_text_has_its_place_or_the_file_is_refused(text: str, encoding: str) -> None:
    try:
        found, _ = inspected(text.encode(encoding), Hints(timeless=True), {})
    except BscError:
        return
    lines = re.split(r"\r\n|\r|\n", text)
    assert found.lines.total == found.lines.accounted == len(lines) - (lines[-1] == "")
    assert found.lines.kept == sum(table.rows for table in found.tables)


@UNHURRIED
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_sentence(content: bytes) -> None:
    try:
        found, _ = inspected(content, Hints(timeless=True), {})
    except BscError:
        return
    assert found.lines.accounted == found.lines.total


@UNHURRIED
@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=40), st.sampled_from([",", "."]), st.booleans())
def test_sums_are_exact_whatever_the_convention(cents: list[int], mark: str, grouped: bool) -> None:
    def written(amount: int) -> str:
        sign, whole, rest = "-" if amount < 0 else "", abs(amount) // 100, abs(amount) % 100
        english = f"{sign}{whole:,}.{rest:02d}" if grouped else f"{sign}{whole}.{rest:02d}"
        return english if mark == "." else english.translate(str.maketrans(",.", ".,"))

    content = "day\tamount\n" + "".join(f"2026-08-01\t{written(amount)}\n" for amount in cents)
    found, _ = inspected(content.encode(), Hints(), {})
    assert not found.questions
    assert round(found.tables[0].sums["amount"] * 100) == sum(cents)


WORDS = st.text(st.sampled_from("abcdefgh äöü,;|'\"-()&"), max_size=10).map("w{} x".format)
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
DAY_FORMS = {
    "%Y-%m-%d": "",
    "%Y%m%d": "",
    "%Y/%m/%d": "",
    "%d.%m.%Y": "",
    "%d %b %Y": "",
    "%b %d, %Y": "",
    "%d/%m/%Y": "day first",
    "%m/%d/%Y": "month first",
    "%d-%m-%Y": "day first",
    "%m-%d-%Y": "month first",
}
COMMA_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")
PREAMBLE = ("Monthly report", "# exported for the board", "")
NAMES = ("day", "name", "whole", "amount", "share")
Row = tuple[date, str, int, Decimal, Decimal]


@dataclass(frozen=True)
class Export:
    """Rows, the bytes that a system writes of them, and the answer about the order of its days."""

    rows: list[Row]
    content: bytes
    answers: dict[str, str]
    total_line: int


@st.composite
def exports(draw: st.DrawFn) -> Export:
    """Draw typed rows, and write them in a dialect of one's own."""
    comma = draw(st.booleans())
    grouped = draw(st.booleans())
    form = draw(st.sampled_from(COMMA_FORMS if comma else sorted(DAY_FORMS)))
    cents = st.integers(-(10**8), 10**8).map(lambda number: Decimal(number) / 100)
    row = st.tuples(DAYS, WORDS, st.integers(0, 10**6), cents, st.integers(0, 9999).map(lambda n: Decimal(n) / 100))
    rows = draw(st.lists(row, min_size=2, max_size=8))

    def number(value: Decimal | int, decimals: int) -> str:
        text = f"{value:{',' if grouped else ''}.{decimals}f}"
        return text.translate(str.maketrans(",.", ".,")) if comma else text

    def cells(label: str, name: str, numbers: tuple[Decimal | int, ...], share: str) -> list[str]:
        return [label, name, number(numbers[0], 0), number(numbers[1], 2), share]

    text = io.StringIO()
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    above = draw(st.lists(st.sampled_from(PREAMBLE), max_size=3))
    text.writelines(line + end for line in above)
    writer = csv.writer(
        text,
        delimiter=draw(st.sampled_from(";\t|" if comma else ",;\t|")),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        lineterminator=end,
    )
    writer.writerow(NAMES)
    for day, name, whole, amount, share in rows:
        writer.writerow(cells(day.strftime(form), name, (whole, amount), f"{number(share, 2)}%"))
    writer.writerow(cells("Total", "", (sum(row[2] for row in rows), sum((row[3] for row in rows), Decimal())), ""))
    encoding = draw(st.sampled_from(ENCODINGS))
    answers = {"day": DAY_FORMS[form], "amount": "1.234,56" if comma else "1,234.56"}
    answers |= {"header": f"line {len(above) + 1}"}
    return Export(rows, text.getvalue().encode(encoding), answers, len(above) + len(rows) + 2)


@UNHURRIED
@given(exports())
def test_any_typed_table_comes_back_with_its_sums_and_its_total_as_proof_whatever_the_dialect(export: Export) -> None:
    found, rows = inspected(export.content, Hints(keep_personal=frozenset(NAMES)), export.answers)
    table = found.tables[0]
    assert not found.questions
    assert [row["day"] for row in rows] == [row[0] for row in export.rows]
    assert [row["name"] for row in rows] == [row[1] for row in export.rows]
    assert [row["whole"] for row in rows] == [row[2] for row in export.rows]
    assert [row["amount"] for row in rows] == [float(row[3]) for row in export.rows]
    assert [row["share"] for row in rows] == [float(row[4] / 100) for row in export.rows]
    assert table.sums["whole"] == sum(row[2] for row in export.rows)
    assert round(table.sums["amount"] * 100) == sum(row[3] * 100 for row in export.rows)
    assert {(proof.line, proof.column, proof.agrees) for proof in table.proofs} == {
        (export.total_line, "whole", True), (export.total_line, "amount", True)
    }  # fmt: skip
    assert not table.rejects
