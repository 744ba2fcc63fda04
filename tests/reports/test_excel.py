"""The board pack as Excel: every score a formula that another program works out to the same value as the page."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bsc.model.definitions import Level
from bsc.model.view import View
from bsc.model.words import Better, Perspective, Status, Unit
from bsc.reports.scales import number_format, scale
from bsc.reports.xlsx import excel, formulas
from bsc.reports.xlsx.book import MOST
from bsc.scoring.judging import Anchors, points
from bsc.views.board_pack import board_pack
from bsc.views.cards import Score
from bsc.views.pack import Pack, Section, Wanted
from bsc.views.workspace import Workspace
from tests.reports import office
from tests.reports.wide_company import FORMULAS, LONG, STAGES

MADE = datetime(2026, 10, 12, 9, 30, tzinfo=UTC)
HEAD = 7  # row of the heads of the sheet Scores


@pytest.fixture(scope="module")
def written(wide_pack: Pack) -> bytes:
    return excel(wide_pack, MADE)


@pytest.fixture(scope="module")
def book(written: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(written))


@pytest.fixture(scope="module")
def values(written: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(written), data_only=True)


@pytest.fixture(scope="module")
def recalculated(book: Workbook, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """Return the workbook as LibreOffice works it out from formulas that come without a value."""
    return worked_out(book, tmp_path_factory.mktemp("recalculated"))


def worked_out(book: Workbook, folder: Path) -> Workbook:
    file = folder / "pack.xlsx"
    book.save(file)  # this writer keeps formulas, and no value that they had
    return openpyxl.load_workbook(office.converted(file, "xlsx", folder) / file.name, data_only=True)


def table(sheet: Worksheet, head: int = HEAD) -> list[dict[str, Any]]:
    names = [cell.value for cell in sheet[head]]
    rows = sheet.iter_rows(min_row=head + 1, values_only=True)
    return [dict(zip(reversed(names), reversed(row), strict=True)) for row in rows]  # of equal heads the first


def held(sheet: Worksheet, pack: Pack) -> None:
    """Hold the points, coverage and status of every row of *sheet* to those of the page."""
    for row, shown in zip(table(sheet), pack.scores, strict=False):
        assert row["Name"] == shown.name
        assert row["Points"] == pytest.approx(shown.points, abs=1e-9) if shown.points is not None else not row["Points"]
        assert row["Coverage"] == pytest.approx(shown.coverage, abs=1e-9)
        assert row["Status"] == shown.status


def test_every_score_is_a_formula_that_shows_the_value_of_the_page_before_it_is_worked_out(
    book: Workbook, values: Workbook, wide_pack: Pack
) -> None:
    held(values["Scores"], wide_pack)
    rows = table(book["Scores"])[: len(wide_pack.scores)]
    assert all(str(row[name]).startswith("=") for row in rows for name in ("Points", "Coverage", "Status"))


@office.NEEDED
def test_another_program_works_out_the_scores_of_the_page(recalculated: Workbook, wide_pack: Pack) -> None:
    held(recalculated["Scores"], wide_pack)
    assert recalculated["Scores"].cell(HEAD - 1, 16).value == pytest.approx(0, abs=1e-9)


@office.NEEDED
def test_another_program_works_out_the_perspectives_over_all_stages(recalculated: Workbook, wide_pack: Pack) -> None:
    rows = {row["Name"]: row for row in table(recalculated["Scores"]) if row["Level"] == "Across stages"}
    wanted = {row.id: row.score for row in wide_pack.map.rows if row.kind == "perspective"}
    for perspective in Perspective:
        score = wanted[perspective.value]
        assert isinstance(score, Score)
        row = rows[perspective.label]
        assert row["Points"] == pytest.approx(score.points, abs=1e-9)
        assert row["Coverage"] == pytest.approx(score.coverage, abs=1e-9)
        assert row["Status"] == score.status


@office.NEEDED
def test_the_cover_and_the_map_take_their_scores_from_the_formulas(recalculated: Workbook, wide_pack: Pack) -> None:
    rows = {row[0]: row[1] for row in recalculated["Cover"].iter_rows(values_only=True)}
    assert rows["Score of the journey, 0–100 points"] == pytest.approx(wide_pack.cover.score.points, abs=1e-9)
    found = [cell.value for cell in recalculated["Map"][5][1:]]
    assert found == pytest.approx([column.score.points for column in wide_pack.map.columns], abs=1e-9)


@office.NEEDED
def test_who_changes_an_actual_sees_what_the_journey_would_score(
    written: bytes, wide_pack: Pack, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written))
    at = next(at for at, row in enumerate(wide_pack.scores) if row.id == "k3")  # higher is better, 110 against 100
    book["Scores"].cell(HEAD + 1 + at, 6).value = 105
    sheet = worked_out(book, tmp_path)["Scores"]
    changed = table(sheet)[at]
    assert (changed["Points"], changed["Status"]) == (pytest.approx(75), Status.AT_RISK)
    # k3 is alone in the last perspective of the first stage, which weighs 1 of 24 and has three scored perspectives
    moved = (75 - (wide_pack.scores[at].points or 0)) / 3 / sum(at % 3 + 1 for at in range(len(STAGES)))
    assert table(sheet)[0]["Points"] == pytest.approx((wide_pack.cover.score.points or 0) + moved, abs=1e-9)


_LEVELS: list[tuple[Better, Level, Level]] = [
    (Better.HIGHER, 110.0, 100.0),
    (Better.HIGHER, -10.0, -20.0),
    (Better.HIGHER, 5.0, 5.0),
    (Better.HIGHER, 0.3, 0.1),
    (Better.LOWER, 0.05, 0.1),
    (Better.LOWER, 0.0, 2.0),
    (Better.LOWER, 5.0, 5.0),
    (Better.WITHIN, (0.1, 0.2), (0.05, 0.4)),
    (Better.WITHIN, (0.1, 0.2), (0.1, 0.2)),
    (Better.WITHIN, (-1.0, 1.0), (-3.0, 1.0)),
]
_ACTUALS = (-25.0, -20.0, -15.0, 0.0, 0.05, 0.08, 0.1, 0.1 + 0.2, 0.2, 1.0, 2.0, 3.0, 5.0, 7.5, 105.0, 110.0, 999.0)
CASES = [(better, actual, target, red_line) for better, target, red_line in _LEVELS for actual in _ACTUALS]


@office.NEEDED
def test_the_formula_of_points_says_what_the_scoring_says_in_every_direction(tmp_path: Path) -> None:
    file = tmp_path / "cases.xlsx"
    made = xlsxwriter.Workbook(file)
    sheet = made.add_worksheet("Cases")
    for column, (name, value) in enumerate(formulas.NAMES.items()):
        sheet.write_number(0, 10 + column, value)
        made.define_name(name, f"=Cases!${'KLMNO'[column]}$1")
    for row, (better, actual, target, red_line) in enumerate(CASES, start=1):
        ends = [*(target if isinstance(target, tuple) else (target, None)),
                *(red_line if isinstance(red_line, tuple) else (red_line, None))]  # fmt: skip
        sheet.write_number(row - 1, 0, actual)
        for column, end in enumerate(ends, start=1):
            if end is not None:
                sheet.write_number(row - 1, column, end)
        asked = formulas.points(better, f"A{row}", (f"B{row}", f"C{row}"), (f"D{row}", f"E{row}"))
        sheet.write_formula(row - 1, 5, asked, value=-1)
    made.close()
    out = openpyxl.load_workbook(office.converted(file, "xlsx", tmp_path) / file.name, data_only=True)["Cases"]
    found = [out.cell(row, 6).value for row in range(1, len(CASES) + 1)]
    wanted = [points(actual, Anchors(target, red_line), better) for better, actual, target, red_line in CASES]
    assert found == pytest.approx(wanted, abs=1e-9)


@office.NEEDED
def test_another_program_prints_the_values_of_the_map_as_the_page_does(
    written: bytes, wide_pack: Pack, tmp_path: Path
) -> None:
    file = tmp_path / "pack.xlsx"
    file.write_bytes(written)
    rows = office.shown(file, "Map", tmp_path)
    printed = [row for row in rows if row[0] == "Value"]
    for at, row in enumerate(printed):
        cards = [column.cards[at] for column in wide_pack.map.columns]
        assert row[1 : len(cards) + 1] == [card.figure if card else "–" for card in cards]


def test_what_looks_like_a_formula_is_text_wherever_it_comes_from(written: bytes, book: Workbook) -> None:
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    for name in FORMULAS:
        assert any(cell.value == name for cell in texts)
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        computed = [
            formula
            for name in parts.namelist()
            if name.startswith("xl/worksheets/sheet")
            for formula in re.findall(r"<f>(.*?)</f>", parts.read(name).decode())
        ]
        drawn = "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/"))
    allowed = re.compile(r"[A-Z]+\(|[$A-Z0-9]+[-*]|Scores!|[$A-Z]+\d+$|<|\$")
    assert computed
    assert all(allowed.match(formula) for formula in computed)
    assert not any("HYPERLINK" in formula or "evil" in formula for formula in computed)
    references = re.findall(r"<c:f>(.*?)</c:f>", drawn)
    assert references
    assert all(re.fullmatch(r"(Map|'Trend data')!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", each) for each in references)


def test_the_trend_data_has_every_period_with_its_value_and_levels(values: Workbook, wide_pack: Pack) -> None:
    rows = table(values["Trend data"], head=1)
    wanted = [(trend, point) for trend in wide_pack.trends for point in trend.points]
    for row, (trend, point) in zip(rows, wanted, strict=True):
        assert (row["KPI"], row["Period"], row["Begins"].date()) == (trend.kpi.name, point.label, point.start)
        assert row["Period not over, or carried on" if point.partial else "Actual"] == point.value
        low, high = point.target if isinstance(point.target, tuple) else (point.target, None)
        assert (row["Target"], row["Target, upper end"]) == (low, high)
        assert row["Status"].endswith(point.status)


def test_an_action_says_whose_it_is_since_when_what_it_costs_and_whether_it_worked(
    values: Workbook, wide_pack: Pack
) -> None:
    sheet = values["Actions"]
    (row,) = table(sheet, head=next(at for at in range(1, 9) if sheet.cell(at, 1).value == "Action"))
    (action,) = wide_pack.actions
    assert (row["Owner"], row["Helpers"], row["State"]) == ("+Eigner", "@Helfer", "▶ Running, ‼ overdue")
    assert (row["Begins"].date(), row["Due"].date()) == (date(2026, 1, 1), date(2026, 5, 1))
    assert row["Cost"] == 1200.5
    assert row["Expected"] == action.expected[0]
    assert action.worked
    assert row["Did it work?"].endswith(action.worked)


def test_a_decision_is_a_text_with_its_owner_its_state_and_a_day_that_can_be_sorted(values: Workbook) -> None:
    sheet = values["Decisions"]
    assert sheet["A1"].value == "=September"
    latest, owed, other = table(sheet, head=next(at for at in range(1, 9) if sheet.cell(at, 1).value == "Decision"))
    assert (latest["Decision"], latest["Owner"], latest["State"]) == (f"+{LONG}", "Nobody’s yet", "Open")
    assert (owed["Decision"], owed["Owner"], owed["State"]) == ("=1+2", "-Eigner", "Open, ‼ overdue")
    assert (owed["Due"].date(), owed["Held"].date()) == (date(2026, 9, 30), date(2026, 9, 4))
    assert (owed["Review"], owed["What became of it"]) == ("@August", "Open, overdue: due 30 Sep 2026.")
    assert other["Due"] is None
    assert all(cell.data_type != "f" for row in sheet for cell in row)


def test_a_company_without_a_review_has_no_sheet_of_decisions(wide_pack: Pack) -> None:
    book = openpyxl.load_workbook(io.BytesIO(excel(replace(wide_pack, reviewed=None), MADE)))
    assert "Decisions" not in book.sheetnames


def test_charts_name_their_cells_and_say_what_they_show(written: bytes, wide_pack: Pack) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        charts = [name for name in parts.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        drawings = "".join(parts.read(name).decode() for name in parts.namelist() if "drawings/drawing" in name)
        assert not any("vba" in name.lower() or "macro" in name.lower() for name in parts.namelist())
    assert len(charts) == len(wide_pack.trends) + 1  # and the emotion curves
    assert drawings.count("descr=") == len(charts)


def test_sheets_are_frozen_named_and_set_up_for_print(book: Workbook) -> None:
    assert book.sheetnames == [
        "Cover", "Attention", "Map", "Scores", "Stages", "Trends", "Trend data", "Actions", "Decisions", "Definitions",
        "Notes",
    ]  # fmt: skip
    assert book["Scores"].freeze_panes == "E8"
    assert book["Map"].freeze_panes == "B5"
    assert {*formulas.NAMES, "Greatest_difference"} <= set(book.defined_names)
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert "&&" in sheet.oddFooter.left.text or "& " in sheet.oddFooter.left.text


def test_a_part_that_is_not_wanted_has_no_sheet(wide_workspace: Workspace) -> None:
    pack = board_pack(wide_workspace, View(), Wanted(sections=(Section.MAP,), forecasts=False))
    book = openpyxl.load_workbook(io.BytesIO(excel(pack, MADE)), data_only=True)
    assert book.sheetnames == ["Cover", "Map"]
    assert book["Map"]["B5"].value == pytest.approx(pack.map.columns[0].score.points)  # a number, without its formula


def test_a_text_that_is_longer_than_a_cell_can_hold_is_cut_off_with_a_sign(wide_pack: Pack) -> None:
    cover = replace(wide_pack.cover, sentence="x" * (MOST + 1), journey="\x00=a\x1b")
    book = openpyxl.load_workbook(io.BytesIO(excel(replace(wide_pack, cover=cover), MADE)))
    said = [cell.value for row in book["Cover"].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert said[0] == "=a"
    assert max(said, key=len) == f"{'x' * (MOST - 1)}…"


@pytest.mark.parametrize(
    ("value", "unit", "written_as"),
    [
        (0.0423, Unit.PERCENT, "0.0%"),
        (0.0005, Unit.PERCENT, "0.00%"),
        (18_522, Unit.NUMBER, "#,##0"),
        (1_240_000, Unit.NUMBER, '0.00,,"m"'),
        (2_400_000_000, Unit.CURRENCY, '"€"0.00,,,"bn"'),
        (2.78, Unit.CURRENCY, '"€"0.00'),
        (-1234, Unit.CURRENCY, '"€"#,##0'),
        (6.2, Unit.DAYS, '0.0" d"'),
        (3.04, Unit.RATIO, "0.00"),
        (None, Unit.NUMBER, "General"),
    ],
)
def test_a_number_is_printed_as_the_page_prints_it(value: float | None, unit: Unit, written_as: str) -> None:
    assert number_format(value, unit, "EUR") == written_as


def test_an_axis_has_round_steps_and_begins_at_zero_where_that_is_near() -> None:
    near = scale([12.0, 40.0, None], Unit.NUMBER, "EUR")
    assert (near.low, near.high, near.step) == (0, 40, 10)
    far = scale([0.52, 0.61], Unit.PERCENT, "EUR")
    assert [far.low, far.high] == pytest.approx([0.5, 0.625])
    assert far.number_format == "#,##0.0%"
    assert scale([], Unit.NUMBER, "EUR").high == 1
    assert scale([-5.0, -5.0], Unit.NUMBER, "EUR").low <= -5
