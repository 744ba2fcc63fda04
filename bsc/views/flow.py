"""What flows from stage to stage: counts, rates, who leaves and what that is worth, the time it takes, the spend."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bsc.actuals import Actual
from bsc.charts.figures import figure
from bsc.formula import flow_formulas
from bsc.model.periods import Period
from bsc.model.view import View
from bsc.model.words import Unit
from bsc.scoring.funnel import cumulative, leaving, loss_shares, shares, worth_of_one
from bsc.views import flow_words as words
from bsc.views.flow_words import Figures
from bsc.views.funnel import Funnel, Step, funnel
from bsc.views.income import income
from bsc.views.keeping import kept
from bsc.views.readings import Reading
from bsc.views.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Flow:
    """What has reached a stage, and what goes on from it to the next stage that counts; all figures in words.

    A figure is empty where there is nothing to tell (the last step goes nowhere, no formula gives the days), and `–`
    where it is not known: then `why` says under the field's name why not. `share` is the rate as a number, 1 for as
    many as before, None where it is not known. `cumulative` is the share of the first count known, whose name is
    `cumulative_of`. `to` is the name of the stage that it goes to, `to_name` of what counts
    there, `skips` the stages in between that count nothing. `days` is the time from this count to the next.
    `sentence` says all of it in words; `apart` compares the spend with the loss where they are far apart, else empty.
    """

    name: str
    count: str
    cumulative: str = ""
    cumulative_of: str = ""
    to: str = ""
    to_name: str = ""
    skips: tuple[str, ...] = ()
    share: float | None = None
    goes_on: str = ""
    leaves: str = ""
    worth: str = ""
    worth_of_one: str = ""
    days: str = ""
    spend: str = ""
    spend_share: str = ""
    loss_share: str = ""
    apart: str = ""
    notes: tuple[str, ...] = ()
    sentence: str = ""
    why: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Flows:
    """The flow of one period under one view, by the id of the stage.

    `rule` says in words who is counted, `worth` what money is counted with those who leave, `loss` how the shares of
    the loss are weighed; they are empty where there is nothing of the kind.
    """

    rule: str
    worth: str
    loss: str
    of: Mapping[str, Flow]


def flows(workspace: Workspace, view: View) -> Flows:
    """Return the flow of *view*: its period's counts one beside the other."""
    return kept(workspace, ("flow",), lambda: _flows(workspace, view), view)


def _flows(workspace: Workspace, view: View) -> Flows:
    found, period = funnel(workspace, view), workspace.period(view)
    if not found.steps:
        return Flows(rule="", worth="", loss="", of={})
    told = _Told(workspace, found, period, _computed(workspace, view, period))
    return Flows(
        rule=words.rule(found.label),
        worth=words.worth_rule(told.income, found.steps),
        loss=words.LOSS_RULE if any(told.lost) else "",
        of={step.stage.id: told.flow(at) for at, step in enumerate(found.steps)},
    )


def _computed(workspace: Workspace, view: View, period: Period) -> Mapping[str, Actual]:
    """Return what the formulas of the funnel's steps give, by `stage.field`."""
    formulas = kept(workspace, ("formulas of the flow",), lambda: flow_formulas(workspace.defined))
    computed = workspace.computed(formulas, [period], workspace.filters(view))
    return {name: actual for (name, _), actual in computed.items()}


class _Told:
    """A funnel's flows in words."""

    def __init__(self, workspace: Workspace, found: Funnel, period: Period, computed: Mapping[str, Actual]) -> None:
        """Work out what holds for all steps together."""
        self.steps, self.computed, self.period = found.steps, computed, period
        self.currency, self.stages = workspace.currency, workspace.scorecard.stages
        self.over = period.end <= workspace.today
        self.income = income(found)
        counts = [step.reading.value for step in self.steps]
        self.of_first, self.left = cumulative(counts), leaving(counts)
        self.each = worth_of_one(counts, *((self.income.total, self.income.per) if self.income else (None, None)))
        self.spends = [self._actual(step, "spend") for step in self.steps]
        known = [each.value if each else None for each in self.spends]
        several = sum(each is not None for each in known) > 1
        self.spent = shares(known) if several else (None,) * len(known)
        self.base = next((at for at, count in enumerate(counts) if count is not None), 0)
        self.lost = loss_shares(counts)

    def flow(self, at: int) -> Flow:
        """Return the flow of the step *at*."""
        step, figures = self.steps[at], Figures()
        figures.tell("count", self._count(step), missing=words.without(step.reading))
        if at > self.base:
            missing = words.no_cumulative(self.steps[self.base], step)
            figures.tell("cumulative", self._share(self.of_first[at]), missing=missing)
            figures.tell("cumulative_of", self.steps[self.base].name)
        self._tell_spend(figures, at)
        then = self.steps[at + 1] if at + 1 < len(self.steps) else None
        if then:
            self._tell_onward(figures, at)
        return Flow(
            name=step.name,
            to=then.stage.name if then else "",
            to_name=then.name if then else "",
            skips=self._skipped(step, then) if then else (),
            share=then.rate if then else None,
            apart=words.apart(step, self.spent[at], self.lost[at]),
            notes=words.notes(step, then, self._days(at), self.period, over=self.over) if then else (),
            sentence=words.sentence(step.name, then.name if then else "", figures.told),
            why=figures.why,
            **figures.told,
        )

    def _tell_onward(self, figures: Figures, at: int) -> None:
        step, then, left = self.steps[at], self.steps[at + 1], self.left[at]
        unknown = words.no_rate(step, then)
        figures.tell("goes_on", self._share(then.rate), missing=unknown)
        more_came = then.rate is not None and then.rate > 1
        figures.tell("leaves", "" if more_came else self._of(left, step.reading), missing=unknown)
        if left:
            each = self.each[at + 1]
            missing = words.no_worth(self.income, self.steps, then)
            figures.tell("worth", figure(None if each is None else left * each, Unit.CURRENCY, self.currency), missing)
            figures.tell("worth_of_one", figure(each, Unit.CURRENCY, self.currency), missing)
        days = self._actual(then, "days")
        if days is not None:
            figures.tell("days", figure(days.value, Unit.DAYS), missing=words.not_there(days))
        figures.tell("loss_share", "" if self.lost[at] is None else self._share(self.lost[at]))

    def _tell_spend(self, figures: Figures, at: int) -> None:
        spend = self.spends[at]
        if spend is None:
            return
        figures.tell("spend", figure(spend.value, Unit.CURRENCY, self.currency), missing=words.not_there(spend))
        missing = words.not_there(spend) if spend.value is None else words.NO_SHARE
        figures.tell("spend_share", self._share(self.spent[at]), missing=missing)

    def _actual(self, step: Step, formula: str) -> Actual | None:
        return self.computed.get(f"{step.stage.id}.{formula}")

    def _days(self, at: int) -> float | None:
        days = self._actual(self.steps[at + 1], "days")
        return days.value if days else None

    def _skipped(self, step: Step, then: Step) -> tuple[str, ...]:
        places = {stage.id: place for place, stage in enumerate(self.stages)}
        return tuple(stage.name for stage in self.stages[places[step.stage.id] + 1 : places[then.stage.id]])

    def _count(self, step: Step) -> str:
        return self._of(step.reading.value, step.reading)

    def _of(self, value: float | None, reading: Reading) -> str:
        return figure(value, reading.kpi.unit, self.currency)

    def _share(self, share: float | None) -> str:
        return figure(share, Unit.PERCENT)
