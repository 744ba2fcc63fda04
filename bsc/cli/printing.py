"""What people read on the terminal: plain aligned text."""

import json
from collections.abc import Iterable, Iterator, Sequence

import click

from bsc.charts.figures import NO_VALUE, figure
from bsc.charts.theme import LOOKS
from bsc.model.definitions import Level
from bsc.model.words import Status, Unit
from bsc.scoring.rollup import Node
from bsc.views.attention import Attention
from bsc.views.attention_items import Item
from bsc.views.machine import ActualRow
from bsc.views.workspace import Workspace


def say(text: str) -> None:
    """Write *text* to standard output."""
    click.echo(text)


def say_json(document: object) -> None:
    """Write *document* to standard output as JSON."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> str:
    """Return *rows* under *header* as aligned columns; those numbered in *right* (from 0) end at the right."""
    lines = [list(header), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    ends = set(right)
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in ends else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def actuals_text(workspace: Workspace, rows: Sequence[ActualRow]) -> str:
    """Return actuals as people read them."""
    if not rows:
        return "No values: no rows have been imported for this."
    return table(
        ("KPI", "Period", "Value", "Rows", ""),
        (
            (
                row.kpi,
                workspace.calendar.label(row.period),
                figure(row.actual.value, workspace.kpi(row.kpi).unit, workspace.currency),
                f"{row.actual.rows:,}",
                "; ".join(_notes(row)),
            )
            for row in rows
        ),
        right=(2, 3),
    )


def scores_text(workspace: Workspace, journey: Node) -> str:
    """Return the tree of scores as people read it, one line for each node."""
    return table(
        ("", "Score", "Status", "Coverage", "Actual", "Target"),
        (_line(workspace, node, depth) for depth, node in _walk(journey)),
        right=(1, 3, 4),
    )


def attention_text(found: Attention, label: str, kpis: Sequence[Node]) -> str:
    """Return what needs attention in the period called *label* as people read it: two or three lines each, in order."""
    off_track = sum(node.status is Status.OFF_TRACK for node in kpis)
    unknown = sum(node.score is None for node in kpis)
    lines = [f"{label}: {_off_track_text(off_track, len(kpis))}"]
    width = len(str(len(found.items)))
    for rank, item in enumerate(found.items, 1):
        lines += ["", *_item_lines(f"{rank:>{width}}", item)]
    if found.gains:
        lines += ["", "Changed for the better"]
        lines += [f"{'+':>{width}}  {item.headline} {item.reasons[0].sentence}" for item in found.gains]
    if unknown:
        lines += ["", f"{unknown} of {len(kpis)} KPIs have no score (no data or no target)."]
    return "\n".join(lines)


def _off_track_text(off_track: int, of: int) -> str:
    if not off_track:
        return "nothing is off track."
    return f"{off_track} of {of} KPIs {'is' if off_track == 1 else 'are'} off track."


def _item_lines(rank: str, item: Item) -> Iterator[str]:
    glyph = LOOKS[item.status].glyph
    indent = " " * (len(rank) + 4)
    yield f"{rank}  {glyph} {item.headline}"
    yield indent + " ".join(reason.sentence for reason in item.reasons)
    yield f"{indent}{item.look}. ({item.why})"


def held_text(node: Node, unit: Unit, currency: str) -> tuple[str, str]:
    """Return a KPI's actual and target as people read them."""
    judgement = node.judgement
    if judgement is None:
        return NO_VALUE, NO_VALUE
    target = judgement.anchors.target if judgement.anchors else None
    return figure(judgement.value, unit, currency), _level_text(target, unit, currency)


def _line(workspace: Workspace, node: Node, depth: int) -> tuple[str, ...]:
    actual, target = ("", "")
    if node.kind == "kpi":
        actual, target = held_text(node, workspace.kpi(node.id).unit, workspace.currency)
    return (
        "  " * depth + node.name,
        NO_VALUE if node.score is None else f"{node.score:.1f}",
        f"{LOOKS[node.status].glyph} {node.status}{' (period not over)' if node.running else ''}",
        f"{node.coverage:.0%}" if node.kind != "kpi" else "",
        actual,
        target,
    )


def _walk(node: Node, depth: int = 0) -> Iterator[tuple[int, Node]]:
    yield depth, node
    for child in node.children:
        yield from _walk(child, depth + 1)


def _level_text(level: Level | None, unit: Unit, currency: str) -> str:
    if isinstance(level, tuple):
        return " to ".join(figure(end, unit, currency) for end in level)
    return figure(level, unit, currency)


def _notes(row: ActualRow) -> Iterator[str]:
    if row.actual.partial:
        yield "period not over"
    if row.actual.note:
        yield row.actual.note
