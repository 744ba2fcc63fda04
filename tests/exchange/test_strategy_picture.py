"""The strategy map as a picture: every objective and arrow is in it, and no name breaks out of it."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from bsc.exchange.strategy_picture import drawing, picture
from bsc.model.view import View
from bsc.views.strategy_map import StrategyMap, strategy_map
from bsc.views.workspace import Workspace
from tests.views import small_company


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> StrategyMap:
    workspace = Workspace(small_company.opened(tmp_path_factory.mktemp("strategy")), small_company.TODAY)
    return strategy_map(workspace, View(period="2026-08"))


def words(svg: bytes) -> str:
    return " ".join(node.text or "" for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"))  # noqa: S314 -- our own


def test_every_objective_stands_in_its_band_and_stage_with_its_status_in_words(drawn: StrategyMap) -> None:
    made = drawing(drawn, "Strategy map", ())
    assert {(node.id, made.columns[node.column], made.bands[node.band][0].text) for node in made.nodes} == {
        ("reach", "Interest", "Customer"), ("spend", "Interest", "Financial"), ("sell", "Buy", "Financial"),
    }  # fmt: skip
    shown = words(picture(drawn, "Strategy map", ("data until 10 Sep 2026",), "svg"))
    assert [each for each in ("Strategy map", "data until 10 Sep 2026", "Reach more people") if each not in shown] == []
    assert "▼ Off track" in shown


def test_an_arrow_goes_from_its_cause_to_its_effect(drawn: StrategyMap) -> None:
    (link,) = drawing(drawn, "Strategy map", ()).links
    assert (link.cause, link.effect) == ("reach", "sell")
    svg = picture(drawn, "Strategy map", (), "svg").decode()
    ((x1, y1, x2, y2),) = re.findall(r'd="M([\d.]+) ([\d.]+)C[\d. -]+ ([\d.]+) ([\d.]+)" fill="none"', svg)
    assert float(x2) > float(x1)  # from the stage Interest to the stage Buy
    assert float(y2) < float(y1)  # and up, from the customer to the money


def test_a_hostile_or_endless_name_stays_words_in_its_box(drawn: StrategyMap) -> None:
    name = '</text><script>alert("x")</script>' + "Weiterempfehlungsbereitschaftskennzahl" * 5
    hostile = replace(drawn, boxes=tuple(replace(box, name=name) for box in drawn.boxes))
    svg = picture(hostile, name, (name,), "svg")
    assert b"<script" not in svg
    assert "<script>" in words(svg).replace("- ", "")


def test_it_is_a_png_as_well(drawn: StrategyMap) -> None:
    assert picture(drawn, "Strategy map", (), "png").startswith(b"\x89PNG")
