"""Trends & targets: one KPI over time, what it is held to, and what another target would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from statistics import median, quantiles

from bsc.model.definitions import Kpi, Scorecard, Stage, Target
from bsc.model.periods import MONTHS_IN_A_YEAR, Calendar, Grain, Period
from bsc.model.shape import DatasetShape
from bsc.model.view import View
from bsc.model.words import Better, Perspective, Unit
from bsc.scoring.history import TrackRecord
from bsc.scoring.judging import Anchors
from bsc.scoring.targets import Terms, anchors_owed, target_in_force
from bsc.views.drafts import DraftScores, ScoreInputs, draft_scores
from bsc.views.reach import Reach, numbers, reach
from bsc.views.readings import Lens, Reading, record
from bsc.views.workspace import Workspace

HISTORY = 36  # complete periods that a target is held against
FEWEST = 2  # periods that make a line
AHEAD = 36  # periods to come that a ramp is shown over
WINDOWS = (12, 24, 36)
_A_YEAR_OF = {Grain.WEEK: 52, Grain.MONTH: MONTHS_IN_A_YEAR, Grain.QUARTER: 4, Grain.YEAR: 1}
_ENOUGH_FOR_QUARTILES = 4


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A target that is being thought about: anchors for one period of the KPI's frequency, from when on, for whom.

    `glide` are the steps of a ramp that begins on `start` and ends with the anchors; without it they hold at once.
    """

    anchors: Anchors
    start: date
    where: Mapping[str, str]
    glide: tuple[Target, ...] = ()

    def target(self, note: str = "") -> Target:
        """Return the draft as the target that it would be when saved, with *note*."""
        return Target(
            start=self.start,
            target=self.anchors.target,
            red_line=self.anchors.red_line,
            where=dict(self.where),
            note=note,
        )

    def targets(self, note: str = "") -> tuple[Target, ...]:
        """Return every step that would be saved, with *note*, in the order of time."""
        if not self.glide:
            return (self.target(note),)
        return tuple(step.model_copy(update={"note": note}) for step in self.glide)


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """What a draft does: the window after saving it, the scores of the shown period with it, its record in the past.

    `in_force` tells where the window changes; `as_if` is the window had it always held (a ramp: had it been saved).
    `scores` and `record` are of the draft's anchors, as if the shown period were held to them; both are None where the
    saved target would not hold for what is looked at. `begins_later`: the shown period keeps its target;
    `replaced_from`: a later target takes over on that day. `path` goes on after the window: what each period to come
    would be held to, up to the first that is held to the anchors; empty where the window has that one.
    """

    window: tuple[Reading, ...]
    in_force: tuple[bool, ...]
    as_if: tuple[Reading, ...]
    scores: DraftScores | None
    record: TrackRecord | None
    begins_later: bool
    replaced_from: date | None
    path: tuple[tuple[Period, Anchors], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Trend:
    """One KPI under a view. `window` is what the chart shows, `past` the complete periods up to the shown one.

    Both run oldest first. `year_before` is the same period of the year before.
    """

    kpi: Kpi
    stage: Stage
    calendar: Calendar
    currency: str
    filters: Mapping[str, tuple[str, ...]]
    shown: Reading
    previous: Reading
    year_before: Reading
    window: tuple[Reading, ...]
    past: tuple[Reading, ...]
    inputs: ScoreInputs

    @property
    def segment(self) -> Mapping[str, str] | None:
        """Return whom a target of this view would be for; None where a filter lets several values through."""
        if any(len(values) != 1 for values in self.filters.values()):
            return None
        return {dimension: values[0] for dimension, values in self.filters.items()}

    @cached_property
    def reach(self) -> Reach:
        """Return how far the sliders reach: over the history, the targets that compare with it, and the benchmark."""
        benchmark = [self.kpi.benchmark.value] if self.kpi.benchmark else []
        every = self.shown.measure.keeps_its_size  # the leads of one channel are not to be shown on the scale of all
        steps = [step for step in self.kpi.targets if every or step.where == self.segment]
        levels = [level for step in steps for level in (step.target, step.red_line)]
        anchors = [number for level in levels for number in numbers(level)]
        counted = [*anchors, *(reading.value for reading in self.past if reading.value is not None)]
        whole = self.kpi.unit is Unit.NUMBER and all(value == round(value) for value in counted)
        return reach([*self._wholes, *benchmark, *anchors], self.kpi.unit, whole=whole)

    @cached_property
    def suggestion(self) -> Anchors:
        """Return where sliders begin without a target: the median of the past, and its worse quarter."""
        values = self._wholes or [self.reach.low, self.reach.high]
        enough = len(values) >= _ENOUGH_FOR_QUARTILES
        low, middle, high = quantiles(values) if enough else (min(values), median(values), max(values))
        stand = self.reach.within
        match self.kpi.better:
            case Better.HIGHER:
                return Anchors(stand(middle), min(stand(low), stand(middle)))
            case Better.LOWER:
                return Anchors(stand(middle), max(stand(high), stand(middle)))
            case Better.WITHIN:
                return Anchors((stand(low), stand(high)), (stand(min(values)), stand(max(values))))

    @property
    def published(self) -> Anchors | None:
        """Return the anchors in force in the shown period, as they were set for one period of the KPI's frequency."""
        return Anchors.of(self.shown.target) if self.shown.target else None

    def record(self, anchors: Anchors) -> TrackRecord:
        """Return how a target with *anchors* would have fared in the complete periods up to the shown one."""
        return record(self.past, anchors, self.kpi.better)

    def drafted(self, draft: Draft) -> Drafted:
        """Return what *draft* would do, from memory: nothing is asked of the database."""
        kpi = self._saved(draft)
        window = self._with(kpi, draft)
        holds, last = self.would_hold(draft.where), draft.targets()[-1].start
        return Drafted(
            window=window,
            in_force=tuple(new.anchors != old.anchors for new, old in zip(window, self.window, strict=True)),
            as_if=window if draft.glide else tuple(reading.drafted(draft.anchors) for reading in self.window),
            scores=draft_scores(self.inputs, {self.kpi.id: draft.anchors}) if holds else None,
            record=self.record(draft.anchors) if holds else None,
            begins_later=draft.start > self.shown.period.start,
            replaced_from=min(
                (step.start for step in self.kpi.targets if step.start > last and step.where == draft.where),
                default=None,
            ),
            path=self._path(kpi, last) if holds else (),
        )

    @cached_property
    def _wholes(self) -> list[float]:
        """Return the past values as if every period were one of the KPI's frequency: what a target is compared with."""
        return [reading.value / reading.owed for reading in self.past if reading.value is not None and reading.owed]

    def _saved(self, draft: Draft) -> Kpi:
        """Return the KPI as it would be after saving *draft*."""
        new = draft.targets()
        begun = {(step.start, tuple(sorted(step.where.items()))) for step in new}
        others = [step for step in self.kpi.targets if (step.start, tuple(sorted(step.where.items()))) not in begun]
        return self.kpi.model_copy(update={"targets": (*others, *new)})

    def _with(self, kpi: Kpi, draft: Draft) -> tuple[Reading, ...]:
        """Return the window held to *kpi*'s targets: periods before *draft* keep what they were held to."""
        lens = Lens(self.inputs.scorecard, {kpi.id: self.shown.measure}, self.filters)
        return tuple(
            reading if reading.period.end <= draft.start else lens.reading(kpi, reading.period, reading.actual)
            for reading in self.window
        )

    def _path(self, kpi: Kpi, last: date) -> tuple[tuple[Period, Anchors], ...]:
        """Return what the periods after the window, up to the day *last*, are held to with *kpi*'s targets."""
        begin, grain = self.window[-1].period.end, self.shown.period.grain
        periods = self.calendar.periods(begin, last + timedelta(days=1), grain) if last >= begin else []
        terms = Terms(self.shown.measure, self.filters, self.calendar)
        owed = [(period, anchors_owed(kpi, period, terms)) for period in periods[:AHEAD]]
        return tuple((period, anchors) for period, anchors in owed if anchors is not None)

    def would_hold(self, where: Mapping[str, str]) -> bool:
        """Return whether a target for *where* would hold for this view, had it begun with the shown period."""
        anchors = self.published or self.suggestion
        begun = Draft(anchors=anchors, start=self.shown.period.start, where=where).target()
        others = [step for step in self.kpi.targets if step.where != where]
        kpi = self.kpi.model_copy(update={"targets": (*others, begun)})
        return target_in_force(kpi, self.shown.period, self.filters, self.shown.measure) is begun


def trend(workspace: Workspace, view: View, kpi_id: str, window: int = 24) -> Trend:
    """Return the trend of the KPI called *kpi_id* over *window* periods under *view*; raises NotFound.

    The window ends with the shown period, or with the running one where that comes next; it begins with the first rows.
    """
    return workspace.kept(f"trend {kpi_id} {window}", view, lambda: _trend(workspace, view, kpi_id, window))


def _trend(workspace: Workspace, view: View, kpi_id: str, window: int) -> Trend:
    kpi, calendar, shown = workspace.kpi(kpi_id), workspace.calendar, workspace.period(view)
    past = calendar.last(shown, HISTORY)
    drawn = _with_rows(calendar.last(_end(calendar, shown, workspace.today), window), workspace.shapes.get(kpi.dataset))
    previous, year_before = calendar.shifted(shown, -1), a_year_before(calendar, shown)
    asked = sorted({*past, *drawn, previous, year_before})
    by_period = dict(zip(asked, workspace.series(view, [kpi], asked)[kpi.id], strict=True))
    return Trend(
        kpi=kpi,
        stage=workspace.stage(workspace.objective_of(kpi).stage),
        calendar=calendar,
        currency=workspace.currency,
        filters=workspace.filters(view),
        shown=by_period[shown],
        previous=by_period[previous],
        year_before=by_period[year_before],
        window=tuple(by_period[period] for period in drawn),
        past=tuple(by_period[period] for period in past if not by_period[period].partial),
        inputs=workspace.inputs(view, shown),
    )


def kpi_choices(scorecard: Scorecard) -> dict[str, str]:
    """Return every KPI by id with its name, stage and perspective, in the order of the journey, pinned ones first."""
    objectives = {objective.id: objective for objective in scorecard.objectives}
    stages = {stage.id: (place, stage.name) for place, stage in enumerate(scorecard.stages)}
    ranks = {perspective: rank for rank, perspective in enumerate(Perspective)}

    def place(kpi: Kpi) -> tuple[int, int, bool]:
        objective = objectives[kpi.objective]
        return stages[objective.stage][0], ranks[objective.perspective], not kpi.pinned

    def label(kpi: Kpi) -> str:
        objective = objectives[kpi.objective]
        return f"{kpi.name} · {stages[objective.stage][1]} · {objective.perspective.label}"

    return {kpi.id: label(kpi) for kpi in sorted(scorecard.kpis, key=place)}


def a_year_before(calendar: Calendar, period: Period) -> Period:
    """Return the same period of the year before; for a day the same date, for a week 52 weeks earlier."""
    if period.grain in _A_YEAR_OF:
        return calendar.shifted(period, -_A_YEAR_OF[period.grain])
    day = period.start
    leap_day = (day.month, day.day) == (2, 29)
    return calendar.period(day.replace(year=day.year - 1, day=28 if leap_day else day.day), period.grain)


def _with_rows(periods: Sequence[Period], shape: DatasetShape | None) -> Sequence[Period]:
    """Return *periods* without those before the dataset's first day, but two at least."""
    begun = [period for period in periods if shape and shape.first_day and period.end > shape.first_day]
    return periods if shape is None or shape.first_day is None else periods[-max(len(begun), FEWEST) :]


def _end(calendar: Calendar, shown: Period, today: date) -> Period:
    following = calendar.shifted(shown, 1)
    return following if today in following else shown
