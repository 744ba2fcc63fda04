"""What the KPIs behind touchpoints measure of how customers feel, under one view."""

from functools import cached_property
from typing import Final

from bsc.model.definitions import ALL_PERSONAS, Kpi
from bsc.model.view import View
from bsc.model.words import Better, Perspective
from bsc.views.disagreement import Measured
from bsc.views.emotion_scale import is_neutral, natural_scale, of_points, of_scale
from bsc.views.readings import Reading
from bsc.views.signals import HISTORY, KpiVariation, kpi_variation
from bsc.views.unavailable import why_unavailable
from bsc.views.workspace import Workspace

_NO_SCALE: Final = "has no target, and no scale of its own"

_NOTICED: Final = frozenset({Perspective.CUSTOMER, Perspective.PROCESS})


class Feelings:
    """The KPIs behind touchpoints, read as emotions of one persona or of all customers in one period."""

    def __init__(self, workspace: Workspace, view: View) -> None:
        """Look at *view*: its persona, its filters, its period."""
        self.workspace, self.view = workspace, view
        self.period = workspace.period(view)
        self.currency = workspace.currency

    @cached_property
    def noticed(self) -> frozenset[str]:
        """Return the ids of the KPIs that customers notice: of how they act and feel, and of how well work is done."""
        kpis = self.workspace.scorecard.kpis
        return frozenset(kpi.id for kpi in kpis if self.workspace.objective_of(kpi).perspective in _NOTICED)

    @cached_property
    def _read(self) -> View:
        """Return the view, once the KPIs behind its touchpoints were asked together and are in memory."""
        persona = self.view.persona
        touchpoints = self.workspace.scorecard.touchpoints
        measured = {each.emotion_kpi for each in touchpoints if each.persona in {persona, ALL_PERSONAS}}
        own = [each for each in touchpoints if each.persona == persona and not is_neutral(each.emotion or 0)]
        wanted = measured | {kpi for each in own for kpi in each.kpis if kpi in self.noticed}
        kpis = [kpi for kpi in self.workspace.scorecard.kpis if kpi.id in wanted]
        self.workspace.series(self.view, kpis, self.workspace.calendar.last(self.period, HISTORY))
        return self.view

    def varied(self, kpi_id: str) -> KpiVariation:
        """Return how the KPI usually varies up to the period."""
        return kpi_variation(self.workspace, self._read, kpi_id)

    def reading(self, kpi_id: str) -> Reading:
        """Return the KPI's reading in the period."""
        return self.workspace.series(self._read, [self._kpi(kpi_id)], [self.period])[kpi_id][0]

    def measured(self, kpi_id: str) -> Measured:
        """Return the KPI's reading with how it usually varies."""
        return Measured(self.reading(kpi_id), self.varied(kpi_id))

    def emotion(self, kpi_id: str) -> float | None:
        """Return what the KPI's value says on the scale of emotions, −2 … +2; None where it says nothing."""
        reading = self.reading(kpi_id)
        if reading.points is not None:
            return of_points(reading.points)
        scale = self._scale(kpi_id)
        if reading.value is None or reading.anchors is not None or scale is None:
            return None
        return of_scale(reading.value, scale, reading.kpi.better)

    def cannot(self, kpi_id: str) -> bool:
        """Return whether the KPI cannot measure here whatever the period: its data know no persona, or it no scale."""
        reading = self.reading(kpi_id)
        return not reading.actual.available or (reading.value is not None and self.emotion(kpi_id) is None)

    def without(self, kpi_id: str) -> str:
        """Return why the KPI says nothing, in words behind which nothing is to come."""
        reading = self.reading(kpi_id)
        name = reading.kpi.name
        if reading.value is not None:
            return f"{name} {_NO_SCALE}"
        if unavailable := why_unavailable(self.workspace, self.view, reading):
            return f"{name} is not available ({unavailable})"
        return f"{name} has no value in {self.workspace.calendar.label(self.period)}"

    def limits(self, kpi_id: str) -> str:
        """Return what must be said beside the emotion that the KPI measures; empty when nothing must."""
        reading = self.reading(kpi_id)
        said = []
        if reading.points is None and (scale := self._scale(kpi_id)):
            low, high = (f"{end * 100:g}%" if scale == (0.0, 1.0) else f"{end:g}".replace("-", "−") for end in scale)
            said.append(f"on a scale from {low} to {high}")
        if reading.actual.stale:
            said.append("carried on")
        if self.measured(kpi_id).few:
            said.append("few cases")
        return f" ({', '.join(said)})" if said else ""

    def _scale(self, kpi_id: str) -> tuple[float, float] | None:
        kpi = self._kpi(kpi_id)
        if kpi.better is Better.WITHIN:
            return None
        known = [value for value in self.varied(kpi_id).values if value is not None]
        value = self.reading(kpi_id).value
        return natural_scale(kpi.unit, known if value is None else [*known, value])

    def _kpi(self, kpi_id: str) -> Kpi:
        return self.workspace.kpi(kpi_id)
