"""Actions & reviews, the tab Wins: what improved and stayed so, and what another stage takes over."""

import shutil
from pathlib import Path

import pytest

from bsc import actions
from bsc.model.initiatives import Origin
from bsc.store import Store
from tests.pages.conftest import WHO, Visit
from tests.pages.test_definitions import click, words
from tests.views.test_wins import FORM, HIGH, LOW, row
from tests.views.trend_company import SCORECARD, brought_in


@pytest.fixture(scope="module")
def improved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("improved") / "bsc.duckdb"
    store = Store.open(path)
    actions.apply_definitions(store, SCORECARD, WHO)
    brought_in(store, "ads", [row(step, count) for step, count in enumerate(reversed((*LOW, *HIGH)))])
    actions.edit_definitions(store, lambda document: {**document, "initiatives": [FORM]}, WHO)
    store.close()
    return path


@pytest.fixture
def database(improved: Path, tmp_path: Path) -> Path:
    """Return a company of one's own whose sign-ups have risen from 70 to 120 a month, through a shorter form."""
    return Path(shutil.copy(improved, tmp_path / "bsc.duckdb"))


def test_a_win_says_how_much_since_when_and_what_stands_behind_it(visit: Visit, database: Path) -> None:
    page = visit(database, "actions.py", tab="Wins", period="2026-08")
    assert not page.exception
    said = words(page)
    assert "**+50** since Nov 2025: from a mean of 70 to one of 120, held for 10 months" in said
    assert "✓ supported" in said
    assert "Practice: Ask for the address only" in said


def test_a_practice_is_adopted_in_another_stage_by_one_form_that_is_filled_in(visit: Visit, database: Path) -> None:
    page = visit(database, "actions.py", tab="Wins", period="2026-08")
    other = next(
        each.name for each in Store.open(database).scorecard().stages if each.name in {one.label for one in page.button}
    )
    page = click(click(page, other), "Save")
    assert not page.exception
    made = next(each for each in Store.open(database).scorecard().initiatives if each.id != "shorter")
    assert (made.name, made.adopts, made.note) == (f"Shorter form in {other}", "shorter", "Ask for the address only")
    assert made.made_from is not None
    assert made.made_from.origin is Origin.PRACTICE
    assert f"Shorter form in {other}" in words(page) or made.name in {each.label for each in page.button}
