"""Every score of a board pack, row by row from the journey down to the KPIs, so that it can be worked out again."""

from dataclasses import replace

from bsc.charts.figures import NO_VALUE, figure
from bsc.model.view import View
from bsc.scoring.rollup import Node
from bsc.views.cards import notes
from bsc.views.pack import ScoreRow
from bsc.views.readings import Reading
from bsc.views.trend_rows import level_text
from bsc.views.workspace import Workspace


def score_rows(workspace: Workspace, view: View) -> tuple[ScoreRow, ...]:
    """Return a row for every part of the scorecard that has a score in the period of *view*, parents first."""
    period = workspace.period(view)
    readings = workspace.readings(view, period)
    stages = {stage.id: stage.name for stage in workspace.scorecard.stages}
    rows: list[ScoreRow] = []

    def add(node: Node, depth: int, parent: int | None) -> None:
        place = len(rows)
        row = _row(node, depth, parent, stages.get(node.stage or "", ""))
        rows.append(_with(row, readings[node.id], workspace.currency) if node.kind == "kpi" else row)
        for child in node.children:
            add(child, depth + 1, place)

    add(workspace.tree(view, period), 0, None)
    return tuple(rows)


def _row(node: Node, depth: int, parent: int | None, stage: str) -> ScoreRow:
    return ScoreRow(
        kind=node.kind,
        id=node.id,
        name=node.name,
        depth=depth,
        parent=parent,
        stage=stage,
        perspective=node.perspective.label if node.perspective else "",
        weight=node.weight,
        points=node.score,
        coverage=node.coverage,
        status=node.status,
        partial=node.partial,
        running=node.running,
    )


def _with(row: ScoreRow, reading: Reading, currency: str) -> ScoreRow:
    unit, anchors = reading.kpi.unit, reading.anchors
    return replace(
        row,
        reading=reading,
        figure=figure(reading.value, unit, currency),
        target=level_text(anchors.target, unit, currency) if anchors else NO_VALUE,
        red_line=level_text(anchors.red_line, unit, currency) if anchors else NO_VALUE,
        notes=tuple(notes(reading)),
    )
