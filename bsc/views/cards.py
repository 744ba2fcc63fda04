"""A KPI and a score as pages show them: figures in words, status, change, last values, what must be said about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bsc.charts.figures import NO_VALUE, change, figure
from bsc.model.words import Better, Status
from bsc.scoring.rollup import Node
from bsc.scoring.targets import Measure
from bsc.views.readings import Reading
from bsc.views.signals import Changed

SPARKLINE_PERIODS = 12
NOT_AVAILABLE = "not available for this filter"


@dataclass(frozen=True, kw_only=True)
class Card:
    """A KPI as a cell shows it: its value and change in words, its last values, what must be said about it.

    `trend` says whether the change is for the better ("better", "worse", "same", or "" where that cannot be said).
    `changed` is the signal as a sentence, empty without one; `changed_to` its side ("high", "low"), `changed_for`
    whether it is for the better ("better", "worse", "").
    """

    kpi: str
    name: str
    figure: str
    status: Status
    change: str = ""
    trend: str = ""
    target: str = ""
    notes: tuple[str, ...] = ()
    partial: bool = False
    sparkline: tuple[float | None, ...] = ()
    more: int = 0
    changed: str = ""
    changed_to: str = ""
    changed_for: str = ""


@dataclass(frozen=True, kw_only=True)
class Score:
    """A score as it is shown: points or None, status, coverage 0–1, counts by status, the worst child's name.

    `partial`: too little is known. `running`: a period beneath is not over.
    """

    points: float | None
    status: Status
    coverage: float
    partial: bool
    running: bool
    counts: tuple[tuple[Status, int], ...]
    worst: str = ""


NOTHING_KNOWN = Score(points=None, status=Status.NO_DATA, coverage=0.0, partial=False, running=False, counts=())


def card(series: Sequence[Reading], currency: str, *, more: int = 0, changed: Changed | None = None) -> Card:
    """Return the card of the last reading of *series*, whose others are the periods before it, oldest first.

    *more* KPIs stand behind it; *changed* is its signal.
    """
    last = series[-1]
    before = series[-2].value if len(series) > 1 and comparable(last) else None
    moved = change(last.value, before, last.kpi.unit)
    return Card(
        kpi=last.kpi.id,
        name=last.kpi.name,
        figure=figure(last.value, last.kpi.unit, currency),
        status=last.status,
        change="" if moved == NO_VALUE else moved,
        trend=_trend(last, before),
        target=target_words(last, currency),
        notes=tuple(notes(last)),
        partial=last.partial,
        sparkline=tuple(reading.value for reading in series),
        more=more,
        changed=changed.sentence if changed else "",
        changed_to=changed.side if changed else "",
        changed_for=_for(changed),
    )


def score(node: Node) -> Score:
    """Return the score of *node* as it is shown."""
    return Score(
        points=node.score,
        status=node.status,
        coverage=node.coverage,
        partial=node.partial,
        running=node.running,
        counts=tuple((status, node.counts[status]) for status in Status if node.counts.get(status)),
        worst=node.worst.name if node.worst else "",
    )


def notes(reading: Reading) -> Iterator[str]:
    """Yield what must be said about a value: that its period runs, that it rests on few cases, that it is old."""
    if not reading.actual.available:
        yield NOT_AVAILABLE
    if reading.partial and reading.value is not None:
        yield "period not over"
    if reading.too_few:
        yield "too few to call"
    if reading.actual.stale:
        yield f"carried on {reading.actual.stale} period{'s' if reading.actual.stale > 1 else ''}"
    if reading.anchors is not None and reading.anchors.no_tolerance:
        yield "no tolerance set"


def target_words(reading: Reading, currency: str) -> str:
    """Return the target that the value is held to, in words; empty without one."""
    if reading.anchors is None:
        return ""
    target, unit = reading.anchors.target, reading.kpi.unit
    if isinstance(target, tuple):
        return f"{figure(target[0], unit, currency)} to {figure(target[1], unit, currency)}"
    sign = "≥" if reading.kpi.better is Better.HIGHER else "≤"
    return f"{sign} {figure(target, unit, currency)}"


def comparable(reading: Reading) -> bool:
    """Return whether a value can be held against a whole period's: half a month's count cannot."""
    return reading.measure is Measure.RATE or not reading.partial


def _for(changed: Changed | None) -> str:
    if changed is None or changed.better is None:
        return ""
    return "better" if changed.better else "worse"


def _trend(reading: Reading, before: float | None) -> str:
    if reading.value is None or before is None or reading.kpi.better is Better.WITHIN:
        return ""
    if reading.value == before:
        return "same"
    return "better" if (reading.value > before) == (reading.kpi.better is Better.HIGHER) else "worse"
