"""All scores as formulas: whoever changes an actual, a target or a weight sees what the journey would score.

The tree stands as on the page, parents above their parts. A parent sums over the rows beneath it that name it in "Part
of", so that one formula serves every level. What the page says stands beside, with the difference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from bsc.charts.theme import LOOKS
from bsc.model.definitions import Level
from bsc.model.words import Perspective, Status
from bsc.reports.scales import number_format
from bsc.reports.xlsx import formulas
from bsc.reports.xlsx.book import APART, QUIET, STRONG, Book, Style, title
from bsc.views.cards import Score
from bsc.views.pack import Pack, ScoreRow
from bsc.views.reach import numbers

SHEET: Final = "Scores"
_HEADS: Final = (
    "No.",
    "Part of",
    "Level",
    "Name",
    "Weight",
    "Actual",
    "Target",
    "Target, upper end",
    "Red line",
    "Red line, upper end",
    "Better",
    "Points",
    "Coverage",
    "Status",
    "Points on the page",
    "Difference",
    "Status on the page",
    "Notes",
    "Weight that counts",
    "× points",
    "× coverage",
    "Weight of the stage",
    "that counts",
    "× points",
    "× coverage",
)
(NO, PARENT, LEVEL, NAME, WEIGHT, ACTUAL, TARGET, TARGET_TO, RED_LINE, RED_LINE_TO, BETTER, POINTS, COVERAGE, STATUS,
 PAGE_POINTS, DIFFERENCE, PAGE_STATUS, NOTES, COUNTS, COUNTED, COVERED, STAGE, STAGE_COUNTS, STAGE_COUNTED,
 STAGE_COVERED) = range(len(_HEADS))  # fmt: skip
_WIDTHS: Final = (13, 11, 12, 44, 8, 12, 12, 12, 12, 12, 9, 9, 10, 12, 10, 11, 12, 40, 9, 9, 9, 9, 9, 9, 9)
_WORDS: Final = {"journey": "Journey", "stage": "Stage", "cell": "Perspective", "objective": "Objective", "kpi": "KPI"}
_POINTS: Final[Style] = {"num_format": "0.0"}
_SHARE: Final[Style] = {"num_format": "0%"}
_WEIGHT: Final[Style] = {"num_format": "0.###"}
_TINY: Final[Style] = {"num_format": "0.0E+00;-0.0E+00;0"}
_ACROSS: Final = "Across stages"


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Where the score of a part stands, for formulas on other sheets."""

    journey: str = ""
    stages: Mapping[str, str]
    perspectives: Mapping[str, str]


def write(book: Book, pack: Pack) -> Placed:
    """Write the sheet; return where the scores of journey, stages and perspectives stand, nowhere without rows."""
    if not pack.scores:
        return Placed(stages={}, perspectives={})
    sheet = book.sheet(SHEET, _WIDTHS)
    lead = "Points, coverage and status are formulas over actual, target, red line and weight: change one and see."
    first = title(book, sheet, f"All scores, {pack.cover.period}", lead)
    head = _names(book, sheet, first) + 2
    tree = _Tree(book, sheet, pack, head + 1)
    book.heads(sheet, head, _HEADS, frozen=NAME + 1)
    sheet.outline_settings(symbols_below=False)
    for at in range(len(pack.scores)):
        tree.row(at)
    last = tree.begin + len(pack.scores) - 1
    sheet.autofilter(head, 0, last, len(_HEADS) - 1)
    places = tree.across(last + 2)
    _checked(book, sheet, head - 1, (tree.begin, last + 2 + len(places) + 1))
    _colored(book, sheet, (tree.begin, last + 2 + len(places) + 1))
    sheet.set_column(COUNTS, STAGE_COVERED, 9, None, {"level": 1})
    sheet.print_area(0, 0, last + 2 + len(places), PAGE_STATUS)
    stages = {row.id: _cell(tree.begin + at, POINTS) for at, row in enumerate(pack.scores) if row.kind == "stage"}
    return Placed(journey=_elsewhere(_cell(tree.begin, POINTS)), stages=_all(stages), perspectives=_all(places))


def _all(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: _elsewhere(cell) for name, cell in cells.items()}


def _elsewhere(cell: str) -> str:
    return f"{SHEET}!{cell}"


def _cell(row: int, column: int) -> str:
    made: str = xl_rowcol_to_cell(row, column, col_abs=True)
    return made


def _names(book: Book, sheet: Worksheet, row: int) -> int:
    """Write the numbers that the formulas name, in *row* and the one beneath; return the lower."""
    for column, (name, value) in zip((NAME, WEIGHT, TARGET, RED_LINE, POINTS), formulas.NAMES.items(), strict=True):
        book.text(sheet, row, column, name.replace("_", " "), QUIET)
        book.number(sheet, row + 1, column, value, {"num_format": "General", "align": "left"})
        book.made.define_name(name, f"={SHEET}!{xl_rowcol_to_cell(row + 1, column, row_abs=True, col_abs=True)}")
    return row + 1


def _checked(book: Book, sheet: Worksheet, row: int, between: tuple[int, int]) -> None:
    """Write the greatest difference between the formulas and the page."""
    book.text(sheet, row, NAME, "Greatest difference between these formulas and the page, in points", QUIET)
    cells = f"{_cell(between[0], DIFFERENCE)}:{_cell(between[1], DIFFERENCE)}"
    sheet.write_formula(row, DIFFERENCE, f"=MAX(MAX({cells}),-MIN({cells}))", book.style(_TINY), 0)
    place = xl_rowcol_to_cell(row, DIFFERENCE, row_abs=True, col_abs=True)
    book.made.define_name("Greatest_difference", f"={SHEET}!{place}")


def _colored(book: Book, sheet: Worksheet, between: tuple[int, int]) -> None:
    for status, look in LOOKS.items():
        style = book.style({"font_color": look.light, "bold": True, "num_format": f'"{look.glyph} "@'})
        rule = {"type": "cell", "criteria": "==", "value": f'"{status}"', "format": style}
        for column in (STATUS, PAGE_STATUS):
            sheet.conditional_format(between[0], column, between[1], column, rule)


@dataclass(frozen=True)
class _Tree:
    """The rows of the pack's scores from the row `begin` on."""

    book: Book
    sheet: Worksheet
    pack: Pack
    begin: int

    def row(self, at: int) -> None:
        """Write the row of the part at the place *at*."""
        rows, shown = self.pack.scores, self.pack.scores[at]
        line = self.begin + at
        strong: Style = STRONG if shown.kind != "kpi" else {}
        number = self._number(at)
        self.book.text(self.sheet, line, NO, number, QUIET)
        self.book.text(self.sheet, line, PARENT, self._number(shown.parent) if shown.parent is not None else "", QUIET)
        self.book.text(self.sheet, line, LEVEL, _WORDS[shown.kind], QUIET)
        self.book.text(self.sheet, line, NAME, shown.name, strong, {"indent": shown.depth})
        self.book.number(self.sheet, line, WEIGHT, shown.weight if shown.parent is not None else None, _WEIGHT)
        if shown.kind == "kpi":
            self._kpi(line, shown)
        else:
            self._parent(line, shown, _beneath(rows, at))
        self._page(line, shown.points, shown.status, "; ".join(shown.notes))
        self._parts(line, shown)
        if shown.kind == "cell" and shown.parent is not None:
            self._of_stage(line, self.begin + shown.parent, shown, rows[shown.parent].weight)
        self.sheet.set_row(line, None, None, {"level": min(shown.depth, 4)})

    def across(self, row: int) -> dict[str, str]:
        """Write a line for each perspective over all stages, from *row* on; return where each one's points stand."""
        self.book.text(self.sheet, row, NAME, "Perspectives, over all stages by their weights", STRONG)
        scores = {each.id: each.score for each in self.pack.map.rows if each.kind == "perspective"}
        found = [(each, scores.get(each.value)) for each in Perspective]
        places = {}
        for line, (perspective, score) in enumerate([each for each in found if each[1]], start=row + 1):
            if score is not None:
                self._perspective(line, perspective, score)
                places[perspective.value] = _cell(line, POINTS)
        return places

    def _number(self, at: int) -> str:
        """Return the number of a row, like `J.2.1`: it is not read as a number, and names its place in the tree."""
        shown = self.pack.scores[at]
        if shown.parent is None:
            return "J"
        siblings = [place for place, each in enumerate(self.pack.scores) if each.parent == shown.parent]
        return f"{self._number(shown.parent)}.{siblings.index(at) + 1}"

    def _kpi(self, line: int, shown: ScoreRow) -> None:
        reading = shown.reading
        if reading is None:
            return
        anchors, unit, currency = reading.anchors, reading.kpi.unit, self.pack.currency
        self.book.text(self.sheet, line, BETTER, reading.kpi.better, QUIET, APART)
        levels = [(ACTUAL, reading.value), *_ends(TARGET, anchors.target if anchors else None)]
        for column, value in [*levels, *_ends(RED_LINE, anchors.red_line if anchors else None)]:
            self.book.number(self.sheet, line, column, value, {"num_format": number_format(value, unit, currency)})
        cells = [_cell(line, column) for column in (ACTUAL, TARGET, TARGET_TO, RED_LINE, RED_LINE_TO)]
        reached = formulas.points(reading.kpi.better, cells[0], (cells[1], cells[2]), (cells[3], cells[4]))
        self._formula(line, POINTS, reached, _POINTS, shown.points)
        self._formula(line, COVERAGE, f"=IF(ISNUMBER({_cell(line, POINTS)}),1,0)", _SHARE, shown.coverage)
        self._formula(line, STATUS, formulas.kpi_status(cells[0], cells[1], _cell(line, POINTS)), APART, shown.status)

    def _parent(self, line: int, shown: ScoreRow, beneath: int) -> None:
        def area(column: int) -> str:
            return f"{_cell(line + 1, column)}:{_cell(line + beneath, column)}"

        def total(column: int) -> str:
            return f"SUMIFS({area(column)},{area(PARENT)},{_cell(line, NO)})"

        def count(status: Status) -> str:
            return f'COUNTIFS({area(PARENT)},{_cell(line, NO)},{area(STATUS)},"{status}")'

        if not beneath:
            return
        self._score(line, shown.points, shown.coverage, shown.status, (
            formulas.mean(total(COUNTS), total(COUNTED)),
            formulas.share(total(WEIGHT), total(COVERED)),
            formulas.score_status(_cell(line, POINTS), count(Status.OFF_TRACK), count(Status.NO_TARGET)),
        ))  # fmt: skip

    def _perspective(self, line: int, perspective: Perspective, score: Score) -> None:
        first, last = self.begin, self.begin + len(self.pack.scores) - 1

        def area(column: int) -> str:
            return f"{_cell(first, column)}:{_cell(last, column)}"

        only = f'{area(LEVEL)},"{_WORDS["cell"]}",{area(NAME)},{_cell(line, NAME)}'

        def total(column: int) -> str:
            return f"SUMIFS({area(column)},{only})"

        def count(status: Status) -> str:
            return f'COUNTIFS({only},{area(STATUS)},"{status}")'

        self.book.text(self.sheet, line, LEVEL, _ACROSS, QUIET)
        self.book.text(self.sheet, line, NAME, perspective.label)
        self._score(line, score.points, score.coverage, score.status, (
            formulas.mean(total(STAGE_COUNTS), total(STAGE_COUNTED)),
            formulas.share(total(STAGE), total(STAGE_COVERED)),
            formulas.score_status(_cell(line, POINTS), count(Status.OFF_TRACK), count(Status.NO_TARGET)),
        ))  # fmt: skip
        self._page(line, score.points, score.status, "")

    def _score(
        self, line: int, points: float | None, coverage: float, status: Status, asked: tuple[str, str, str]
    ) -> None:
        self._formula(line, POINTS, asked[0], {**_POINTS, "bold": True}, points)
        self._formula(line, COVERAGE, asked[1], _SHARE, coverage)
        self._formula(line, STATUS, asked[2], APART, status)

    def _page(self, line: int, points: float | None, status: Status, notes: str) -> None:
        self.book.number(self.sheet, line, PAGE_POINTS, points, _POINTS, QUIET)
        both = f"AND(ISNUMBER({_cell(line, POINTS)}),ISNUMBER({_cell(line, PAGE_POINTS)}))"
        difference = f'=IF({both},{_cell(line, POINTS)}-{_cell(line, PAGE_POINTS)},"")'
        self._formula(line, DIFFERENCE, difference, {**_TINY, **QUIET}, None if points is None else 0)
        self.book.text(self.sheet, line, PAGE_STATUS, status, APART)
        self.book.text(self.sheet, line, NOTES, notes, QUIET)

    def _parts(self, line: int, shown: ScoreRow) -> None:
        """Write what the row's parent adds up: its weight where it has points, times its points, times its coverage."""
        if shown.parent is None:
            return
        weight, reached, known = (_cell(line, column) for column in (WEIGHT, POINTS, COVERAGE))
        counts = shown.weight if shown.points is not None else 0.0
        for column, formula, value in (
            (COUNTS, f"=IF(ISNUMBER({reached}),{weight},0)", counts),
            (COUNTED, f"=IF(ISNUMBER({reached}),{weight}*{reached},0)", counts * (shown.points or 0.0)),
            (COVERED, f"={weight}*{known}", shown.weight * shown.coverage),
        ):
            self._formula(line, column, formula, {**QUIET, "num_format": "0.0##"}, value)

    def _of_stage(self, line: int, stage: int, shown: ScoreRow, weight: float) -> None:
        """Write what a perspective over all stages adds up: the stage's weight in place of the perspective's."""
        reached, known, own = _cell(line, POINTS), _cell(line, COVERAGE), _cell(line, STAGE)
        counts = weight if shown.points is not None else 0.0
        for column, formula, value in (
            (STAGE, f"={_cell(stage, WEIGHT)}", weight),
            (STAGE_COUNTS, f"=IF(ISNUMBER({reached}),{own},0)", counts),
            (STAGE_COUNTED, f"=IF(ISNUMBER({reached}),{own}*{reached},0)", counts * (shown.points or 0.0)),
            (STAGE_COVERED, f"={own}*{known}", weight * shown.coverage),
        ):
            self._formula(line, column, formula, {**QUIET, "num_format": "0.0##"}, value)

    def _formula(self, line: int, column: int, formula: str, style: Style, value: float | str | None) -> None:
        """Write *formula* with the *value* that it has now, which programs show that do not compute."""
        known = "" if value is None else str(value) if isinstance(value, str) else value
        self.sheet.write_formula(line, column, formula, self.book.style({"valign": "top"}, style), known)


def _beneath(rows: Sequence[ScoreRow], at: int) -> int:
    """Return how many rows beneath the one at the place *at* are parts of it, or parts of its parts."""
    rest = rows[at + 1 :]
    return next((count for count, each in enumerate(rest) if each.depth <= rows[at].depth), len(rest))


def _ends(column: int, level: Level | None) -> list[tuple[int, float | None]]:
    """Return the columns of a level from *column* on, with the ends of a range or the one number."""
    ends = [*numbers(level)] if level is not None else []
    return [(column + at, end) for at, end in enumerate([*ends, None, None][:2])]
