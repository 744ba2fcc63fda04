"""Through the funnel: the counts of a period, and what another rate of one step would do to the rest and to money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bsc.charts.figures import change, figure
from bsc.errors import NotFound
from bsc.model.definitions import Scorecard, Stage
from bsc.model.editing import joined
from bsc.model.view import View
from bsc.model.words import Better, Status, Unit
from bsc.scoring.funnel import carried, rates, with_rate
from bsc.scoring.judging import judge
from bsc.scoring.rollup import Node, rescored
from bsc.scoring.targets import Measure
from bsc.views.drafts import ScoreInputs
from bsc.views.reach import Reach, nice
from bsc.views.readings import Reading
from bsc.views.workspace import Workspace

POINT = 0.01  # one percentage point of a rate


@dataclass(frozen=True, kw_only=True)
class Step:
    """A count of the funnel: its stage, its reading, and its share of the count before (None where not known)."""

    stage: Stage
    reading: Reading
    rate: float | None

    @property
    def name(self) -> str:
        """Return the name of the KPI that counts."""
        return self.reading.kpi.name


@dataclass(frozen=True, kw_only=True)
class Reached:
    """One KPI as it is, and as it would be; `value` is None where that cannot be said."""

    before: Reading
    value: float | None
    status: Status

    @property
    def difference(self) -> float | None:
        """Return how much more it would be, in the KPI's unit."""
        was = self.before.value
        return None if was is None or self.value is None else self.value - was


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a rate of one step would do: each count, the money (None without any), and the scores before and after.

    What cannot be said keeps its score: a count that falls out of it would seem to have changed for the better.
    """

    step: int
    rate: float
    counts: tuple[Reached, ...]
    money: Reached | None
    before: Node
    after: Node


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """The funnel in one period under one view. `money`: the KPIs that add up money, the one to begin with first."""

    label: str
    currency: str
    steps: tuple[Step, ...]
    money: tuple[Reading, ...]
    inputs: ScoreInputs

    @cached_property
    def movable(self) -> tuple[int, ...]:
        """Return the steps that have a rate, by their places."""
        return tuple(place for place, step in enumerate(self.steps) if step.rate is not None)

    def highest(self, step: int) -> float:
        """Return the highest rate that *step* can be moved to: all that came in, or twice what is more than that."""
        rate = self.steps[step].rate or 0.0
        return 1.0 if rate <= 1 else nice(2 * rate)

    def reach(self, step: int) -> Reach:
        """Return how far a slider of the rate of *step* reaches: to four times what it is now, and not too far."""
        rate, highest = self.steps[step].rate, self.highest(step)
        top = min(nice(4 * rate), highest) if rate else highest
        return Reach(0.0, top, nice(top / 1000))

    def counted_per(self, money: str) -> int | None:
        """Return the step that *money* is counted per: the last one up to its own stage that has a count."""
        return self.last_counted(self.paid(money).stage)

    def last_counted(self, stage: str) -> int | None:
        """Return the last step up to *stage* that has a count."""
        places = {each.id: place for place, each in enumerate(self.inputs.scorecard.stages)}
        own = places[stage]
        before = [at for at, step in enumerate(self.steps) if places[step.stage.id] <= own and step.reading.value]
        return max(before, default=None)

    def with_rate(self, step: int, rate: float, money: str | None = None) -> Effect:
        """Return what *rate* at *step* would do, from memory; *money* is the KPI that is counted along, if any.

        Raises BscError where *step* has no count before it, and for a rate below 0.
        """
        after = with_rate(self._counts, step, rate)
        counts = tuple(_reached(each.reading, value) for each, value in zip(self.steps, after, strict=True))
        paid = self._paid(money, counts) if money else None
        moved = {each.before.kpi.id: each for each in (*counts, *([paid] if paid else []))}
        before = self.inputs.tree()
        return Effect(
            step=step,
            rate=rate,
            counts=counts,
            money=paid,
            before=before,
            after=rescored(
                before, {kpi: _judged(each).judgement for kpi, each in moved.items() if each.value is not None}
            ),
        )

    def one_point_more(self, money: str | None = None) -> tuple[Effect, ...]:
        """Return what one percentage point more would do, at each step that has a rate below all that came in."""
        return tuple(
            self.with_rate(step, rate + POINT, money)
            for step in self.movable
            if (rate := self.steps[step].rate or 0.0) + POINT <= self.highest(step)
        )

    def paid(self, kpi: str) -> Reading:
        """Return the reading of the money KPI called *kpi*; raises NotFound."""
        by_id = {reading.kpi.id: reading for reading in self.money}
        if kpi not in by_id:
            raise NotFound("KPI that adds up money", kpi, by_id)
        return by_id[kpi]

    @property
    def _counts(self) -> list[float | None]:
        return [step.reading.value for step in self.steps]

    def _paid(self, money: str, counts: Sequence[Reached]) -> Reached:
        reading, per = self.paid(money), self.counted_per(money)
        unit = None if per is None else counts[per]
        value = carried(reading.value, unit.before.value, unit.value) if unit else reading.value
        return _reached(reading, value)


def funnel(workspace: Workspace, view: View) -> Funnel:
    """Return the funnel of *view*; it has no steps where none are defined."""
    return workspace.kept("funnel", view, lambda: _funnel(workspace, view))


def assumption(found: Funnel, step: int, money: str | None) -> str:
    """Return in sentences what must hold for the effect of *step* to be true."""
    later = [each.name for each in found.steps[step + 1 :]]
    same_period = (
        f"All counts are of {found.label}: a rate sets those who went on beside those who came in the same period, "
        "whenever each of them came."
    )
    said = [
        f"The steps after it ({joined(later)}) keep their rates." if later else "",
        _of_money(found, step, money) if money else "",
        f"{same_period} All other KPIs keep their values.",
    ]
    return " ".join(filter(None, said))


def sentence(found: Funnel, effect: Effect) -> str:
    """Return in one sentence by how much the counts from the step on, and the money, would be more or less."""
    step, moved = found.steps[effect.step], effect.counts[effect.step :]
    told = [_told(each, found.currency) for each in (*moved, *([effect.money] if effect.money else []))]
    by = change(effect.rate, step.rate, Unit.PERCENT)
    if effect.rate == step.rate:
        return f"{step.name} at its own rate ({figure(step.rate, Unit.PERCENT)}): everything stays as it is."
    between = f"{figure(step.rate, Unit.PERCENT)} → {figure(effect.rate, Unit.PERCENT)}"
    lead = f"{by} from {found.steps[effect.step - 1].name} to {step.name} ({between}) in {found.label}"
    return f"{lead}: {joined(told)}."


def _told(reached: Reached, currency: str) -> str:
    kpi, more = reached.before.kpi, reached.difference
    if more is None:
        return f"{kpi.name} not known"
    return f"{figure(more, kpi.unit, currency, signed=True)} {kpi.name}" if more else f"{kpi.name} as it is"


def _of_money(found: Funnel, step: int, money: str) -> str:
    name, per = found.paid(money).kpi.name, found.counted_per(money)
    if per is None:
        return f"{name} comes before the first count of the funnel and stays as it is."
    if per < step:
        return f"{name} is counted per {found.steps[per].name}, before this step, and stays as it is."
    return f"{name} per {found.steps[per].name} stays as it is."


def _funnel(workspace: Workspace, view: View) -> Funnel:
    period = workspace.period(view)
    inputs = workspace.inputs(view, period)
    readings = inputs.readings
    stages = {stage.id: stage for stage in workspace.scorecard.stages}
    counted = [(stages[each.stage], readings[each.kpi]) for each in workspace.scorecard.funnel]
    found = rates([reading.value for _, reading in counted])
    return Funnel(
        label=workspace.calendar.label(period),
        currency=workspace.currency,
        steps=tuple(
            Step(stage=stage, reading=reading, rate=rate) for (stage, reading), rate in zip(counted, found, strict=True)
        ),
        money=_moneys(workspace.scorecard, readings),
        inputs=inputs,
    )


def _moneys(scorecard: Scorecard, readings: Mapping[str, Reading]) -> tuple[Reading, ...]:
    """Return what adds up money: income before cost, known before unknown, later stages first, then pinned ones."""
    places = {stage.id: place for place, stage in enumerate(scorecard.stages)}
    steps = {step.kpi for step in scorecard.funnel}
    adds_up = [
        reading
        for reading in readings.values()
        if reading.kpi.unit is Unit.CURRENCY and reading.measure is Measure.FLOW and reading.kpi.id not in steps
    ]
    return tuple(
        sorted(
            adds_up,
            key=lambda seen: (
                seen.kpi.better is not Better.HIGHER,
                seen.value is None,
                -places[seen.stage],
                not seen.kpi.pinned,
            ),
        )
    )


def _reached(reading: Reading, value: float | None) -> Reached:
    return Reached(before=reading, value=value, status=_judged_with(reading, value).status)


def _judged(reached: Reached) -> Reading:
    return _judged_with(reached.before, reached.value)


def _judged_with(reading: Reading, value: float | None) -> Reading:
    """Return *reading* with another value, held to what it is held to; what is not moved stays the same."""
    if value == reading.value:
        return reading
    return replace(reading, judgement=judge(value, reading.anchors, reading.kpi.better, partial=reading.partial))
