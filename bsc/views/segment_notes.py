"""What a KPI's segments with a target of their own say beneath a value that looks better than they are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from bsc.charts.figures import figure
from bsc.model.definitions import Kpi
from bsc.model.fence import PERSONA
from bsc.model.periods import Period
from bsc.model.view import View
from bsc.model.words import Status
from bsc.views.readings import Reading
from bsc.views.segment_values import segment_name
from bsc.views.workspace import Workspace

_WORSE: Final[Mapping[Status, int]] = MappingProxyType({Status.ON_TRACK: 0, Status.AT_RISK: 1, Status.OFF_TRACK: 2})

Segment = tuple[tuple[str, str], ...]  # dimension and value, one or several


@dataclass(frozen=True, kw_only=True)
class SegmentNote:
    """A segment that is worse than the whole of its KPI: like Paid Social, `92.4%`, Off track."""

    kpi: str
    kpi_name: str
    segment: str
    figure: str
    status: Status

    def words(self, shown: str) -> str:
        """Return it in words for the card of the KPI with the id *shown*."""
        named = "" if self.kpi == shown else f"{self.kpi_name}, "
        return f"{named}{self.segment} {self.figure}: {self.status.value.lower()}"


def segment_notes(workspace: Workspace, view: View, readings: Mapping[str, Reading]) -> Mapping[str, SegmentNote]:
    """Return, by the KPI's id, its worst segment where that is worse than its own value among *readings*.

    Only segments that have a target of their own are looked at: who set one wanted it watched. One that *view* already
    filters by is left out: all that is shown is within it.
    """
    period = workspace.period(view)
    found: dict[str, SegmentNote] = {}
    for segment, kpis in _watched(workspace, view, period).items():
        series = workspace.series(_narrowed(view, segment), kpis, [period])
        for kpi in kpis:
            note = _note(workspace, segment, series[kpi.id][0])
            worst_so_far = found[kpi.id].status if kpi.id in found else readings[kpi.id].status
            if _is_worse(note.status, worst_so_far):
                found[kpi.id] = note
    return found


def _watched(workspace: Workspace, view: View, period: Period) -> Mapping[Segment, Sequence[Kpi]]:
    """Return the segments that have a target of their own in *period*, with the KPIs that have it."""
    filtered = workspace.filters(view)
    found: dict[Segment, list[Kpi]] = defaultdict(list)
    for kpi in workspace.scorecard.kpis:
        for segment in dict.fromkeys(
            tuple(sorted(step.where.items())) for step in kpi.targets if step.where and step.start <= period.start
        ):
            if not any(dimension in filtered for dimension, _ in segment):
                found[segment].append(kpi)
    return found


def _narrowed(view: View, segment: Segment) -> View:
    chosen = dict(segment)
    persona = chosen.pop(PERSONA, view.persona)
    return replace(view, persona=persona, filters={**view.filters, **{name: (one,) for name, one in chosen.items()}})


def _note(workspace: Workspace, segment: Segment, reading: Reading) -> SegmentNote:
    return SegmentNote(
        kpi=reading.kpi.id,
        kpi_name=reading.kpi.name,
        segment=", ".join(segment_name(workspace, dimension, value) for dimension, value in segment),
        figure=figure(reading.value, reading.kpi.unit, workspace.currency),
        status=reading.status,
    )


def _is_worse(status: Status, than: Status) -> bool:
    return status in _WORSE and _WORSE[status] > _WORSE.get(than, 0)
