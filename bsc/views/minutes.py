"""The minutes of a review in words, whatever they become: a page, a PDF, HTML or Markdown.

Every figure in them was seen in the review: nothing is computed anew. What became of the decisions is today's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from bsc.charts.figures import NO_VALUE
from bsc.errors import BscError
from bsc.model.review import AgendaItem, Decision, DecisionState, ItemKind, Review, ReviewKind, SeenKpi, SeenScore
from bsc.model.words import Perspective, Status
from bsc.views.agenda import became
from bsc.views.contacts import persona_name
from bsc.views.dates import day, moment
from bsc.views.workspace import Workspace

KINDS: Final[Mapping[ReviewKind, str]] = {
    ReviewKind.SCORECARD: "Review of the scorecard",
    ReviewKind.JOURNEY: "Health check of the journey",
}
HEADINGS: Final[Mapping[ItemKind, str]] = {
    ItemKind.DECISION: "Decisions of last time",
    ItemKind.SIGNAL: "Signals since last time",
    ItemKind.RED: "Red without an action",
    ItemKind.OVERDUE: "Overdue actions",
    ItemKind.STALE: "Stale data",
    ItemKind.TOO_EASY: "Targets too easy",
    ItemKind.WIN: "Wins worth spreading",
    ItemKind.NO_EVIDENCE: "Touchpoints without evidence",
    ItemKind.OLD_ASSUMPTION: "Assumptions that nobody has looked at for a year",
    ItemKind.NO_CUSTOMER_KPI: "Stages without a customer KPI",
    ItemKind.NO_DATA: "Personas without data",
    ItemKind.NO_OWNER: "Touchpoints without an owner",
    ItemKind.CONTRADICTED: "Opinions that their KPIs contradict",
    ItemKind.OWN: "Added by hand",
}
_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class ItemWords:
    """An item of the agenda as it was spoken of."""

    title: str
    sentence: str
    note: str
    done: bool


@dataclass(frozen=True, kw_only=True)
class ItemsOfKind:
    """The items of one kind under their heading."""

    heading: str
    items: tuple[ItemWords, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionWords:
    """A decision in words; `became` is as things stand today, `action` the name of what was made of it."""

    id: str
    text: str
    owner: str
    due: str
    state: DecisionState
    became: str
    initiative: str | None
    action: str


@dataclass(frozen=True, kw_only=True)
class ScoreSeen:
    """A score as it was seen: `points` as pages print them."""

    name: str
    points: str
    coverage: str
    status: Status


@dataclass(frozen=True, kw_only=True)
class KpiSeen:
    """A KPI as it was seen, in words; empty where nothing was known."""

    name: str
    stage: str
    perspective: Perspective
    value: str
    target: str
    red_line: str
    points: str
    status: Status
    changed: str


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """Minutes in words. `closed` says who closed the review and when; empty while it goes on."""

    review: str
    name: str
    kind: str
    journey: str
    held: str
    period: str
    seen: str
    attendees: tuple[str, ...]
    closed: str
    headline: str
    standing: str
    scores: tuple[ScoreSeen, ...]
    kpis: tuple[KpiSeen, ...]
    agenda: tuple[ItemsOfKind, ...]
    notes: str
    decisions: tuple[DecisionWords, ...]

    @property
    def is_draft(self) -> bool:
        """Return whether the review still goes on."""
        return not self.closed


def minutes(workspace: Workspace, review: Review) -> Minutes:
    """Return the minutes of *review*."""
    stages = {score.id: score.name for score in review.seen.scores if score.id}
    return Minutes(
        review=review.id,
        name=review.name,
        kind=KINDS[review.kind],
        journey=workspace.scorecard.journey.name,
        held=day(review.held),
        period=period_label(workspace, review),
        seen=whose(workspace, review),
        attendees=review.attendees,
        closed=f"Closed by {review.closed_by}, {_by_clock(workspace, review.closed_at)}" if review.closed_at else "",
        headline=review.seen.headline,
        standing=_standing(workspace, review),
        scores=tuple(_score(each) for each in review.seen.scores),
        kpis=tuple(_kpi(each, stages) for each in review.seen.kpis),
        agenda=tuple(_grouped(review.agenda)),
        notes=review.notes,
        decisions=tuple(_decision(workspace, each) for each in review.decisions),
    )


def period_label(workspace: Workspace, review: Review) -> str:
    """Return the review's period for people; as it was named where the calendar knows it no longer."""
    try:
        calendar = workspace.calendar
        return calendar.label(calendar.parse(review.period, review.grain)) if review.period else ""
    except BscError:
        return review.period


def whose(workspace: Workspace, review: Review) -> str:
    """Return whose figures were looked at: `All customers · Channel: Email`."""
    filters = (
        f"{name.replace('_', ' ').capitalize()}: {' or '.join(values)}"
        for name, values in sorted(review.filters.items())
    )
    return " · ".join([persona_name(workspace.scorecard, review.persona), *filters])


def _standing(workspace: Workspace, review: Review) -> str:
    """Return what the figures rest on: their last day, the definitions, when they were taken, what was behind."""
    seen = review.seen
    said = [
        f"Data to {day(seen.as_of)}" if seen.as_of else "No data",
        f"definitions in version {seen.definitions}" if seen.definitions else "",
        f"seen on {_by_clock(workspace, seen.at)}" if seen.at else "",
        f"behind: {', '.join(seen.late)}" if seen.late else "",
    ]
    return " · ".join(filter(None, said))


def _by_clock(workspace: Workspace, at: datetime) -> str:
    """Return the moment *at*; where it lies behind the day on which the company is looked at, with that day."""
    said = f"{moment(at)} UTC"
    if at.date() - workspace.today <= _A_DAY:  # which a time zone explains
        return said
    return f"{said}, by the clock: the company is looked at as on {day(workspace.today)}"


def _grouped(agenda: Sequence[AgendaItem]) -> Iterator[ItemsOfKind]:
    order = list(ItemKind)
    for kind, items in groupby(sorted(agenda, key=lambda each: order.index(each.kind)), key=lambda each: each.kind):
        words = tuple(
            ItemWords(title=each.title, sentence=each.sentence, note=each.note, done=each.done) for each in items
        )
        yield ItemsOfKind(heading=HEADINGS[kind], items=words)


def _decision(workspace: Workspace, decision: Decision) -> DecisionWords:
    names = {each.id: each.name for each in workspace.scorecard.initiatives}
    return DecisionWords(
        id=decision.id,
        text=decision.text,
        owner=decision.owner,
        due=day(decision.due) if decision.due else "",
        state=decision.state,
        became=became(decision, workspace.scorecard.initiatives, workspace),
        initiative=decision.initiative if decision.initiative in names else None,
        action=names.get(decision.initiative or "", ""),
    )


def _score(score: SeenScore) -> ScoreSeen:
    points = NO_VALUE if score.score is None else f"{score.score:.0f}"
    return ScoreSeen(name=score.name, points=points, coverage=f"{score.coverage:.0%}", status=score.status)


def _kpi(kpi: SeenKpi, stages: Mapping[str, str]) -> KpiSeen:
    return KpiSeen(
        name=kpi.name,
        stage=stages.get(kpi.stage, kpi.stage),
        perspective=kpi.perspective,
        value=kpi.value or NO_VALUE,
        target=kpi.target,
        red_line=kpi.red_line,
        points=NO_VALUE if kpi.points is None else f"{kpi.points:.0f}",
        status=kpi.status,
        changed=kpi.changed,
    )
