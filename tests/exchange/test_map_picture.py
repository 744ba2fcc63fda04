"""The journey map as one page: everything that the map says stands on it."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from bsc import actions
from bsc.exchange.map_picture import picture, sheet
from bsc.model.view import View
from bsc.store import Store
from bsc.views.emotion import curves, felt
from bsc.views.journey_map import JourneyMap, journey_map
from bsc.views.workspace import Workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    store = Store.open(tmp_path_factory.mktemp("map") / "sample.duckdb")
    actions.load_demo(store, who="a test")
    return Workspace(store, date(2026, 11, 8))


@pytest.fixture(scope="module")
def drawn(workspace: Workspace) -> JourneyMap:
    return journey_map(workspace, View())


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


def test_everybodys_touchpoint_feels_as_all_customers_feel_it_and_a_personas_as_that_persona(
    workspace: Workspace,
) -> None:
    everybody = felt(workspace, View())
    owners = felt(workspace, View(persona="owner_manager"))
    (curve,) = curves(workspace, View(persona="owner_manager"))
    drawn = {part.touchpoint_id: part.value for point in curve.points for part in point.parts}
    assert owners == drawn
    assert everybody["survey_answer"] == pytest.approx(1.78, abs=0.01)
    assert owners["survey_answer"] == pytest.approx(0.56, abs=0.01)
    assert everybody["webinar_owner"] == owners["webinar_owner"]
