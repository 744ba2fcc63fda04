"""The workspace: what every page starts from. It knows the definitions, the actuals in memory, and today.

A workspace is cheap to make, once for each run of a page. It asks the store for its versions once, so that one page
never shows two states of the company.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from bsc import actuals, formula
from bsc.actuals import Actual, Told
from bsc.errors import NotFound
from bsc.model.definitions import ALL_PERSONAS, Comments, Kpi, Objective, Scorecard, Stage, Target
from bsc.model.fence import OPEN, PERSONA, Fence
from bsc.model.notes import Note
from bsc.model.periods import Calendar, Grain, Period
from bsc.model.review import Review
from bsc.model.shape import DatasetShape
from bsc.model.subject import Subject, SubjectKind
from bsc.model.tag import Tag
from bsc.model.view import View
from bsc.scoring.rollup import Node
from bsc.scoring.targets import Measure
from bsc.store import Store
from bsc.store.lines import DefinitionVersion
from bsc.store.narrowed import narrowed
from bsc.views import latest
from bsc.views.drafts import ScoreInputs
from bsc.views.fencing import NOTHING_BEYOND, Beyond, beyond, fenced, names_beyond, targets_within
from bsc.views.measures import measure
from bsc.views.memory import completed, memory_of, read, seen
from bsc.views.readings import Lens, Reading
from bsc.views.subjects import subject_names

Kept = TypeVar("Kept")


class Workspace:
    """The company as it stands today, for one run of a page or command."""

    def __init__(self, store: Store, today: date, fence: Fence = OPEN) -> None:
        """Look at *store* as on the day *today*; beyond *fence* there is nothing.

        Then `store` tells nothing of rows: what is read of them goes through the methods here, which narrow it.
        `defined` are the definitions by which values are computed, for whoever computes; `scorecard` may be shown.
        """
        self.store = store if fence.open else narrowed(store)
        self.today = today
        self.fence = fence
        self.watch: Callable[[], None] | None = None
        self._rows = store.whole
        self._memory = memory_of(store)
        versions, self.defined, self.shapes = _state(self._rows)
        self._versions = (*versions, fence.key)
        self.beyond = NOTHING_BEYOND if fence.open else self._memory.kept(("beyond", *self._versions), self._beyond)
        self.scorecard = self.defined if fence.open else self._memory.kept(("fenced", *self._versions), self._fenced)
        self._kpis = {kpi.id: kpi for kpi in self.scorecard.kpis}
        self._computed = {kpi.id: kpi for kpi in self.defined.kpis}
        self._objectives = {objective.id: objective for objective in self.scorecard.objectives}

    @property
    def calendar(self) -> Calendar:
        """Return the company's calendar."""
        return self.scorecard.journey.calendar

    @property
    def currency(self) -> str:
        """Return the company's currency, like EUR."""
        return self.scorecard.journey.currency

    def kpi(self, kpi_id: str) -> Kpi:
        """Return the KPI called *kpi_id*; raises NotFound with the nearest id."""
        if kpi_id not in self._kpis:
            raise NotFound("KPI", kpi_id, self._kpis)
        return self._kpis[kpi_id]

    def stage(self, stage_id: str) -> Stage:
        """Return the stage called *stage_id*; raises NotFound with the nearest id."""
        stages = {stage.id: stage for stage in self.scorecard.stages}
        if stage_id not in stages:
            raise NotFound("stage", stage_id, stages)
        return stages[stage_id]

    def objective_of(self, kpi: Kpi) -> Objective:
        """Return the objective that *kpi* belongs to."""
        return self._objectives[kpi.objective]

    def measure(self, kpi: Kpi) -> Measure:
        """Return how the values of *kpi* grow with time and segment: flow, stock, distinct or rate."""
        return self._measures[kpi.id]

    def dimensions(self) -> Mapping[str, tuple[str, ...]]:
        """Return the dimensions that can be filtered, each with its values."""
        return self._memory.kept(
            ("dimensions", *self._versions),
            lambda: actuals.dimensions(self._rows, self.defined, self.shapes, self.fence.filters),
        )

    def filters(self, view: View) -> dict[str, tuple[str, ...]]:
        """Return the filters of *view* with its persona among them, without those that let everything through."""
        chosen = {dimension: tuple(sorted(set(values))) for dimension, values in view.filters.items() if values}
        asked = chosen if view.persona == ALL_PERSONAS else {**chosen, PERSONA: (view.persona,)}
        return self.fence.within(asked)

    def actuals(
        self, kpis: Iterable[Kpi], periods: Iterable[Period], filters: Mapping[str, tuple[str, ...]]
    ) -> dict[tuple[str, Period], Actual]:
        """Return the actual of every KPI in every period by (KPI id, period), from memory where it is known."""
        asked, seen = list(periods), self.fence.within(filters)
        return completed(
            self._memory.shelf(self._key(seen)),
            [(kpi.id, period) for kpi in kpis for period in asked],
            lambda ids, lacking: self.computed([self._computed[kpi_id] for kpi_id in ids], lacking, seen),
        )

    def computed(
        self, kpis: Sequence[Kpi], periods: Sequence[Period], filters: Mapping[str, tuple[str, ...]]
    ) -> dict[tuple[str, Period], Actual]:
        """Return the same of *kpis* as they are given, whether they are defined or not: nothing of it is kept here."""
        return actuals.compute(
            self._rows,
            self.defined,
            kpis,
            periods,
            filters=self.fence.within(filters),
            today=self.today,
            shapes=self.shapes,
            watch=self.watch,
        )

    def as_defined(self, kpi: Kpi) -> Kpi:
        """Return *kpi* as it is computed, and not as it is shown: its formula may name what is beyond the fence."""
        return self._computed[kpi.id]

    def told(self, comments: Comments) -> Told:
        """Return what customers wrote at *comments*, ready to be asked for."""
        return Told(self._rows, self.defined, self.shapes, comments, watch=self.watch, within=self.fence.within)

    def notes(self, kpi_id: str) -> tuple[Note, ...]:
        """Return the notes on the KPI, the oldest day first; within a fence those that name nobody beyond it."""
        return self.notes_on(Subject.of(SubjectKind.KPI, kpi_id))

    def notes_on(self, about: Subject) -> tuple[Note, ...]:
        """Return the notes on *about*, the oldest day first; within a fence those that name nobody beyond it."""
        return tuple(note for note in self.all_notes() if note.about == about)

    def all_notes(self) -> tuple[Note, ...]:
        """Return every note, the oldest day first.

        Within a fence none that is about what is not seen there, and none, nor any wording, that names what is beyond.
        """
        if self.fence.open:
            return self._rows.notes()
        told, seen = self.beyond.names_one, subject_names(self.scorecard, self.reviews())
        return tuple(
            replace(note, before=tuple(each for each in note.before if not told(each.text)))
            for note in self._rows.notes()
            if note.about in seen and not told(note.text)
        )

    def reviews(self) -> tuple[Review, ...]:
        """Return the reviews, the oldest first; within a fence none, for they tell of the whole company."""
        return self._rows.reviews() if self.fence.open else ()

    def tags(self) -> tuple[Tag, ...]:
        """Return the comments that were put to touchpoints, the oldest first; within a fence none."""
        return self._rows.tags() if self.fence.open else ()

    def targets_over_versions(self, kpi_id: str) -> list[tuple[DefinitionVersion, tuple[Target, ...]]]:
        """Return every version of the definitions, newest first, with the targets of the KPI that may be seen."""
        found = self._rows.targets_over_versions(kpi_id)
        if self.fence.open:
            return found
        return [
            (
                replace(line, note=self.beyond.kept(line.note)),
                targets_within(targets, self.beyond, summed=kpi_id in self._summed),
            )
            for line, targets in found
        ]

    def again(self) -> "Workspace":
        """Return the company as it stands now, seen by the same eyes: for work that goes on beside the pages."""
        return Workspace(self.store, self.today, self.fence)

    def watched(self, watch: Callable[[], None]) -> "Workspace":
        """Return this workspace, whose questions to the rows now look at *watch*; what it raises stops them."""
        self.watch = watch
        return self

    def why_rows(self, kpi: Kpi, periods: Sequence[Period], view: View) -> str:
        """Return why *kpi* is computed from rows in some of *periods*, and not from its rollup; empty when it is."""
        return actuals.why_rows(
            self._rows,
            self.defined,
            self._computed.get(kpi.id, kpi),
            periods,
            filters=self.filters(view),
            shapes=self.shapes,
        )

    def period(self, view: View) -> Period:
        """Return the period that *view* names, at its grain; else the last complete one with a value."""
        return self.calendar.parse(view.period, view.grain) if view.period else self.default_period(view.grain)

    def default_period(self, grain: Grain) -> Period:
        """Return the last complete period (over by today) in which a pinned KPI has a value.

        When only the running period has values, that one; when nothing has, the last complete period.
        """
        return latest.default_period(self, grain)

    def readings(self, view: View, period: Period) -> dict[str, Reading]:
        """Return the reading of every KPI by id, in *period* and under the filters of *view*."""
        return {kpi_id: series[0] for kpi_id, series in self.series(view, self.scorecard.kpis, [period]).items()}

    def series(self, view: View, kpis: Iterable[Kpi], periods: Sequence[Period]) -> dict[str, list[Reading]]:
        """Return the readings of each of *kpis* by id, one for each of *periods* in their order."""
        asked, filters = list(kpis), self.filters(view)
        values = self.actuals(asked, periods, filters)
        lens = Lens(self.scorecard, self._measures, filters)
        found = read(
            self._memory.shelf(self._key(filters)),
            values,
            lambda cell: lens.reading(self._kpis[cell[0]], cell[1], values[cell]),
        )
        return {kpi.id: [found[kpi.id, period] for period in periods] for kpi in asked}

    @cached_property
    def _measures(self) -> Mapping[str, Measure]:
        return {kpi.id: measure(formula.parse(kpi.formula).tree) for kpi in self.defined.kpis}

    def inputs(self, view: View, period: Period) -> ScoreInputs:
        """Return what the scores of *period* are made of; `draft_scores` re-scores from it without a query."""
        return self._memory.kept(
            ("inputs", self._key(self.filters(view)), period),
            lambda: ScoreInputs(self.scorecard, period, self.readings(view, period)),
        )

    def tree(self, view: View, period: Period) -> Node:
        """Return the journey's node with everything beneath, in *period* and under the filters of *view*."""
        return self.inputs(view, period).tree()

    @property
    def state(self) -> Hashable:
        """Return all that an answer depends on beside what is asked: rows, definitions, the day, the fence."""
        return (*self._versions, self.today)

    def kept(self, name: str, view: View, make: Callable[[], Kept]) -> Kept:
        """Return what *make* makes of *view* under *name*; all sessions share it until rows, definitions or day change.

        Name everything that *make* depends on beside the view's persona, filters, period and grain in *name*.
        """
        self._memory.used(name, view)
        return self._memory.kept((name, seen(view), self.state), make)

    def most_used(self, count: int) -> list[tuple[str, View]]:
        """Return the *count* read models that were asked for most, by name and view, of all sessions."""
        return self._memory.most_used(count)

    def named_beyond(self, fence: Fence) -> tuple[str, ...]:
        """Return the names that stand within *fence* as they are written though they name a segment beyond it."""
        return names_beyond(self.defined, Workspace(self.store, self.today, fence).beyond)

    def _beyond(self) -> Beyond:
        return beyond(self.defined, self.fence, actuals.dimensions(self._rows, self.defined, self.shapes))

    def _fenced(self) -> Scorecard:
        return fenced(self.defined, self.beyond, self._summed)

    @property
    def _summed(self) -> frozenset[str]:
        return frozenset(kpi for kpi, measure in self._measures.items() if not measure.keeps_its_size)

    def _key(self, filters: Mapping[str, tuple[str, ...]]) -> Hashable:
        """Return all that a value depends on besides its KPI and its period."""
        return (*self._versions, self.today, tuple(sorted(filters.items())))

    def last_day(self) -> date | None:
        """Return the last day that any dataset covers; None without rows."""
        return max((shape.last_day for shape in self.shapes.values() if shape.last_day), default=None)


def _state(store: Store) -> tuple[tuple[int, int], Scorecard, Mapping[str, DatasetShape]]:
    """Return the versions of data and definitions, and both, of one moment: a change may come in between."""
    while True:
        versions = (store.data_version(), store.definitions_version())
        scorecard, shapes = store.scorecard(), store.shapes()
        if versions == (store.data_version(), store.definitions_version()):
            return versions, scorecard, shapes
