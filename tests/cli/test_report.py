"""`bsc report`."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from tests.cli.command_line import CommandLine, small_company


@pytest.fixture(scope="module")
def bsc(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return small_company(tmp_path_factory.mktemp("report"))


def written(bsc: CommandLine, name: str, *arguments: str) -> bytes:
    file = bsc.folder / name
    said = bsc.says("report", "-o", file, "--no-forecast", *arguments)
    assert said.startswith(f"{file}: ")
    return file.read_bytes()


@pytest.mark.parametrize(
    ("name", "part"), [("pack.pptx", "ppt/presentation.xml"), ("PACK.XLSX", "xl/workbook.xml")]
)  # fmt: skip
def test_the_format_is_what_the_file_ends_on(bsc: CommandLine, name: str, part: str) -> None:
    assert part in ZipFile(io.BytesIO(written(bsc, name))).namelist()


def test_a_pack_is_of_the_period_persona_and_rows_that_are_named(bsc: CommandLine) -> None:
    of = ("--period", "2026-Q1", "--persona", "newcomer", "--where", "channel=search")
    text = written(bsc, "pack.html", *of).decode()
    assert '<p class="period">Q1 2026</p>' in text
    assert "Newcomer · Channel: search" in text


def test_only_the_sections_that_are_named_are_in_it(bsc: CommandLine) -> None:
    pages = PdfReader(io.BytesIO(written(bsc, "pack.pdf", "--section", "definitions", "--section", "notes")))
    assert [each.title for each in pages.outline if not isinstance(each, list)] == ["Definitions", "Data notes"]


def test_without_a_file_it_is_named_after_journey_and_period(bsc: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(bsc.folder)
    said = bsc.says("report", "--format", "html", "--period", "2026-08", "--no-forecast")
    assert said.startswith("small-company-aug-2026.html: ")
    assert Path("small-company-aug-2026.html").read_bytes().startswith(b"<!doctype html>")


def test_what_can_be_put_right_is_a_sentence(bsc: CommandLine) -> None:
    assert bsc.refuses("report", "-o", bsc.folder / "pack.doc").endswith(
        "pack.doc says by its ending no format – end it on pptx, xlsx, pdf, html, or name one with --format\n"
    )
    assert "did you mean `newcomer`?" in bsc.refuses("report", "--persona", "newcomers")
    assert "channel" in bsc.refuses("report", "--where", "chanel=search")
    assert "2026-13" in bsc.refuses("report", "--period", "2026-13")
    assert "cannot be written" in bsc.refuses("report", "-o", bsc.folder / "nowhere" / "a.html", "--section", "notes")


def test_a_company_without_a_kpi_has_no_pack(tmp_path: Path) -> None:
    bsc = CommandLine(tmp_path)
    bsc.says("apply", bsc.file("scorecard.yaml", "version: 1\n"))
    assert "no KPI is defined yet" in bsc.refuses("report", "-o", tmp_path / "a.pdf")
