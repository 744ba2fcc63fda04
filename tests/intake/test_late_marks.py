"""A column whose first cells have no decimal mark, and a later one has."""

from pathlib import Path

from bsc.intake import inspect


def _export(path: Path, words: str, last: str) -> Path:
    lines = [words, '"1. August 2026"', "Tag,Kampagne,Impr.", *(f"2026-08-0{day},Marke,{day}00" for day in range(1, 6))]
    path.write_text("\n".join([*lines, f'2026-08-06,Marke,"{last}"']) + "\n", encoding="utf-8")
    return path


def test_a_mark_that_comes_late_in_its_column_is_decided_by_the_language_of_the_report(tmp_path: Path) -> None:
    file = _export(tmp_path / "google.csv", "Kampagnenbericht", "1.012")
    (table,) = inspect(file, spool=tmp_path / "spool").tables
    assert table.sums["Impr."] == 100 + 200 + 300 + 400 + 500 + 1012


def test_a_mark_that_comes_late_and_that_nothing_decides_is_asked(tmp_path: Path) -> None:
    rows = [f"2026-08-0{day},{day}00" for day in range(1, 6)]
    file = tmp_path / "plain.csv"
    file.write_text("\n".join(["Day,Amount", *rows, "2026-08-06,1.012"]) + "\n", encoding="utf-8")
    (question,) = inspect(file, spool=tmp_path / "spool").questions
    assert question.column == "Amount"
    assert "1.234" in question.ask
