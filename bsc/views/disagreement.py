"""Where opinion and measurement do not agree about how customers feel at a touchpoint, as a sentence."""

from dataclasses import dataclass
from typing import Final

from bsc.charts.figures import NO_VALUE, change, figure
from bsc.insight.variation import Rule
from bsc.model.definitions import Touchpoint
from bsc.model.words import Status
from bsc.views.emotion_scale import NEUTRAL, signed
from bsc.views.readings import Reading
from bsc.views.signals import Changed, KpiVariation

FEW: Final = 5  # cases: one bad day among fewer is a bad mean


@dataclass(frozen=True)
class Measured:
    """A KPI's reading in the shown period, and how it usually varies up to it."""

    reading: Reading
    varied: KpiVariation

    @property
    def few(self) -> bool:
        """Return whether the value rests on few cases: on few rows, and on few that these rows count together."""
        actual = self.reading.actual
        return self.reading.too_few or max(actual.rows, actual.denominator or 0) < FEW


def against_measurement(touchpoint: Touchpoint, emotion: float, measured: Measured, persona: str = "") -> str:
    """Return how the opinion about *touchpoint* and its measured *emotion* differ; empty where they agree.

    They differ where one is positive and the other negative, unless that rests on few cases, and where the KPI has
    changed the other way. *persona* names whose touchpoint it is where several are compared.
    """
    opinion = touchpoint.emotion
    if opinion is None:
        return ""
    apart = min(opinion, emotion) < -NEUTRAL and max(opinion, emotion) > NEUTRAL and not measured.few
    if not apart and not _changed_against(opinion, measured.varied.changed):
        return ""
    said = f"opinion says {signed(opinion)}, the measurement {signed(emotion)}"
    return f"{_where(touchpoint, persona)}: {said}. {moved(measured)}"


def against_link(touchpoint: Touchpoint, measured: Measured, persona: str = "") -> str:
    """Return how a KPI that belongs to *touchpoint* has moved against the opinion that the curve shows; else empty.

    A KPI that does not measure the emotion speaks against it only when it has changed the other way, and stands there:
    a positive opinion while it became worse and is not on track, a negative one while it became better and is.
    """
    opinion = touchpoint.emotion
    if opinion is None or not _changed_against(opinion, measured.varied.changed):
        return ""
    on_track = measured.reading.status is Status.ON_TRACK
    if on_track is (opinion > 0):
        return ""
    return f"{_where(touchpoint, persona)}: the curve says {signed(opinion)} by opinion. {moved(measured)}"


def moved(measured: Measured) -> str:
    """Return what a KPI did and where it stands, like: Rating fell by 0.6 pts since Aug 2026 and is off track."""
    status, movement = measured.reading.status, _movement(measured)
    standing = "has no target" if status is Status.NO_TARGET else f"is {status.value.lower()}"
    if movement.startswith("is "):
        standing = standing.removeprefix("is ")
    return f"{measured.reading.kpi.name} {f'{movement} and {standing}' if movement else standing}."


def _movement(measured: Measured) -> str:
    """Return how far the KPI has moved from where it was before its signal began; empty without a signal."""
    varied, last = measured.varied, measured.reading
    found = varied.changed
    if found is None or last.value is None:
        return ""
    since, at = varied.calendar.label(found.since), varied.periods.index(found.since)
    outside = found.rule is Rule.OUTSIDE
    before = varied.variation.mean[-1 if outside else max(at - 1, 0)]
    difference = change(last.value, before, last.kpi.unit)
    if before is None or difference == NO_VALUE:
        return f"changed since {since}"
    rose, size = last.value > before, difference.lstrip("+−")
    if outside:
        mean = figure(before, last.kpi.unit, varied.currency)
        return f"is {size} {'above' if rose else 'below'} its mean of {mean}"
    return f"{'rose' if rose else 'fell'} by {size} since {since}"


def _changed_against(opinion: float, found: Changed | None) -> bool:
    if found is None or found.better is None:
        return False
    return opinion < -NEUTRAL if found.better else opinion > NEUTRAL


def _where(touchpoint: Touchpoint, persona: str) -> str:
    return f"{touchpoint.name} ({persona})" if persona else touchpoint.name
