"""Native charts: lines and bars that whoever gets the file can edit, with the numbers in a workbook behind them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Inches, Pt
from xlsxwriter import Workbook

from bsc.charts.theme import RULE
from bsc.reports.pptx.tables import described
from bsc.reports.pptx.words import Piece, letters, rgb, theme_color
from bsc.reports.scales import Scale
from bsc.reports.texts import plain

Place = tuple[float, float, float, float]  # left, top, width, height in inches
_DASHES: Final = {"dash": MSO_LINE_DASH_STYLE.DASH, "dot": MSO_LINE_DASH_STYLE.ROUND_DOT}
_MARKS: Final = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "triangle-down": XL_MARKER_STYLE.TRIANGLE,
    "square": XL_MARKER_STYLE.SQUARE,
}
_SMALL: Final = 8.0  # points
_LABELS: Final = 7  # along an axis


@dataclass(frozen=True, kw_only=True)
class Series:
    """A line or a row of bars: a value for each category, None for a gap.

    `tone` is one of those of `words`; `dash` is empty, "dash" or "dot"; a `width` of 0 draws no line. Every point has a
    mark where `marks` is "circle" or "ring"; those `marked` by their place have a shape and a tone of their own, those
    in `labels` a text. The legend tells of what is `listed`.
    """

    name: str
    values: tuple[float | None, ...]
    tone: str = "primary"
    dash: str = ""
    width: float = 1.75
    marked: dict[int, tuple[str, str]] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    marks: str = ""
    listed: bool = True


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What a chart draws: series over categories on a scale; `said` stands for it where it cannot be seen."""

    categories: Sequence[str]
    series: Sequence[Series]
    scale: Scale
    said: str


def line_chart(slide: Slide, drawing: Drawing, place: Place) -> Chart:
    """Draw the series as lines at *place*."""
    chart = _placed(slide, XL_CHART_TYPE.LINE_MARKERS, drawing, place)
    _axes(chart, drawing.scale, len(drawing.categories))
    for made, asked in zip(chart.plots[0].series, drawing.series, strict=True):
        made.smooth = False
        _line(made.format.line, asked.tone, asked.width, asked.dash)
        _marker(made.marker, asked)
        for at, (shape, tone) in asked.marked.items():
            _filled(made.points[at].marker, shape, tone, 8)
        for at, text in asked.labels.items():
            _label(made.points[at].data_label, text, asked.marked.get(at, ("", asked.tone))[1])
    return chart


def inside(chart: Chart, box: Place) -> None:
    """Let the plot of *chart*, labels aside, fill *box*: left, top, width, height as shares of the whole chart."""
    area = next(chart.element.iter(qn("c:plotArea")))
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    sides = "".join(f'<c:{side} val="{share:.4f}"/>' for side, share in zip("xywh", box, strict=True))
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/>{sides}</c:manualLayout></c:layout>'
        ),
    )


def bar_chart(slide: Slide, drawing: Drawing, place: Place) -> Chart:
    """Draw the series as bars at *place*, behind each other and from 0 on, the first category on top."""
    chart = _placed(slide, XL_CHART_TYPE.BAR_STACKED, drawing, place)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    names = chart.category_axis
    names.reverse_order = True
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.fill.background()
    letters(names.tick_labels.font, Piece(text="", size=_SMALL))
    values = chart.value_axis
    values.visible = False
    values.has_major_gridlines = False
    values.minimum_scale = 0
    for made, asked in zip(plot.series, drawing.series, strict=True):
        made.format.fill.solid()
        if asked.tone == "rule":
            made.format.fill.fore_color.rgb = rgb(RULE)
        else:
            made.format.fill.fore_color.theme_color = theme_color(asked.tone)
        for at, text in asked.labels.items():
            _label(made.points[at].data_label, text, "ink", XL_LABEL_POSITION.INSIDE_BASE)
    return chart


def _placed(slide: Slide, kind: XL_CHART_TYPE, drawing: Drawing, place: Place) -> Chart:
    asked = CategoryChartData(number_format=drawing.scale.number_format)
    asked.categories = [plain(each) for each in drawing.categories]
    for each in drawing.series:
        asked.add_series(plain(each.name), each.values)
    frame = slide.shapes.add_chart(kind, *(Inches(each) for each in place), asked)
    frame.name = plain(drawing.said)[:80]
    described(frame, drawing.said)
    chart: Chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(workbook(drawing))
    chart.has_title = False
    chart.font.size = Pt(_SMALL)
    chart.has_legend = len(drawing.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        letters(chart.legend.font, Piece(text="", size=_SMALL, tone="gray"))
        _unlisted(chart, drawing.series)
    return chart


def _unlisted(chart: Chart, series: Sequence[Series]) -> None:
    """Leave the series that are not `listed` out of the legend."""
    position = next(chart.element.iter(qn("c:legendPos")))
    for at in reversed([at for at, each in enumerate(series) if not each.listed]):
        entry = f'<c:legendEntry {nsdecls("c")}><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>'
        position.addnext(parse_xml(entry))


def workbook(drawing: Drawing) -> bytes:
    """Return the workbook behind a chart: texts are written as texts, whatever they begin with.

    The chart's own references say where: categories in the first column, a column for each series, names in row 1.
    """
    written = io.BytesIO()
    book = Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, numbers = book.add_worksheet("Sheet1"), book.add_format({"num_format": drawing.scale.number_format})
    for row, category in enumerate(drawing.categories, start=1):
        sheet.write_string(row, 0, plain(category))
    for column, each in enumerate(drawing.series, start=1):
        sheet.write_string(0, column, plain(each.name))
        for row, value in enumerate(each.values, start=1):
            if value is not None:
                sheet.write_number(row, column, value, numbers)
    book.close()
    return written.getvalue()


def _axes(chart: Chart, scale: Scale, count: int) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = scale.low, scale.high, scale.step
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = scale.number_format, False
    values.major_gridlines.format.line.color.rgb = rgb(RULE)
    values.major_gridlines.format.line.width = Pt(0.5)
    values.format.line.fill.background()
    values.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = rgb(RULE)
    for axis in (values, names):
        letters(axis.tick_labels.font, Piece(text="", size=_SMALL, tone="gray"))
    skipped = -(-count // _LABELS)
    if skipped > 1:
        last = next(chart.element.iter(qn("c:noMultiLvlLbl")))
        last.addprevious(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{skipped}"/>'))


def _line(line: Any, tone: str, width: float, dash: str) -> None:  # noqa: ANN401 -- a line has no public class
    if not width:
        line.fill.background()
        return
    line.color.theme_color = theme_color(tone)
    line.width = Pt(width)
    if dash:
        line.dash_style = _DASHES[dash]


def _marker(marker: Any, asked: Series) -> None:  # noqa: ANN401 -- as above
    if not asked.marks:
        marker.style = XL_MARKER_STYLE.NONE
        return
    _filled(marker, "circle", asked.tone, 5 if asked.marks == "circle" else 7)
    if asked.marks == "ring":
        marker.format.fill.fore_color.theme_color = theme_color("gray")


def _filled(marker: Any, shape: str, tone: str, size: int) -> None:  # noqa: ANN401 -- as above
    marker.style, marker.size = _MARKS[shape], size
    marker.format.fill.solid()
    marker.format.fill.fore_color.theme_color = theme_color(tone)
    marker.format.line.color.theme_color = theme_color(tone)


def _label(label: Any, text: str, tone: str, where: XL_LABEL_POSITION = XL_LABEL_POSITION.ABOVE) -> None:  # noqa: ANN401
    frame = label.text_frame
    frame.text = plain(text)
    letters(frame.paragraphs[0].runs[0].font, Piece(text="", size=_SMALL, strong=True, tone=tone))
    label.position = where
