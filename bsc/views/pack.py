"""What a board pack holds, whatever file it becomes: every figure as a number and in the words that the pages print.

Where a page has a read model, the pack holds that one: a pack cannot say another number than its page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bsc.model.definitions import Kpi, Level
from bsc.model.words import Better, InitiativeState, Perspective, Status, Unit
from bsc.scoring.rollup import NodeKind
from bsc.views.attention import Attention
from bsc.views.cards import Card, Score
from bsc.views.journey_map import JourneyMap
from bsc.views.pack_reviews import Reviewed
from bsc.views.readings import Reading
from bsc.views.stage import StagePage
from bsc.views.trend import Trend
from bsc.views.trend_layers import Layers


class Section(StrEnum):
    """A part of the pack that can be left out, in the order in which they stand."""

    ATTENTION = "attention"
    MAP = "map"
    STAGES = "stages"
    TRENDS = "trends"
    ACTIONS = "actions"
    SCORES = "scores"
    DEFINITIONS = "definitions"
    NOTES = "notes"

    @property
    def heading(self) -> str:
        """Return its heading."""
        return _HEADINGS[self]


_HEADINGS: Mapping[Section, str] = {
    Section.ATTENTION: "What needs attention",
    Section.MAP: "Journey map",
    Section.STAGES: "Stages",
    Section.TRENDS: "Trends",
    Section.ACTIONS: "Actions",
    Section.SCORES: "All scores",
    Section.DEFINITIONS: "Definitions",
    Section.NOTES: "Data notes",
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be in a pack: its sections, how many periods a trend shows, and whether what comes is foreseen."""

    sections: tuple[Section, ...] = tuple(Section)
    window: int = 24
    forecasts: bool = True


@dataclass(frozen=True, kw_only=True)
class Mover:
    """A KPI that moved the journey's score since the period before, by so many points."""

    kpi: str
    name: str
    stage: str
    points: float


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What the pack is about, in words, and how the journey stands.

    `filters` hold a dimension's name for people with its values; `days` are those of the period, `until` the last day
    of any data, `made` when the pack was made; each is empty where it is not known. `points` is the score as pages
    print it, `change` what it moved by since `before`, empty where the two do not compare; `movers` moved it most.
    `sentence`, of `status`, is the headline of what needs attention.
    """

    journey: str
    period: str
    days: str
    running: bool
    persona: str
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    until: str
    made: str
    score: Score
    points: str
    coverage: str
    change: str
    before: str
    movers: tuple[Mover, ...]
    sentence: str
    status: Status

    @property
    def seen(self) -> str:
        """Return whose figures they are: `All customers · Channel: Paid Search or E-mail`."""
        return " · ".join([self.persona, *(f"{name}: {' or '.join(values)}" for name, values in self.filters)])


@dataclass(frozen=True, kw_only=True)
class TrendPoint:
    """One period of a trend: numbers, the words for them, and what must be known to read them.

    `target` and `red_line` are what this period is held to: a number, or the two ends of a range. `carried`: the value
    is an earlier period's; `partial`: the period is not over; `counted` says what a value was divided from.
    """

    label: str
    start: date
    value: float | None
    figure: str
    target: Level | None
    target_words: str
    red_line: Level | None
    red_line_words: str
    points: float | None
    status: Status
    partial: bool
    carried: bool
    counted: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """One period to come: the middle of what is likely, and the band that holds 80 of 100 outcomes.

    `target` and `red_line` are what it will be held to as things stand.
    """

    label: str
    middle: float
    low: float
    high: float
    words: str
    target: Level | None
    red_line: Level | None


@dataclass(frozen=True, kw_only=True)
class Happened:
    """What somebody noted or changed in the period at the place `at` of a trend: a letter for the axis, and a sentence.

    N is a note, T a target, I an initiative.
    """

    at: int
    letter: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class PackTrend:
    """A pinned KPI over time, oldest period first; `layers` are what its chart shows beside the line.

    `sentences` say what is to be seen, and stand for the chart where it cannot be seen.
    """

    trend: Trend
    layers: Layers
    card: Card
    stage: str
    perspective: Perspective
    objective: str
    points: tuple[TrendPoint, ...]
    ahead: tuple[Foreseen, ...]
    happened: tuple[Happened, ...]
    sentences: tuple[str, ...]

    @property
    def kpi(self) -> Kpi:
        """Return the KPI."""
        return self.trend.kpi


@dataclass(frozen=True, kw_only=True)
class Action:
    """An initiative, in words; `overdue` where it should be done and is not. `due` is empty where no day is set.

    `worked` is the word for whether it did what it was to do, empty while that is not asked; `expected` says what each
    KPI was to do.
    """

    name: str
    owner: str
    helpers: tuple[str, ...]
    state: InitiativeState
    start: str
    start_on: date
    due: str
    due_on: date | None
    overdue: bool
    objective: str
    stage: str
    kpis: tuple[Card, ...]
    expected: tuple[str, ...]
    worked: str
    cost: str
    cost_amount: float | None
    note: str


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """One part of the scorecard with its score; `parent` is the place of the row that it counts in, None for the first.

    `weight` is what it weighs there, `points` 0–100 or None, `coverage` 0–1. The rest is a KPI's alone: its `reading`,
    and the words for value, target and red line. Targets are those that the period is held to.
    """

    kind: NodeKind
    id: str
    name: str
    depth: int
    parent: int | None
    stage: str
    perspective: str
    weight: float
    points: float | None
    coverage: float
    status: Status
    partial: bool
    running: bool
    reading: Reading | None = None
    figure: str = ""
    target: str = ""
    red_line: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Defined:
    """How a KPI is computed and what it is held to, in words; empty where nothing is said."""

    id: str
    name: str
    stage: str
    perspective: str
    objective: str
    description: str
    formula: str
    dataset: str
    rows: str
    unit: Unit
    better: Better
    direction: str
    frequency: str
    target: str
    red_line: str
    owner: str
    source: str
    benchmark: str


@dataclass(frozen=True, kw_only=True)
class DatasetNote:
    """One dataset: what it holds, how far it reaches, how fresh it is. `late` where a file is due or missing."""

    name: str
    rows: str
    reaches: str
    word: str
    late: bool
    next_step: str


@dataclass(frozen=True, kw_only=True)
class Remarks:
    """Sentences under a heading."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A board pack of one view. What was not wanted is empty; `attention` and `map` are there either way.

    `readings` hold every KPI of the shown period by id, with the numbers behind the words on map and stage pages.
    `reviewed` is the latest review, which stands with the actions; None where there is none.
    """

    sections: tuple[Section, ...]
    currency: str
    cover: Cover
    attention: Attention
    map: JourneyMap
    readings: Mapping[str, Reading]
    stages: tuple[StagePage, ...]
    trends: tuple[PackTrend, ...]
    actions: tuple[Action, ...]
    scores: tuple[ScoreRow, ...]
    definitions: tuple[Defined, ...]
    datasets: tuple[DatasetNote, ...]
    remarks: tuple[Remarks, ...]
    reviewed: Reviewed | None = None

    def has(self, section: Section) -> bool:
        """Return whether *section* is to be shown."""
        return section in self.sections
