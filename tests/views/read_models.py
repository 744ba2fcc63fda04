"""Every read model that the pages of a share link draw from, and every file that they offer, of one view."""

from collections.abc import Collection, Iterator
from contextlib import suppress

from bsc.errors import FormulaProblem
from bsc.exchange import formats
from bsc.model.periods import Grain
from bsc.model.view import View
from bsc.views.attention import attention
from bsc.views.board_pack import board_pack
from bsc.views.coverage import coverage, lines, users
from bsc.views.flow import flows
from bsc.views.forecast import forecast
from bsc.views.funnel import funnel
from bsc.views.journey_map import journey_map
from bsc.views.plans import plan_sentence
from bsc.views.segments_of_change import NotSplit, dimensions_of
from bsc.views.segments_of_change import segments as segments_of_change
from bsc.views.stage import stage_page
from bsc.views.story import story
from bsc.views.strategy_evidence import evidence
from bsc.views.strategy_map import strategy_map
from bsc.views.target_history import going_back, target_history
from bsc.views.touchpoint import touchpoint_page
from bsc.views.trend import trend
from bsc.views.trend_beside import layers
from bsc.views.trend_layers import Layer
from bsc.views.trend_picture import picture
from bsc.views.trend_rows import trend_rows
from bsc.views.trend_segments import dimensions, segment_rows, segments, segments_numbers, segments_table
from bsc.views.trend_table import figures_table, numbers_table
from bsc.views.voice import Wanted, csv_of, voice
from bsc.views.why import JOURNEY, Against, By, Part, why_changed
from bsc.views.why_rows import parts_table, segments_sentence, sentence
from bsc.views.why_rows import segments_table as changes_table
from bsc.views.workspace import Workspace

Told = tuple[str, object]
EVERY_LAYER = tuple(Layer)


def judged(workspace: Workspace, view: View, only: Collection[str] = ()) -> Iterator[Told]:
    """Yield what is computed of rows and judged: it is the same whoever asks for the same segment.

    Of single KPIs those that are the *only* ones to look at, by id; without them all.
    """
    scorecard, period = workspace.scorecard, workspace.period(view)
    kpis = [kpi for kpi in scorecard.kpis if not only or kpi.id in only]
    yield "readings", workspace.readings(view, period)
    yield "tree", workspace.tree(view, period)
    drawn = journey_map(workspace, view)
    yield "journey map", (drawn.score, drawn.rows, drawn.columns, drawn.curves)
    yield "flow", flows(workspace, view)
    yield "funnel", funnel(workspace, view).steps
    yield "evidence", evidence(workspace, view)
    yield "strategy map", strategy_map(workspace, view)
    for stage in scorecard.stages:
        yield f"stage {stage.id}", stage_page(workspace, view, stage.id)
    for part in (JOURNEY, *(Part("kpi", kpi.id) for kpi in kpis)):
        for against in Against:
            yield f"why {part} {against}", why_changed(workspace, view, part, against)
    yield "why by perspective", why_changed(workspace, view, JOURNEY, Against.PREVIOUS, By.PERSPECTIVE)
    for kpi in kpis:
        yield from _split(workspace, view, kpi.id)
        yield f"forecast {kpi.id}", forecast(workspace, view, kpi.id)
        found = trend(workspace, view, kpi.id)
        yield f"trend {kpi.id}", (found.shown, found.previous, found.window, found.past)
        for dimension in dimensions(workspace, view, found):
            yield f"segments {kpi.id} {dimension}", segments(workspace, view, found, dimension)
    for touchpoint in scorecard.touchpoints:
        for at in range(len(touchpoint.comments)):
            wanted = Wanted(source=at, earlier=True)
            yield f"voice {touchpoint.id} {at}", voice(workspace, view, touchpoint.id, wanted).comments


def said(workspace: Workspace, view: View, only: Collection[str] = ()) -> Iterator[Told]:
    """Yield everything that a page says or hands out beside that: words, tables, files, what the address may name."""
    yield "definitions", workspace.scorecard
    yield "whole journey map", journey_map(workspace, view)
    yield "dimensions", workspace.dimensions()
    yield "attention", attention(workspace, view, workspace.period(view))
    yield "coverage", (coverage(workspace, Grain.MONTH), lines(workspace), users(workspace))
    if not only:
        yield "pack", board_pack(workspace, view)
        yield "story", story(workspace, view)
    for ending in ("csv", "ojf", "mmd", "svg"):
        yield f"map as {ending}", formats.out(workspace, view, ending).decode()
    why = why_changed(workspace, view, JOURNEY, Against.PREVIOUS)
    yield "why in words", (parts_table(why), sentence(why))
    for kpi in (kpi for kpi in workspace.scorecard.kpis if not only or kpi.id in only):
        yield from _trend(workspace, view, kpi.id)
        history = target_history(workspace, kpi.id)
        yield f"targets {kpi.id}", (history, [going_back(workspace, kpi.id, each.version) for each in history])
    for touchpoint in workspace.scorecard.touchpoints:
        yield f"touchpoint {touchpoint.id}", touchpoint_page(workspace, view, touchpoint.id)
        yield f"voice {touchpoint.id}", voice(workspace, view, touchpoint.id)
        for at in range(len(touchpoint.comments)):
            with suppress(FormulaProblem):
                yield f"comments {touchpoint.id}", csv_of(workspace, view, touchpoint.id, Wanted(source=at))


def _split(workspace: Workspace, view: View, kpi: str) -> Iterator[Told]:
    for dimension in dimensions_of(workspace, view, kpi):
        found = segments_of_change(workspace, view, kpi, Against.PREVIOUS, dimension)
        yield f"change {kpi} by {dimension}", found
        if not isinstance(found, NotSplit):
            yield f"change {kpi} by {dimension} in words", (changes_table(found), segments_sentence(found))


def _trend(workspace: Workspace, view: View, kpi: str) -> Iterator[Told]:
    found = trend(workspace, view, kpi)
    beside = layers(workspace, view, found, EVERY_LAYER, forecast(workspace, view, kpi))
    yield f"trend {kpi}", (found, found.reach, found.suggestion, beside, picture(found, beside))
    yield f"numbers {kpi}", (trend_rows(found, layers=beside), figures_table(found), numbers_table(found))
    yield f"plan {kpi}", plan_sentence(workspace, found.kpi, found.shown.period, view, found.shown.actual.served)
    for dimension in dimensions(workspace, view, found):
        drawn = segments(workspace, view, found, dimension)
        rows = [segment_rows(found, drawn, each) for each in drawn.segments]
        yield f"small charts {kpi} {dimension}", (rows, segments_table(found, drawn), segments_numbers(found, drawn))
