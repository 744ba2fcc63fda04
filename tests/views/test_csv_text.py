"""What the app writes for spreadsheets."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.views.csv_text import csv_text, written_text


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(cell: str) -> None:
    assert read(csv_text(["text"], [[cell]]))[1] == [f"'{cell}"]


@pytest.mark.parametrize("cell", ["=1+1", "-3", "plain", "'tis so", "'", ""])
def test_what_was_written_is_read_again(cell: str) -> None:
    assert written_text(read(csv_text(["text"], [[cell, "."]]))[1][0]) == cell


def test_a_header_is_a_cell_too() -> None:
    assert read(csv_text(["=cmd"], []))[0] == ["'=cmd"]


def test_a_negative_number_stays_a_number() -> None:
    assert read(csv_text(["amount"], [[-20.5]]))[1] == ["-20.5"]


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\x00\r\n", exclude_categories=["Cs"])), min_size=1))
def test_no_cell_begins_like_a_formula_and_none_is_lost(cells: list[str]) -> None:
    line = read(csv_text(["a"] * len(cells), [cells]))[1:]
    written = line[0] if line else [""]
    assert [cell.removeprefix("'") for cell in written] == [cell.removeprefix("'") for cell in cells]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in written)
