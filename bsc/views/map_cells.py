"""The map's cells of stage and perspective: the card that each shows, and what must be said of what stands beneath."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bsc.charts.figures import figure
from bsc.model.definitions import Stage
from bsc.model.view import View
from bsc.model.words import Perspective, Status
from bsc.views.cards import NOT_AVAILABLE, Card, card
from bsc.views.readings import Reading
from bsc.views.segment_notes import segment_notes
from bsc.views.signals import variations
from bsc.views.unavailable import why_over, why_unavailable
from bsc.views.workspace import Workspace

MOST_BENEATH: Final = 2  # notes on a card about what it does not show

Readings = Sequence[Reading]  # of one KPI, oldest first


class Cells:
    """All cells under one view. Each shows the card of its pinned KPI, else of its first."""

    def __init__(self, workspace: Workspace, view: View, series: Mapping[str, Readings]) -> None:
        """Sort the *series* of all KPIs, by id, into their cells."""
        self.workspace, self.view = workspace, view
        self._varied = variations(workspace, view, workspace.period(view))
        self._segments = segment_notes(workspace, view, {kpi: readings[-1] for kpi, readings in series.items()})
        self._of: dict[tuple[str, Perspective], list[Readings]] = {}
        for readings in series.values():
            self._of.setdefault((readings[-1].stage, readings[-1].perspective), []).append(readings)

    @property
    def all_shown(self) -> list[Reading]:
        """Return the readings in the shown period of the KPIs that are shown."""
        return [_shown(cell)[-1] for cell in self._of.values()]

    def card(self, stage: Stage, perspective: Perspective) -> Card | None:
        """Return what the cell shows, with what must be said of its other KPIs and segments; None in an empty cell."""
        cell = self._of.get((stage.id, perspective))
        if not cell:
            return None
        readings = _shown(cell)
        changed = self._varied[readings[-1].kpi.id].changed
        made = card(readings, self.workspace.currency, more=len(cell) - 1, changed=changed)
        return replace(made, notes=(*self._notes(made, readings[-1]), *self._beneath(readings, cell)))

    def _notes(self, made: Card, reading: Reading) -> Iterator[str]:
        why = why_unavailable(self.workspace, self.view, reading)
        yield from (why or note if note == NOT_AVAILABLE else note for note in made.notes)
        if ends := why_over(self.workspace, reading):
            yield ends

    def _beneath(self, shown: Readings, cell: Sequence[Readings]) -> tuple[str, ...]:
        said = [note for readings in cell if (note := self._said_of(readings, shown))]
        more = len(said) - MOST_BENEATH
        return (*said[:MOST_BENEATH], f"and {more} more") if more > 1 else tuple(said)

    def _said_of(self, readings: Readings, shown: Readings) -> str:
        """Return what must be said of one KPI of a cell that the card of another, or of the whole, does not tell."""
        reading, above = readings[-1], shown[-1]
        if reading is not above:
            if reading.actual.stale:
                return f"{reading.kpi.name}: carried on"
            if _is_gap(readings):
                return f"{reading.kpi.name}: no data"
            if reading.status is Status.OFF_TRACK and above.status is not Status.OFF_TRACK:
                value = figure(reading.value, reading.kpi.unit, self.workspace.currency)
                return f"{reading.kpi.name} {value}: off track"
        segment = self._segments.get(reading.kpi.id)
        return segment.words(above.kpi.id) if segment else ""


def _is_gap(readings: Readings) -> bool:
    """Return whether the last value is missing where there was one before, in a period that is over."""
    last = readings[-1]
    missing = last.value is None and last.actual.available and not last.partial
    return missing and any(reading.value is not None for reading in readings[:-1])


def _shown(cell: Sequence[Readings]) -> Readings:
    return next((readings for readings in cell if readings[-1].kpi.pinned), cell[0])
