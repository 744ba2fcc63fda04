"""`bsc reviews list` and `show`."""

import json
from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.model.review import AgendaItem, ItemKind, Review
from bsc.store import Store
from tests.cli.command_line import CommandLine, small_company


@pytest.fixture
def bsc(tmp_path: Path) -> CommandLine:
    company = small_company(tmp_path)
    store = Store.open(company.database)
    agenda = (AgendaItem(kind=ItemKind.OWN, title="Prices"),)
    actions.open_review(store, Review(id="july", name="July", held=date(2026, 8, 7), agenda=agenda), "Olga")
    actions.decide(store, "july", {"text": "Raise them", "owner": "Ben"}, "Olga")
    store.close()
    return company


def test_reviews_are_listed_with_their_open_decisions(bsc: CommandLine) -> None:
    listed = bsc.says("reviews", "list")
    assert "July" in listed
    assert "1, 1 open" in listed
    assert "goes on" in listed
    assert [each["id"] for each in json.loads(bsc.says("reviews", "list", "--format", "json"))] == ["july"]


@pytest.mark.parametrize("name", ["july", "July"])
def test_minutes_are_read_by_id_or_name(bsc: CommandLine, name: str) -> None:
    said = bsc.says("reviews", "show", name)
    assert said.startswith("# July")
    assert "**Raise them** (Ben) – Open." in said
    assert "☐ **Prices**" in said


def test_minutes_are_written_as_the_file_s_ending_says(bsc: CommandLine, tmp_path: Path) -> None:
    bsc.says("reviews", "show", "july", "-o", str(tmp_path / "m.html"))
    assert "Raise them" in (tmp_path / "m.html").read_text("utf-8")
    refused = bsc("reviews", "show", "july", "-o", str(tmp_path / "m.docx"))
    assert refused.exit_code == 2
    assert ".pdf, .html, .md" in refused.stderr


def test_a_review_that_is_not_there_is_a_sentence(bsc: CommandLine) -> None:
    refused = bsc("reviews", "show", "juli")
    assert refused.exit_code == 2
    assert "july" in refused.stderr
