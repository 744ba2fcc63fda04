"""The board pack as PowerPoint, opened again by a reader, and held to what the pages say."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pptx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.chart.chart import Chart
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Inches

from bsc.model.words import Perspective
from bsc.reports.pptx import powerpoint
from bsc.reports.pptx.master import BOTTOM
from bsc.reports.pptx.tables import Columns, Row, pages, row_height
from bsc.reports.pptx.words import line
from bsc.reports.texts import plain
from bsc.views.pack import Pack, Section
from tests.reports import office
from tests.reports.wide_company import FORMULAS, STAGES

MADE = datetime(2026, 10, 12, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def written(wide_pack: Pack) -> bytes:
    return powerpoint(wide_pack, MADE)


@pytest.fixture(scope="module")
def slides(written: bytes) -> list[Slide]:
    return list(pptx.Presentation(io.BytesIO(written)).slides)


def titled(slides: list[Slide], beginning: str) -> list[Slide]:
    return [slide for slide in slides if slide.shapes.title.text.startswith(beginning)]


def charts(slides: list[Slide]) -> list[Chart]:
    return [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]


def cells(slide: Slide) -> list[list[str]]:
    return [
        [cell.text_frame.text for cell in row.cells]
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    ]


def test_every_slide_has_a_title_of_its_own(slides: list[Slide]) -> None:
    titles = [slide.shapes.title.text for slide in slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_the_cover_prints_score_change_coverage_and_the_sentence_of_the_page(
    slides: list[Slide], wide_pack: Pack
) -> None:
    said = "\n".join(shape.text_frame.text for shape in slides[0].shapes if shape.has_text_frame)
    cover = wide_pack.cover
    for text in (cover.points, f"{cover.change} since {cover.before}", f"{cover.coverage} known", cover.sentence):
        assert text in said
    assert cover.journey in said
    assert f"Data as of {cover.until}" in said


def test_the_map_shows_each_stage_and_perspective_as_the_page_does(slides: list[Slide], wide_pack: Pack) -> None:
    shown = titled(slides, "Journey map")
    assert [slide.shapes.title.text[-8:] for slide in shown] == ["(1 of 2)", "(2 of 2)"]
    half = len(STAGES) // 2
    for slide, columns in zip(shown, (wide_pack.map.columns[:half], wide_pack.map.columns[half:]), strict=True):
        rows = cells(slide)
        for at, column in enumerate(columns, start=1):
            assert rows[0][at].splitlines()[0] == plain(column.name)
            for line_, card in enumerate(column.cards, start=1):
                assert card is not None
                name, value, status = rows[line_][at].splitlines()
                assert (name, value.split(" ↑")[0].split(" ↓")[0]) == (plain(card.name), card.figure)
                assert str(card.status) in status
                assert status.endswith(card.change)


def test_the_slide_of_a_stage_has_its_kpis_as_its_page_has_them(slides: list[Slide], wide_pack: Pack) -> None:
    page = wide_pack.stages[1]
    rows = cells(titled(slides, "2. +1+1")[0])
    cards = [card for panel in page.panels for aim in panel.aims for card in aim.cards]
    for row, card in zip(rows[1:], cards, strict=False):
        assert row[1].splitlines()[0] == card.name
        assert row[2].startswith(card.figure)
        assert str(card.status) in row[3]
        assert (row[4], row[5]) == (card.target or "–", card.change or "–")


def test_why_a_score_is_a_chart_of_what_each_kpi_adds_and_keeps(slides: list[Slide], wide_pack: Pack) -> None:
    chart = charts(titled(slides, "2. +1+1"))[0]
    explained = [each for each in wide_pack.stages[1].explained if each.points is not None]
    adds, keeps = (list(series.values) for series in chart.plots[0].series)
    assert adds == [each.adds for each in explained]
    assert keeps == [each.lost for each in explained]
    assert sum(adds) == pytest.approx(wide_pack.stages[1].score.points)


def test_a_trend_is_a_native_chart_with_the_values_and_levels_of_the_page(slides: list[Slide], wide_pack: Pack) -> None:
    found = charts(titled(slides, "Trends"))
    assert len(found) == len(wide_pack.trends) == 5
    for chart, trend in zip(found, wide_pack.trends, strict=True):
        series = {each.name: list(each.values) for each in chart.plots[0].series}
        over = [None if point.partial else point.value for point in trend.points]
        running = [point.value if point.partial else None for point in trend.points]
        assert series["Actual"] == over
        assert series["Period not over"] == running
        assert list(chart.plots[0].categories) == [point.label for point in trend.points]
    ranged = {each.name: list(each.values) for each in found[2].plots[0].series}
    assert set(ranged["Target, lower end"]) == {90.0}
    assert set(ranged["Target, upper end"]) == {105.0}
    assert set(ranged["Red line, upper end"]) == {120.0}


def test_the_workbook_behind_a_chart_has_its_numbers_and_no_formula(slides: list[Slide]) -> None:
    for chart in charts(slides):
        sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        assert sheet is not None
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n"}
        for column, series in enumerate(chart.plots[0].series, start=2):
            kept = [sheet.cell(row, column).value for row in range(2, len(series.values) + 2)]
            assert kept == pytest.approx(list(series.values))


def test_what_looks_like_a_formula_or_markup_is_text(slides: list[Slide]) -> None:
    titles = [slide.shapes.title.text for slide in slides]
    assert [f"{at}. {name}" for at, name in enumerate(STAGES, start=1)] == [
        title for title in titles if title.split(".")[0].isdigit()
    ]


def test_nothing_stands_outside_a_slide(slides: list[Slide]) -> None:
    for slide in slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= Inches(13.34)
            assert shape.top >= 0
            assert shape.top + shape.height <= Inches(7.5)
            if shape.has_table:
                assert shape.top + sum(row.height for row in shape.table.rows) <= Inches(BOTTOM + 0.01)


def test_tables_and_charts_say_what_they_show_to_who_cannot_see_them(slides: list[Slide]) -> None:
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape.element.nvGraphicFramePr.cNvPr.get("descr")


def test_a_speaker_finds_the_sentences_of_the_trends(slides: list[Slide], wide_pack: Pack) -> None:
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in titled(slides, "Trends"))
    for trend in wide_pack.trends:
        for sentence in trend.sentences:
            assert plain(sentence) in notes


def test_every_page_tells_how_far_the_data_reaches_and_its_number(slides: list[Slide]) -> None:
    for slide in slides[1:]:
        kinds = {shape.element.ph.get("type"): shape for shape in slide.placeholders}
        assert "Data as of 10 Oct 2026" in kinds["ftr"].text_frame.text
        assert "sldNum" in kinds


def test_the_file_tells_what_it_is_and_when_it_was_made(written: bytes) -> None:
    properties = pptx.Presentation(io.BytesIO(written)).core_properties
    assert properties.title == 'Weg & "Kunde" <b>: board pack, Sep 2026'
    assert properties.created == MADE.replace(tzinfo=None)


def test_characters_that_no_xml_can_hold_are_left_out(wide_pack: Pack) -> None:
    cover = replace(wide_pack.cover, journey="A\x00B\x1b C\ud800", sentence="one\ntwo\x07")
    made = pptx.Presentation(io.BytesIO(powerpoint(replace(wide_pack, cover=cover, trends=(), stages=()))))
    assert made.slides[0].shapes.title.text == "AB C"


def test_an_empty_pack_is_a_cover(wide_pack: Pack) -> None:
    nothing: dict[str, Any] = dict.fromkeys(("sections", "stages", "trends", "definitions", "datasets", "remarks"), ())
    made = pptx.Presentation(io.BytesIO(powerpoint(replace(wide_pack, **nothing))))
    assert len(made.slides) == 1


def words(rows: list[Row]) -> Iterator[str]:
    for column in range(2):
        yield from (word for row in rows for line_ in row.cells[column] for word in line_.text.split())


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(7, 15)), min_size=1, max_size=5))
def test_a_table_is_divided_so_that_every_page_has_room_for_it_and_no_word_is_lost(
    lengths: list[tuple[int, int]],
) -> None:
    rows = [
        Row(cells=((line(f"row {at}"),), (line(" ".join(f"w{at}.{word}" for word in range(count)), size),)))
        for at, (count, size) in enumerate(lengths)
    ]
    columns = Columns(heads=("What", "Why"), widths=(1.5, 3.0))
    divided = list(pages(rows, columns, 5.0))
    head = row_height(columns.head, columns.widths)
    assert all(head + sum(row_height(row, columns.widths) for row in page) <= 5.0 + 1e-9 for page in divided)
    assert sorted(words([row for page in divided for row in page])) == sorted(words(rows))


@office.NEEDED
def test_rows_are_spread_evenly_over_the_pages_that_they_need() -> None:
    columns = Columns(heads=("What",), widths=(4.0,))
    row = Row(cells=((line("Visitors", 10),),), least=0.4)
    room = row_height(columns.head, columns.widths) + 0.4 * 8.5  # eight rows on a page

    assert [len(page) for page in pages([row] * 10, columns, room)] == [5, 5]
    assert [len(page) for page in pages([row] * 8, columns, room)] == [8]
    assert [len(page) for page in pages([row] * 17, columns, room)] == [6, 6, 5]
    assert list(pages([], columns, room)) == []


def test_a_cell_in_which_nothing_is_said_is_no_higher_than_its_row(slides: list[Slide]) -> None:
    sizes = [
        paragraph.find(qn("a:endParaRPr"))
        for slide in slides
        for shape in slide.shapes
        if shape.has_table
        for paragraph in shape.element.iter(qn("a:p"))
        if paragraph.find(qn("a:r")) is None
    ]

    assert sizes, "no cell is empty"
    assert all(size is not None and int(size.get("sz")) <= 1_200 for size in sizes)  # hundredths of a point


def test_libreoffice_opens_every_slide(written: bytes, slides: list[Slide], tmp_path: Path) -> None:
    file = tmp_path / "pack.pptx"
    file.write_bytes(written)
    printed = pypdf.PdfReader(office.converted(file, "pdf", tmp_path) / "pack.pdf")
    assert len(printed.pages) == len(slides)
    said = " ".join(page.extract_text() for page in printed.pages)
    assert all(name in said for name in (*FORMULAS, "Verlängerung", "Empfehlung"))


def test_the_perspectives_are_those_of_the_scorecard(slides: list[Slide]) -> None:
    names = [row[0].splitlines()[0] for row in cells(titled(slides, "Journey map")[0])[1:5]]
    assert names == [each.label for each in Perspective]


def test_the_latest_review_and_what_earlier_ones_left_open_stand_after_the_actions(slides: list[Slide]) -> None:
    latest, earlier = titled(slides, "Actions: =September")[0], titled(slides, "Actions: decisions of earlier")[0]
    assert slides.index(titled(slides, "Actions (1")[0]) < slides.index(latest) < slides.index(earlier)
    assert cells(latest)[1][1:] == ["Nobody’s yet", "30 Oct 2026", "Open, due 30 Oct 2026."]
    decision, owner, due, became = cells(earlier)[1]
    assert decision.splitlines() == ["=1+2", "@August, 4 Sep 2026"]
    assert (owner, due.splitlines()[0], became) == ("-Eigner", "30 Sep 2026", "Open, overdue: due 30 Sep 2026.")
    assert cells(earlier)[2][2] == "no day set"


def test_a_review_that_decided_nothing_says_so(wide_pack: Pack) -> None:
    assert wide_pack.reviewed is not None
    pack = replace(wide_pack, sections=(Section.ACTIONS,), reviewed=replace(wide_pack.reviewed, decisions=(), owed=()))
    made = list(pptx.Presentation(io.BytesIO(powerpoint(pack, MADE))).slides)
    (slide,) = titled(made, "Actions: =September")
    assert "Nothing was decided." in "\n".join(each.text_frame.text for each in slide.shapes if each.has_text_frame)
