"""The money that a funnel leads to: what adds up income, or what one customer brings."""

from dataclasses import dataclass

from bsc.model.words import Better, Unit
from bsc.scoring.targets import Measure
from bsc.views.funnel import Funnel
from bsc.views.readings import Reading


@dataclass(frozen=True)
class Income:
    """The KPI that says what money comes of a funnel, the step that it is counted per, and the sum; None: not known."""

    reading: Reading
    per: int | None
    total: float | None


def income(found: Funnel) -> Income | None:
    """Return the income of *found*: a KPI that adds it up, else one that says what one brings; None without either.

    Both are in currency and better higher. What one brings (a customer's lifetime value) is brought by each unit of the
    last step up to its own stage that has a count.
    """
    summed = [_summed(found, each) for each in found.money if each.kpi.better is Better.HIGHER]
    candidates = [*summed, *(_of_each(found, each) for each in _values_of_one(found))]
    return next((each for each in candidates if each.total is not None), next(iter(candidates), None))


def _summed(found: Funnel, reading: Reading) -> Income:
    return Income(reading, found.last_counted(reading.stage), reading.value)


def _of_each(found: Funnel, reading: Reading) -> Income:
    per = found.last_counted(reading.stage)
    count = None if per is None else found.steps[per].reading.value
    return Income(reading, per, None if count is None or reading.value is None else count * reading.value)


def _values_of_one(found: Funnel) -> list[Reading]:
    """Return the KPIs that say what one brings, later stages first, then pinned ones."""
    places = {stage.id: place for place, stage in enumerate(found.inputs.scorecard.stages)}
    of_one = [
        reading
        for reading in found.inputs.readings.values()
        if reading.kpi.unit is Unit.CURRENCY
        and reading.kpi.better is Better.HIGHER
        and reading.measure in {Measure.RATE, Measure.PER_DISTINCT}
    ]
    return sorted(of_one, key=lambda each: (-places[each.stage], not each.kpi.pinned))
