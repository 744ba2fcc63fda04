"""The agenda that the scorecard writes for a review: first what was decided last time, then the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bsc.errors import BscError
from bsc.model.definitions import Initiative
from bsc.model.periods import Period
from bsc.model.review import AgendaItem, Decision, DecisionState, ItemKind, Review, ReviewKind
from bsc.model.subject import Subject, SubjectKind
from bsc.model.view import View
from bsc.model.words import InitiativeState
from bsc.views import health
from bsc.views.attention import Attention, attention
from bsc.views.attention_items import Item
from bsc.views.attention_reasons import Kind
from bsc.views.attention_rest import waiting_datasets
from bsc.views.attention_words import is_overdue, overdue
from bsc.views.dates import day
from bsc.views.keeping import kept
from bsc.views.signals import Changed, variations
from bsc.views.workspace import Workspace

_MOST_PERIODS: Final = 12  # since the last review, that are looked at for signals
_LONGEST: Final = 2000  # characters of a sentence


def agenda(
    workspace: Workspace, view: View, kind: ReviewKind = ReviewKind.SCORECARD, before: Review | None = None
) -> tuple[AgendaItem, ...]:
    """Return what is to be spoken of in a review of the period of *view*, by kind in their order.

    It begins with the decisions of the review *before* and those of earlier ones that are open. A KPI stands in it
    once, with all that there is to say of it: red without an action before all else, as that is what a review can end.
    Signals are those since the period of *before*.
    """
    decided = tuple(_decisions(workspace, kind, before))
    if kind is ReviewKind.JOURNEY:
        return (*decided, *_findings(workspace))
    since = _period_of(workspace, before) if before else None
    asked = View(persona=view.persona, filters=view.filters, period=view.period, grain=view.grain)
    written = kept(workspace, ("agenda", since), lambda: tuple(_Looked(workspace, asked, since).items()), asked)
    return (*decided, *written)


def became(decision: Decision, initiatives: Sequence[Initiative], workspace: Workspace) -> str:
    """Return what became of *decision* in words: `Open, due 1 Sep 2026. Its action “New form” is running.`."""
    initiative = next((each for each in initiatives if each.id == decision.initiative), None)
    settled = f" since {day(decision.settled)}" if decision.settled else ""
    late = decision.due is not None and decision.due < workspace.today
    due = f", {'overdue: due' if late else 'due'} {day(decision.due)}" if decision.due else ""
    open_still = decision.state is DecisionState.OPEN
    said = [f"Open{due}." if open_still else f"{decision.state.capitalize()}{settled}."]
    if initiative is not None:
        said.append(_of_action(initiative, workspace))
    elif decision.initiative:
        said.append("Its action is no longer there.")
    if decision.outcome:
        said.append(decision.outcome if decision.outcome.endswith((".", "!", "?")) else f"{decision.outcome}.")
    return " ".join(said)


def _of_action(initiative: Initiative, workspace: Workspace) -> str:
    name = f"Its action “{initiative.name}”"
    if is_overdue(initiative, workspace.today):
        return f"{name} {overdue(initiative)}"
    if initiative.state in (InitiativeState.DONE, InitiativeState.DROPPED):
        return f"{name} is {initiative.state}."
    return f"{name} is {initiative.state}{f', due {day(initiative.due)}' if initiative.due else ''}."


def _decisions(workspace: Workspace, kind: ReviewKind, before: Review | None) -> Iterator[AgendaItem]:
    """Yield those of the last review, then the open ones of earlier reviews of its *kind*, the newest review first."""
    if before is None:
        return
    earlier = [each for each in workspace.reviews() if each.kind is kind and each.id != before.id]
    older = [each for each in reversed(earlier) if each.held <= before.held]
    yield from (_decision(workspace, before, each) for each in before.decisions)
    for review in older:
        yield from (_decision(workspace, review, each) for each in review.decisions if each.state is DecisionState.OPEN)


def _decision(workspace: Workspace, review: Review, decision: Decision) -> AgendaItem:
    whose = f"{decision.owner}. " if decision.owner else "Nobody's. "
    said = became(decision, workspace.scorecard.initiatives, workspace)
    return AgendaItem(
        kind=ItemKind.DECISION,
        about=Subject.of(SubjectKind.REVIEW, review.id),
        decision=decision.id,
        title=decision.text,
        sentence=_cut(f"{whose}{said} (Decided on {day(review.held)}.)"),
    )


def _findings(workspace: Workspace) -> Iterator[AgendaItem]:
    for each in health.standing(workspace):
        yield AgendaItem(kind=each.kind, about=each.about, title=each.title, sentence=_cut(each.sentence))


def _period_of(workspace: Workspace, review: Review) -> Period | None:
    """Return the period that *review* looked at; None where the calendar knows it no longer."""
    try:
        return workspace.calendar.parse(review.period, review.grain) if review.period else None
    except BscError:
        return None


@dataclass(frozen=True)
class _Looked:
    """The scorecard in the period of a review, and since the period of the one before."""

    workspace: Workspace
    view: View
    since: Period | None

    def items(self) -> Iterator[AgendaItem]:
        """Yield what the scorecard has to say, by kind in their order."""
        found = [*self.of_kpis(), *self.overdue(), *self.stale(), *self.wins()]
        order = list(ItemKind)
        yield from sorted(found, key=lambda each: order.index(each.kind))

    @cached_property
    def period(self) -> Period:
        return self.workspace.period(self.view)

    @cached_property
    def signals(self) -> dict[str, str]:
        """Return the newest signal of each KPI that was none at the last review and is not for the better."""
        found: dict[str, str] = {}
        for period in self._periods():
            prefix = "" if period == self.period else f"In {self.workspace.calendar.label(period)}: "
            for kpi, changed in self._changes(period).items():
                if changed.better is not True and changed.since != self._known.get(kpi):
                    found.setdefault(kpi, f"{prefix}{changed.sentence}")
        return found

    @cached_property
    def _known(self) -> dict[str, Period]:
        """Return since when each KPI had changed that was seen to have changed at the last review."""
        return {kpi: changed.since for kpi, changed in self._changes(self.since).items()} if self.since else {}

    def _changes(self, period: Period) -> dict[str, Changed]:
        found = variations(self.workspace, self.view, period)
        return {kpi: varied.changed for kpi, varied in found.items() if varied.changed}

    def _periods(self) -> Iterator[Period]:
        """Yield the periods since the last review, the newest first."""
        for back in range(_MOST_PERIODS):
            period = self.workspace.calendar.shifted(self.period, -back)
            if back and (self.since is None or period.start < self.since.end):
                return
            yield period

    def of_kpis(self) -> Iterator[AgendaItem]:
        """Yield a line for each KPI that has changed, is red without an action, or whose target is too easy."""
        listed = {item.kpi: item for item in self.found.items if item.kpi}
        for item in listed.values():
            if kind := self._kind(item):
                yield _kpi_item(kind, item, self._signal_of(item))
        for kpi, sentence in self.signals.items():
            if kpi not in listed:
                defined = self.workspace.kpi(kpi)
                stage = self.workspace.stage(self.workspace.objective_of(defined).stage)
                name = f"{defined.name} ({stage.name})"
                yield AgendaItem(kind=ItemKind.SIGNAL, about=_kpi(kpi), title=name, sentence=_cut(sentence))

    def _kind(self, item: Item) -> ItemKind | None:
        reasons = {reason.kind for reason in item.reasons}
        if Kind.NO_ACTION in reasons:
            return ItemKind.RED
        if item.kpi in self.signals or (Kind.WORSENING in reasons and item.kpi not in self._known):
            return ItemKind.SIGNAL
        return ItemKind.TOO_EASY if Kind.TOO_EASY in reasons else None

    def _signal_of(self, item: Item) -> str:
        """Return the KPI's signal where its reasons do not tell it."""
        sentence = self.signals.get(item.kpi or "", "")
        return "" if any(sentence in reason.sentence for reason in item.reasons) else sentence

    def overdue(self) -> Iterator[AgendaItem]:
        """Yield the actions that should be done by today, and are not."""
        for each in self.workspace.scorecard.initiatives:
            if is_overdue(each, self.workspace.today):
                whose = f"Its owner: {each.owner}." if each.owner else "It has no owner."
                about = Subject.of(SubjectKind.INITIATIVE, each.id)
                said = f"It {overdue(each)} {whose}"
                yield AgendaItem(kind=ItemKind.OVERDUE, about=about, title=each.name, sentence=_cut(said))

    def stale(self) -> Iterator[AgendaItem]:
        """Yield the datasets that wait for a file."""
        for each in waiting_datasets(self.workspace):
            line, count = each.line, len(each.kpis)
            waits = (
                f"{count} KPI{'s wait' if count > 1 else ' waits'} for it: {', '.join(kpi.name for kpi in each.kpis)}."
            )
            ends = f"Its rows end on {day(line.last_day)}, {line.word}. " if line.last_day else "It has no rows yet. "
            about = Subject.of(SubjectKind.DATASET, line.id)
            yield AgendaItem(kind=ItemKind.STALE, about=about, title=line.label, sentence=_cut(f"{ends}{waits}"))

    def wins(self) -> Iterator[AgendaItem]:
        """Yield the KPIs that have changed for the better and need attention for no other reason."""
        for item in self.found.gains:
            yield _kpi_item(ItemKind.WIN, item, "")

    @cached_property
    def found(self) -> Attention:
        """Return what needs attention in the period."""
        return attention(self.workspace, self.view, self.period)


def _kpi_item(kind: ItemKind, item: Item, signal: str) -> AgendaItem:
    lead = f"{item.lead[:1].upper()}{item.lead[1:]}"
    said = [lead if lead.endswith(".") else f"{lead}.", *(reason.sentence for reason in item.reasons), signal]
    return AgendaItem(
        kind=kind, about=_kpi(item.kpi or ""), title=item.title, sentence=_cut(" ".join(filter(None, said)))
    )


def _kpi(kpi: str) -> Subject:
    return Subject.of(SubjectKind.KPI, kpi)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
