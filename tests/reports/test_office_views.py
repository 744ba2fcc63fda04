"""Both Office formats of companies that have little, and of views that are not the first one."""

import io
from pathlib import Path

import openpyxl
import pptx
import pytest

from bsc import actions
from bsc.model.periods import Grain
from bsc.model.view import View
from bsc.reports.pptx import powerpoint
from bsc.reports.xlsx import excel
from bsc.store import Store
from bsc.views.board_pack import board_pack
from bsc.views.workspace import Workspace
from tests.views import small_company


def texts(slide: pptx.slide.Slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.mark.parametrize(
    "definitions", ["version: 1\n", "version: 1\nstages: [{id: a, name: Begin}]\n", small_company.SCORECARD]
)
def test_a_company_without_data_has_a_pack_that_says_so(definitions: str, tmp_path: Path) -> None:
    store = Store.open(tmp_path / "company.duckdb")
    actions.apply_definitions(store, definitions, "test")
    pack = board_pack(Workspace(store, small_company.TODAY), View())
    cover = pptx.Presentation(io.BytesIO(powerpoint(pack))).slides[0]
    book = openpyxl.load_workbook(io.BytesIO(excel(pack)), data_only=True)
    store.close()
    assert "No data yet" in texts(cover)
    rows = {row[0]: row[1] for row in book["Cover"].iter_rows(values_only=True)}
    assert rows["Data as of"] == "no data yet"
    assert rows["Score of the journey, 0–100 points"] is None


@pytest.mark.parametrize(
    "view",
    [
        View(grain=Grain.QUARTER),
        View(grain=Grain.WEEK),
        View(filters={"channel": ("search",)}),
        View(persona="newcomer", period="2026-09"),
    ],
)
def test_both_files_show_the_view_that_was_asked_for(view: View, tmp_path: Path) -> None:
    store = small_company.opened(tmp_path)
    pack = board_pack(Workspace(store, small_company.TODAY), view)
    store.close()
    presentation = pptx.Presentation(io.BytesIO(powerpoint(pack)))
    book = openpyxl.load_workbook(io.BytesIO(excel(pack)), data_only=True)
    assert f"{pack.cover.period} ({pack.cover.days})" in texts(presentation.slides[0])
    assert pack.cover.seen in texts(presentation.slides[0])
    rows = {row[0]: row[1] for row in book["Cover"].iter_rows(values_only=True)}
    assert rows["Shown"] == pack.cover.seen
    assert rows["Score of the journey, 0–100 points"] == pack.cover.score.points
