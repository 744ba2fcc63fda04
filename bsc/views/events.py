"""What has come about and holds: KPIs off track or changed, work overdue, data late, words and work for somebody.

A KPI is judged by its last whole period with a value: that the next file has not come in yet ends nothing.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Final

from bsc.model.definitions import Initiative, Kpi
from bsc.model.notification import EventKind
from bsc.model.people import plain
from bsc.model.periods import Period
from bsc.model.subject import Subject, SubjectKind
from bsc.model.view import View
from bsc.model.words import Status
from bsc.scoring.portions import Portion
from bsc.views.attention_rest import Waiting, waiting_datasets
from bsc.views.attention_words import Watched, held, is_overdue, overdue
from bsc.views.dates import day
from bsc.views.events_item import Event, people
from bsc.views.events_of_people import events_of_people
from bsc.views.freshness import Freshness
from bsc.views.keeping import kept
from bsc.views.readings import Reading
from bsc.views.signals import Changed, variations
from bsc.views.workspace import Workspace

_LOOK_BACK: Final = 12  # periods


def events(workspace: Workspace, view: View) -> tuple[Event, ...]:
    """Return everything that holds under the persona and filters of *view*, judged at its grain, in the kinds' order.

    Reviews and what was said to whom are told where nothing is locked: within a fence there are none.
    """
    figures = kept(workspace, ("events",), lambda: tuple(_Looked(workspace, view).events()), view)
    order = list(EventKind)
    return tuple(sorted((*figures, *events_of_people(workspace)), key=lambda each: order.index(each.kind)))


def wanted(found: Collection[Event], kinds: Collection[EventKind], owner: str = "") -> tuple[Event, ...]:
    """Return those of *found* that are of *kinds* and, with *owner*, that this person or team answers for."""
    whose = plain(owner)
    return tuple(each for each in found if each.kind in kinds and (not whose or whose in each.whose))


@dataclass(frozen=True)
class _Looked:
    """The company today, under one view."""

    workspace: Workspace
    view: View

    def events(self) -> Iterator[Event]:
        for kpi in self.workspace.scorecard.kpis:
            if past := self._known(kpi):
                yield from self._off_track(kpi, past)
                yield from self._changed(kpi, past[-1].period)
        yield from map(self._overdue, filter(self._is_late, self.workspace.scorecard.initiatives))
        for each in waiting_datasets(self.workspace):
            if each.line.freshness is Freshness.LATE:
                yield self._stale(each)

    def _known(self, kpi: Kpi) -> tuple[Reading, ...]:
        """Return the readings of *kpi* up to its last whole period with a value of its own; none without one."""
        past = self._series[kpi.id]
        later = takewhile(lambda each: each.value is None or each.partial or each.actual.stale, reversed(past))
        return tuple(past[: len(past) - sum(1 for _ in later)])

    def _off_track(self, kpi: Kpi, past: tuple[Reading, ...]) -> Iterator[Event]:
        if past[-1].status is not Status.OFF_TRACK:
            return
        workspace = self.workspace
        seen = Watched(
            past=past, steady=past, portion=_NOTHING, calendar=workspace.calendar, currency=workspace.currency
        )
        few = " Its cases are too few to call it." if past[-1].too_few else ""
        yield Event(
            kind=EventKind.OFF_TRACK,
            key=f"{EventKind.OFF_TRACK}/{kpi.id}",
            title=self._title(kpi),
            why=f"{held(seen)} in {workspace.calendar.label(past[-1].period)}.{few}",
            since=self._since(past),
            about=Subject.of(SubjectKind.KPI, kpi.id),
            whose=self._whose(kpi),
            status=Status.OFF_TRACK,
        )

    def _since(self, past: tuple[Reading, ...]) -> str:
        red = list(takewhile(lambda each: each.status is Status.OFF_TRACK, reversed(past)))
        label = self.workspace.calendar.label(red[-1].period)
        return f"since {label} or earlier" if len(red) == len(past) > 1 else f"since {label}"

    def _changed(self, kpi: Kpi, last: Period) -> Iterator[Event]:
        varied = variations(self.workspace, self.view, last)[kpi.id]
        if varied.changed:
            yield self._signal(kpi, varied.changed)

    def _signal(self, kpi: Kpi, changed: Changed) -> Event:
        return Event(
            kind=EventKind.SIGNAL,
            key=f"{EventKind.SIGNAL}/{kpi.id}/{changed.side}",
            title=self._title(kpi),
            why=changed.sentence,
            since=f"since {self.workspace.calendar.label(changed.since)}",
            about=Subject.of(SubjectKind.KPI, kpi.id),
            whose=self._whose(kpi),
            better=changed.better,
        )

    def _is_late(self, initiative: Initiative) -> bool:
        return is_overdue(initiative, self.workspace.today)

    def _overdue(self, initiative: Initiative) -> Event:
        said = overdue(initiative)
        owner = f" Its owner: {initiative.owner}." if initiative.owner else " It has no owner."
        return Event(
            kind=EventKind.OVERDUE,
            key=f"{EventKind.OVERDUE}/{initiative.id}/{initiative.due}",
            title=initiative.name,
            why=f"{said[:1].upper()}{said[1:]}{owner}",
            since=f"since {day(initiative.due)}" if initiative.due else "",
            about=Subject.of(SubjectKind.INITIATIVE, initiative.id),
            whose=self._of_initiative(initiative),
        )

    def _stale(self, waiting: Waiting) -> Event:
        line = waiting.line
        datasets = {each.id: each for each in self.workspace.scorecard.datasets}
        answering = [datasets[line.id].owner, *datasets[line.id].helpers]
        answering += [name for kpi in waiting.kpis for name in (kpi.owner, *kpi.helpers)]
        names = ", ".join(kpi.name for kpi in waiting.kpis)
        return Event(
            kind=EventKind.STALE,
            key=f"{EventKind.STALE}/{line.id}",
            title=line.label,
            why=f"{line.word}; it goes into {names}.",
            since=f"its rows end on {day(line.last_day)}" if line.last_day else "",
            about=Subject.of(SubjectKind.DATASET, line.id),
            whose=people(answering),
        )

    def _title(self, kpi: Kpi) -> str:
        return f"{kpi.name} ({self.workspace.stage(self.workspace.objective_of(kpi).stage).name})"

    def _whose(self, kpi: Kpi) -> frozenset[str]:
        """Return who answers for *kpi*: by itself, for its objective or stage, or for open work that is to move it."""
        objective = self.workspace.objective_of(kpi)
        stage = self.workspace.stage(objective.stage)
        names = [each.owner for each in (kpi, objective, stage)] + [*kpi.helpers, *objective.helpers, *stage.helpers]
        for each in self.workspace.scorecard.initiatives:
            names += [each.owner, *each.helpers] if each.state.open and each.moves(kpi) else []
        return people(names)

    def _of_initiative(self, initiative: Initiative) -> frozenset[str]:
        names = [initiative.owner, *initiative.helpers]
        for each in self.workspace.scorecard.objectives:
            names += [each.owner, *each.helpers] if each.id == initiative.objective else []
        return people(names)

    @cached_property
    def _series(self) -> dict[str, list[Reading]]:
        workspace = self.workspace
        period = workspace.default_period(self.view.grain)
        return workspace.series(self.view, workspace.scorecard.kpis, workspace.calendar.last(period, _LOOK_BACK))


_NOTHING: Final = Portion(
    kpi="", name="", objective="", stage=None, perspective=None, points=None, status=Status.NO_DATA, share=0.0, due=0.0
)  # what a KPI costs the journey is not told
