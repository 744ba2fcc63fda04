"""What is said of a flow: who is counted, why a figure is missing, what must be known beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bsc.actuals import Actual
from bsc.charts.figures import NO_VALUE, figure
from bsc.model.periods import Period
from bsc.model.words import Unit
from bsc.views.funnel import Step
from bsc.views.income import Income
from bsc.views.readings import Reading

FAR_APART: Final = 0.2  # of all: a share of the spend against one of the loss
NO_SHARE: Final = "no other stage has a spend in this period and under this filter"
LOSS_RULE: Final = (
    "Shares of the loss weigh rates, not heads: two steps at which half of those who came go on share it equally, "
    "wherever in the funnel they stand."
)


@dataclass(frozen=True)
class Figures:
    """Figures in words by field, and under the same names why those are missing that are."""

    told: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)

    def tell(self, name: str, words: str, missing: str = "") -> None:
        """Take down *words* under *name*; where they say no value, *missing* says why."""
        self.told[name] = words
        if words == NO_VALUE and missing:
            self.why[name] = missing


def rule(label: str) -> str:
    """Return who is counted in the period called *label*."""
    return (
        f"Each stage counts who reached it in {label}. A rate compares them with those who reached the stage before it "
        "in the same period, whenever each of them first came: a flow through the period, not one group followed over "
        "time. It can pass 100% where people come from elsewhere, or reached the stage before in an earlier period."
    )


def worth_rule(income: Income | None, steps: Sequence[Step]) -> str:
    """Return what those who leave one of *steps* are said to be worth; empty where there is no *income*."""
    if income is None or income.per is None:
        return ""
    name, per = income.reading.kpi.name, steps[income.per].name
    return (
        f"Those who leave are worth what they would bring of {name} if all of them went on like those who do: at "
        f"the rates of the later steps, and with {name} per {per} as it is. That is the most it can "
        "be, since those who leave are seldom like those who stay."
    )


def without(reading: Reading) -> str:
    """Return why *reading* has no value."""
    return f"{reading.kpi.name}: {not_there(reading.actual)}"


def not_there(actual: Actual) -> str:
    """Return why *actual* has no value."""
    return actual.note or "no value in this period"


def no_rate(step: Step, then: Step) -> str:
    """Return why the rate from *step* to *then* is not known."""
    if step.reading.value is None:
        return without(step.reading)
    return no_cumulative(step, then)


def no_cumulative(first: Step, step: Step) -> str:
    """Return why the share of *first*, whose count is known, that reached *step* is not known."""
    return without(step.reading) if step.reading.value is None else f"nothing was counted in {first.name}"


def no_worth(income: Income | None, steps: Sequence[Step], then: Step) -> str:
    """Return why what leaves before *then*, one of *steps*, has no worth in *income*."""
    if income is None:
        return "no KPI in currency, better higher, says what money comes of it"
    if income.reading.value is None:
        return without(income.reading)
    if income.per is None:
        return f"{income.reading.kpi.name} comes before the first count of the funnel"
    if not then.reading.value:
        return f"nothing was counted in {then.name}"
    return f"{income.reading.kpi.name} is counted per {steps[income.per].name}, before this step"


def notes(step: Step, then: Step, days: float | None, period: Period, *, over: bool) -> tuple[str, ...]:
    """Return what must be known beside the rate from *step* to *then*, which takes half of them *days*."""
    return tuple(_notes(step, then, days, period, over=over))


def apart(step: Step, spent: float | None, lost: float | None) -> str:
    """Return in a sentence how far its share of the spend is from its share of the loss; empty where they are near."""
    if spent is None or lost is None or abs(spent - lost) < FAR_APART:
        return ""
    but = "but only" if lost < spent else "but"
    return (
        f"{step.stage.name} takes {figure(spent, Unit.PERCENT)} of the spend that is known, {but} "
        f"{figure(lost, Unit.PERCENT)} of what is known to be lost on the way is lost after it (by rates, not heads)."
    )


def sentence(name: str, then: str, told: Mapping[str, str]) -> str:
    """Return the figures *told* of the count called *name*, which goes on to the one called *then*, in words."""
    return " ".join(_sentences(name, then, {key: each for key, each in told.items() if each not in {"", NO_VALUE}}))


def _notes(step: Step, then: Step, days: float | None, period: Period, *, over: bool) -> Iterator[str]:
    if then.rate is not None and then.rate > 1:
        yield (
            f"More {then.name} than {step.name}: some of them reached {step.stage.name} in earlier periods, or came "
            "from elsewhere."
        )
    if days is not None and days > period.days:
        yield (
            f"From {step.name} to {then.name} it takes {figure(days, Unit.DAYS)}, longer than the period: those who "
            f"reached {then.stage.name} in it are mostly not those who reached {step.stage.name} in it."
        )
    if not over and then.rate is not None:
        yield f"The period is not over: those who came in last have had little time to reach {then.stage.name}."


def _sentences(name: str, then: str, told: Mapping[str, str]) -> Iterator[str]:
    if "count" in told:
        yield f"{told['count']} {name}{_of_first(told)}."
    if "goes_on" in told:
        yield f"To {then}: {told['goes_on']}{_leaving(told)}."
    if "days" in told:
        yield f"From {name} to {then}: {told['days']}."
    if "spend" in told:
        yield f"Spend: {told['spend']}{_of_spend(told)}."
    if "loss_share" in told:
        yield f"Its share of what is known to be lost on the way: {told['loss_share']}."


def _of_first(told: Mapping[str, str]) -> str:
    return f", {told['cumulative']} of {told['cumulative_of']}" if "cumulative" in told else ""


def _leaving(told: Mapping[str, str]) -> str:
    if "leaves" not in told:
        return ""
    worth = f", worth up to {told['worth']} ({told['worth_of_one']} each)" if "worth" in told else ""
    return f"; {told['leaves']} leave{worth}"


def _of_spend(told: Mapping[str, str]) -> str:
    return f", {told['spend_share']} of all that is known" if "spend_share" in told else ""
