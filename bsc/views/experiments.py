"""An experiment for people: what it needs before it starts, and what came of it, as numbers and as one plain sentence.

A verdict waits until as many cases were met as were planned: who looks earlier finds differences by chance more often.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from bsc.charts.figures import NO_VALUE, figure
from bsc.insight.experiments import (
    UNEVEN_BELOW,
    Averaged,
    Counted,
    Difference,
    cases_for_means,
    cases_for_shares,
    difference_of_means,
    difference_of_shares,
    is_uneven,
)
from bsc.model.definitions import Experiment, Initiative, Measured, Variant
from bsc.model.words import Unit
from bsc.views.dates import day
from bsc.views.workspace import Workspace


class Outcome(StrEnum):
    """What can be said of an experiment."""

    PLANNED = "not started"
    TOO_EARLY = "too early"
    BETTER = "supported"
    NO_DIFFERENCE = "no visible difference"
    WORSE = "moved the other way"
    CANNOT_BE_TOLD = "cannot be told"


@dataclass(frozen=True)
class Side:
    """One variant in words: how many cases, what came of them, and its mean or share."""

    name: str
    cases: str
    result: str


@dataclass(frozen=True)
class ExperimentResult:
    """What an experiment says: the outcome and its sentence, what was planned, both sides, and what to beware of.

    `difference` is the variant's minus the control's with its interval, in the unit of the numbers, `texts` the same
    in words (difference, from, to); both are None and empty before there are numbers. `needed` is the number of cases a
    side, None where the plan does not say enough. `smallest_effect` is the plan's, with the sign that is hoped for.
    """

    outcome: Outcome
    sentence: str
    plan: str
    sides: tuple[Side, Side]
    unit: Unit
    needed: int | None = None
    difference: Difference | None = None
    texts: tuple[str, str, str] | tuple[()] = ()
    smallest_effect: float | None = None
    smallest_effect_text: str = ""
    notes: tuple[str, ...] = ()


def experiment_result(workspace: Workspace, initiative: Initiative) -> ExperimentResult | None:
    """Return what the experiment of *initiative* says today; None where it is none."""
    return _read(workspace, initiative.experiment).result() if initiative.experiment else None


def plan_sentence(workspace: Workspace, experiment: Experiment) -> str:
    """Return what *experiment* needs to find what it looks for, or what the plan lacks to say so."""
    return _read(workspace, experiment).plan()


def _read(workspace: Workspace, experiment: Experiment) -> "_Read":
    kpi = next((each for each in workspace.scorecard.kpis if each.id == experiment.kpi), None)
    counted = experiment.measured is Measured.CONVERSIONS
    unit = Unit.PERCENT if counted else kpi.unit if kpi else Unit.NUMBER
    return _Read(experiment, unit, workspace.currency, workspace.today)


def planned(experiment: Experiment) -> int | None:
    """Return how many cases each variant needs by the plan of *experiment*; None where it does not say enough."""
    if experiment.smallest_effect is None:
        return None
    wanted = {"power": experiment.power, "confidence": experiment.confidence}
    if experiment.measured is Measured.VALUES:
        if experiment.deviation is None:
            return None
        return cases_for_means(experiment.deviation, experiment.smallest_effect, **wanted)
    if experiment.baseline is None:
        return None
    return cases_for_shares(experiment.baseline, _hoped(experiment), **wanted)


def _hoped(experiment: Experiment) -> float:
    """Return the smallest effect worth finding with the sign that is hoped for."""
    return (experiment.smallest_effect or 0.0) * (1 if experiment.higher_is_better else -1)


@dataclass(frozen=True)
class _Read:
    """An experiment, its unit and the day on which it is looked at."""

    experiment: Experiment
    unit: Unit
    currency: str
    today: date

    def result(self) -> ExperimentResult:
        outcome = self._outcome()
        found = self.difference
        return ExperimentResult(
            outcome=outcome,
            sentence=self._sentence(outcome),
            plan=self.plan(),
            sides=(self._side(self.experiment.control), self._side(self.experiment.variant)),
            unit=self.unit,
            needed=self.needed,
            difference=found,
            texts=(self._by(found.estimate), self._by(found.low), self._by(found.high)) if found else (),
            smallest_effect=_hoped(self.experiment) or None,
            smallest_effect_text=self._by(_hoped(self.experiment)) if self.experiment.smallest_effect else "",
            notes=tuple(self._notes()),
        )

    @cached_property
    def needed(self) -> int | None:
        return planned(self.experiment)

    @cached_property
    def difference(self) -> Difference | None:
        control, variant = self.experiment.control, self.experiment.variant
        confidence = self.experiment.confidence
        if self.experiment.measured is Measured.CONVERSIONS:
            first, second = _counted(control), _counted(variant)
            return difference_of_shares(first, second, confidence=confidence) if first and second else None
        before, after = _averaged(control), _averaged(variant)
        return difference_of_means(before, after, confidence=confidence) if before and after else None

    @property
    def _fewest(self) -> int:
        return min(self.experiment.control.cases or 0, self.experiment.variant.cases or 0)

    @property
    def _is_small(self) -> bool:
        """Return whether fewer cases were met than were planned."""
        return self._fewest < (self.needed or 0)

    @property
    def _goes_on(self) -> bool:
        return self.experiment.end is not None and self.today <= self.experiment.end

    def _outcome(self) -> Outcome:
        found = self.difference
        if found is None:
            return Outcome.CANNOT_BE_TOLD if self._is_over else Outcome.PLANNED
        if self._goes_on or (self._is_small and not self._is_over):
            return Outcome.TOO_EARLY
        if not found.is_visible:
            return Outcome.CANNOT_BE_TOLD if self._is_small else Outcome.NO_DIFFERENCE
        return Outcome.BETTER if (found.estimate > 0) is self.experiment.higher_is_better else Outcome.WORSE

    @property
    def _is_over(self) -> bool:
        return self.experiment.end is not None and not self._goes_on

    def _sentence(self, outcome: Outcome) -> str:
        control, variant = f"“{self.experiment.control.name}”", f"“{self.experiment.variant.name}”"
        match outcome:
            case Outcome.PLANNED:
                begins = self.experiment.start
                waits = f"It starts on {day(begins)}." if begins and begins > self.today else ""
                return waits or "There are no numbers of both variants yet."
            case Outcome.TOO_EARLY:
                return f"Too early to say: {self._so_far()}."
            case Outcome.CANNOT_BE_TOLD if self.difference is None:
                return "It is over, and there are no numbers of both variants."
            case Outcome.CANNOT_BE_TOLD:
                return f"It ended too small to tell: {self._so_far()}; {self._between()}."
            case Outcome.NO_DIFFERENCE:
                return f"No visible difference between {variant} and {control}: {self._between()}."
            case _:
                better = "better" if outcome is Outcome.BETTER else "worse"
                return f"{variant} did {better} than {control}: {self._between()}."

    def _so_far(self) -> str:
        said = []
        if self.needed and self._is_small:
            said.append(f"{self._fewest:,} of the {self.needed:,} cases a variant that were planned")
        if self._goes_on and self.experiment.end:
            said.append(f"it goes on until {day(self.experiment.end)}")
        return "; ".join(said)

    def _between(self) -> str:
        found = self.difference
        if found is None:
            return ""
        sure = f"{self.experiment.confidence:.0%} interval"
        return f"{self._by(found.estimate)} ({sure} {self._by(found.low)} to {self._by(found.high)})"

    def plan(self) -> str:
        effect = self.experiment.smallest_effect
        if effect is None:
            return "No smallest effect worth finding is set: how many cases it needs cannot be said."
        from_to = f"a difference of {self._by(_hoped(self.experiment))}"
        if self.experiment.baseline is not None:
            from_to += f" from {self._figure(self.experiment.baseline)}"
        sure = f"{self.experiment.power:.0%} of the time at {self.experiment.confidence:.0%} confidence"
        if self.needed:
            return f"To find {from_to}, {sure}, each variant needs {self.needed:,} cases."
        return f"To find {from_to}: {self._lacking()}."

    def _lacking(self) -> str:
        experiment = self.experiment
        if experiment.measured is Measured.VALUES:
            if experiment.deviation is None:
                return "set the standard deviation of the values, then it can be said how many cases it needs"
        elif experiment.baseline is None:
            return "set the baseline, then it can be said how many cases it needs"
        elif not 0 <= experiment.baseline <= 1:
            return "the baseline of conversions is a share between 0 and 1"
        elif not 0 < experiment.baseline + _hoped(experiment) < 1:
            return "no share lies that far away"
        return "no test could be large enough – choose a larger effect"

    def _notes(self) -> Iterator[str]:
        experiment, found = self.experiment, self.difference
        control, variant = experiment.control.cases or 0, experiment.variant.cases or 0
        if control and variant and is_uneven(control, variant):
            yield (
                f"{control:,} and {variant:,} cases: a fair draw splits them so unevenly less than once in "
                f"{round(1 / UNEVEN_BELOW):,} times. Look at how cases were given out before you trust the result."
            )
        if found and self.needed is None:
            yield "No number of cases was planned: who looks now and then until a difference shows finds one by chance."
        if found and self._rules_out(found):
            yield f"An effect of {self._by(_hoped(experiment))} or more is ruled out."

    def _rules_out(self, found: Difference) -> bool:
        """Return whether the interval leaves no room for the smallest effect that was worth finding."""
        hoped = _hoped(self.experiment)
        if not hoped or self._outcome() not in {Outcome.NO_DIFFERENCE, Outcome.WORSE}:
            return False
        return found.high < hoped if hoped > 0 else found.low > hoped

    def _side(self, side: Variant) -> Side:
        cases = f"{side.cases:,}" if side.cases is not None else NO_VALUE
        if self.experiment.measured is Measured.CONVERSIONS:
            known = _counted(side)
            return Side(side.name, cases, f"{self._figure(known.share)} ({known.successes:,})" if known else NO_VALUE)
        if side.mean is None:
            return Side(side.name, cases, NO_VALUE)
        scatter = f" ± {self._figure(side.deviation)}" if side.deviation is not None else ""
        return Side(side.name, cases, f"{self._figure(side.mean)}{scatter}")

    def _figure(self, number: float | None) -> str:
        return figure(number, self.unit, self.currency)

    def _by(self, number: float) -> str:
        text = figure(number, self.unit, self.currency, signed=True)
        return f"{text.removesuffix('%')} pp" if self.unit is Unit.PERCENT else text


def _counted(side: Variant) -> Counted | None:
    if side.cases is None or side.successes is None:
        return None
    return Counted(side.successes, side.cases)


def _averaged(side: Variant) -> Averaged | None:
    if side.cases is None or side.mean is None or side.deviation is None:
        return None
    return Averaged(side.mean, side.deviation, side.cases)
