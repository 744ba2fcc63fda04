"""The journey map as one page: everything that the map says stands on it."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from bsc import actions
from bsc.exchange.map_picture import picture, sheet
from bsc.model.view import View
from bsc.store import Store
from bsc.views.journey_map import JourneyMap, journey_map
from bsc.views.workspace import Workspace


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> JourneyMap:
    store = Store.open(tmp_path_factory.mktemp("map") / "sample.duckdb")
    actions.load_demo(store, who="a test")
    return journey_map(Workspace(store, date(2026, 11, 8)), View())


def words(svg: bytes) -> str:
    root = ET.fromstring(svg)  # noqa: S314 -- our own
    return " ".join(each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text"))


def test_stages_values_statuses_and_what_customers_say_stand_on_the_page(drawn: JourneyMap) -> None:
    said = re.sub(r"\s+", " ", words(picture(drawn, "Customer journey", "svg")))
    assert "Customer journey" in said
    for column in drawn.columns:
        assert column.name in said
        for card in column.cards:
            assert card is None or card.figure in said
    assert "▼ 38.6%" in said
    assert "★" in said


def test_every_row_that_says_something_is_on_the_page(drawn: JourneyMap) -> None:
    assert [row.name for row in sheet(drawn, "Map").rows] == [row.name for row in drawn.rows]


@pytest.mark.parametrize(("kind", "begins"), [("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_the_page_is_a_file_of_its_kind(drawn: JourneyMap, kind: str, begins: bytes) -> None:
    made = picture(drawn, "Customer journey", kind)  # type: ignore[arg-type]
    assert made.startswith(begins)
    assert len(made) > 20_000
