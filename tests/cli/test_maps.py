"""The map on the command line: out in every format, in again, and what is refused."""

from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine

MAP = """
version: 1
stages: [{id: interest, name: Interest}]
personas: [{id: newcomer, name: Newcomer}]
touchpoints:
  - {id: form, name: Contact form, stage: interest, emotion: -1, pains: [Too many fields]}
  - {id: webinar, name: Webinar, stage: interest, persona: newcomer, emotion: 2}
"""
BEGINNINGS = {
    "csv": b"\xef\xbb\xbfstage,",
    "ojf": b'{\n  "version": "1.0"',
    "mmd": b"journey\n",
    "svg": b"<svg",
    "png": b"\x89PNG",
    "pdf": b"%PDF",
}


@pytest.fixture
def bsc(tmp_path: Path) -> CommandLine:
    made = CommandLine(tmp_path)
    made.says("apply", made.file("scorecard.yaml", MAP))
    return made


@pytest.mark.parametrize("ending", BEGINNINGS)
def test_the_map_is_written_as_what_the_file_is_called(bsc: CommandLine, ending: str) -> None:
    file = bsc.folder / f"map.{ending}"
    assert "holds the map" in bsc.says("export", file)
    assert file.read_bytes().startswith(BEGINNINGS[ending])


@pytest.mark.parametrize("ending", ["csv", "ojf"])
def test_a_map_that_comes_in_again_changes_nothing(bsc: CommandLine, ending: str) -> None:
    file = bsc.folder / f"map.{ending}"
    bsc.says("export", file)
    assert "nothing" in bsc.says("apply", file)


def test_a_map_of_one_persona_leaves_the_others_out(bsc: CommandLine) -> None:
    bsc.says("apply", bsc.file("more.csv", "stage,persona,touchpoints\nInterest,Expert,Demo\n"))
    file = bsc.folder / "map.mmd"
    bsc.says("export", file, "--persona", "expert")
    assert "Webinar" not in file.read_text(encoding="utf-8")


def test_a_changed_table_is_taken_and_the_change_told(bsc: CommandLine) -> None:
    file = bsc.file("map.csv", "stage,touchpoints,pains\nInterest,Contact form,Too many fields (observed)\n")
    assert "changed" in bsc.says("apply", file)
    assert "evidence: observed" in bsc.says("export")


def test_a_persona_that_is_not_there_is_refused_with_those_that_are(bsc: CommandLine) -> None:
    assert "newcomer" in bsc.refuses("export", bsc.folder / "map.svg", "--persona", "newcommer")


def test_a_table_with_a_problem_is_refused_and_nothing_taken(bsc: CommandLine) -> None:
    before = bsc.says("export")
    refusal = bsc.refuses("apply", bsc.file("map.csv", "stage,touchpoints,emotions\nInterest,Form,great\n"))
    assert "row 2, emotions" in refusal
    assert bsc.says("export") == before
