"""A map that is drawn before there is a number: the maps show it, the pages of numbers offer the first steps."""

from pathlib import Path

import pytest

from bsc import actions
from bsc.store import Store
from tests.pages.conftest import Visit

DRAWN = """
version: 1
stages: [{id: interest, name: Interest}]
objectives: [{id: trust, name: Earn trust, stage: interest, perspective: customer}]
touchpoints: [{id: form, name: Contact form, stage: interest, pains: [Too many fields]}]
"""


@pytest.fixture
def drawn(empty_database: Path) -> Path:
    store = Store.open(empty_database)
    actions.apply_definitions(store, DRAWN, "a test", note="drawn first")
    store.close()
    return empty_database


@pytest.mark.parametrize(("script", "title"), [("journey_map.py", "Journey map"), ("strategy_map.py", "Strategy map")])
def test_a_map_without_kpis_is_shown_with_the_next_step(visit: Visit, drawn: Path, script: str, title: str) -> None:
    page = visit(drawn, script)
    assert not page.exception
    assert [each.value for each in page.title] == [title]
    assert any("No KPI yet" in each.value for each in page.markdown)


def test_a_page_of_numbers_without_kpis_offers_the_beginnings(visit: Visit, drawn: Path) -> None:
    page = visit(drawn, "trends.py")
    assert "Load the sample company" in [button.label for button in page.button]
