"""The values of a KPI before and since an initiative took effect, and those of the segments that did not get it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bsc.model.definitions import Initiative, Kpi
from bsc.model.periods import Grain, Period
from bsc.model.view import View
from bsc.scoring.judging import Anchors
from bsc.views.coverage import lines
from bsc.views.readings import Reading
from bsc.views.segment_values import narrowed, segment_name, segment_values
from bsc.views.signals import tells
from bsc.views.workspace import Workspace

BEFORE: Final[Mapping[Grain, int]] = {Grain.WEEK: 78, Grain.MONTH: 36, Grain.QUARTER: 16, Grain.YEAR: 12}
AFTER: Final[Mapping[Grain, int]] = {Grain.WEEK: 26, Grain.MONTH: 12, Grain.QUARTER: 6, Grain.YEAR: 4}
_EVERYBODY: Final = View()


@dataclass(frozen=True, kw_only=True)
class Series:
    """A KPI's complete periods around the day an initiative took effect, oldest first, side by side with the values.

    `values` from the place `begin` on are those after. None is a gap; the period in which the day lies counts to
    neither side, unless it begins with it: its value stands in `between`. `anchors` are what the last value before is
    held to, where the series has any.
    """

    periods: tuple[Period, ...]
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    begin: int
    between: float | None = None
    anchors: Anchors | None = None

    @property
    def before(self) -> int:
        """Return how many values there are before."""
        return sum(value is not None for value in self.values[: self.begin])

    @property
    def after(self) -> int:
        """Return how many values there are since."""
        return sum(value is not None for value in self.values[self.begin :])


@dataclass(frozen=True, kw_only=True)
class Segment:
    """For whom an initiative was, and who else there is: views of both, and what people call them."""

    name: str
    rest_name: str
    view: View
    rest: View | None


def grain_of(kpi: Kpi) -> Grain:
    """Return the length of the periods that are compared: the KPI's frequency, weeks where that is days."""
    return Grain.WEEK if kpi.frequency is Grain.DAY else kpi.frequency


def segment_of(workspace: Workspace, initiative: Initiative, kpi: Kpi) -> Segment | None:
    """Return whom *initiative* was for and who did not get it; None where it was for all, or cannot be told of *kpi*.

    Those who did not get it have other values of the first dimension that it names, and the same of all others. Within
    a fence around that dimension nothing is told of them.
    """
    dataset = next(each for each in workspace.scorecard.datasets if each.id == kpi.dataset)
    if not initiative.where or not set(initiative.where) <= set(dataset.dimensions):
        return None
    view = _EVERYBODY
    for dimension, value in initiative.where.items():
        view = narrowed(view, dimension, value)
    first, value = next(iter(initiative.where.items()))
    others = tuple(each for each in segment_values(workspace, _EVERYBODY, first) if each != value)
    told = bool(others) and first not in workspace.fence.filters
    everything_else = {name: (held,) for name, held in initiative.where.items() if name != first}
    names = [segment_name(workspace, dimension, held) for dimension, held in initiative.where.items()]
    return Segment(
        name=" · ".join(names),
        rest_name=_rest_name(workspace, first, others),
        view=view,
        rest=replace(_EVERYBODY, filters={**everything_else, first: others}) if told else None,
    )


_NAMED: Final = 3


def _rest_name(workspace: Workspace, dimension: str, others: Sequence[str]) -> str:
    names = [segment_name(workspace, dimension, each) for each in others]
    return ", ".join(names) if len(names) <= _NAMED else f"the {len(names)} other values of {dimension}"


def series_of(workspace: Workspace, initiative: Initiative, kpi: Kpi, view: View) -> Series:
    """Return the values of *kpi* under *view* before and since *initiative*; what is not over or half known is None."""
    grain, calendar = grain_of(kpi), workspace.calendar
    first = calendar.period(initiative.since, grain)
    whole = first.start == initiative.since
    span = [calendar.shifted(first, step) for step in range(-BEFORE[grain], AFTER[grain] + (not whole))]
    readings = workspace.series(replace(view, grain=grain), [kpi], span)[kpi.id]
    line = next(each for each in lines(workspace) if each.id == kpi.dataset)
    values = [each.value if not each.partial and tells(each, line, calendar) else None for each in readings]
    between = None if whole else values[BEFORE[grain]]
    if not whole:
        values[BEFORE[grain]] = None
    start, end = _known(values, BEFORE[grain], not_whole=not whole)
    return Series(
        periods=tuple(span[start:end]),
        labels=tuple(calendar.label(each) for each in span[start:end]),
        values=tuple(values[start:end]),
        begin=BEFORE[grain] + (not whole) - start,
        between=between,
        anchors=_anchors(readings[start : BEFORE[grain]]),
    )


def _known(values: Sequence[float | None], first_after: int, *, not_whole: bool) -> tuple[int, int]:
    """Return the places between which there are values; the period of the day is among them."""
    places = [at for at, value in enumerate(values) if value is not None]
    start = min([*places, first_after])
    end = max([*places, first_after - 1 + not_whole]) + 1
    return start, end


def _anchors(before: Sequence[Reading]) -> Anchors | None:
    return next((each.anchors for each in reversed(before) if each.anchors is not None), None)
