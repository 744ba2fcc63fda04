"""The slides of a presentation: what each holds, in the words and numbers that the pages show."""

from dataclasses import dataclass
from typing import Literal

from bsc.model.words import Status
from bsc.views.cards import Card, Score
from bsc.views.pack import Remarks
from bsc.views.trend_picture import Picture

Kind = Literal["cover", "attention", "map", "stage", "trend", "actions", "notes"]


@dataclass(frozen=True, kw_only=True)
class Opening:
    """How the journey stands: period and days in words, the score, what it moved by since `before`, one sentence."""

    period: str
    days: str
    seen: str
    score: Score
    change: str
    before: str
    sentence: str
    status: Status


@dataclass(frozen=True, kw_only=True)
class Point:
    """One thing that needs attention: its status, what it is, how it stands, and what it costs, else why it is here."""

    status: Status
    title: str
    lead: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Needed:
    """What needs attention first; `more` says how much else does, empty where nothing else does."""

    points: tuple[Point, ...]
    more: str


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One stage on the way of the map: its score, the cards in the order of the perspectives, what goes on from it."""

    name: str
    score: Score
    cards: tuple[Card | None, ...]
    count: str
    goes_on: str


@dataclass(frozen=True, kw_only=True)
class Way:
    """The journey map: the names of the perspectives, and the stages in their order."""

    perspectives: tuple[str, ...]
    stops: tuple[Stop, ...]


@dataclass(frozen=True, kw_only=True)
class Side:
    """One perspective of a stage: its score and its first cards; `more` KPIs are on the stage's page alone."""

    name: str
    score: Score
    cards: tuple[Card, ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class Place:
    """A stage: what the customer wants there, its score, the four perspectives; what moved the score, who goes on."""

    goal: str
    score: Score
    sides: tuple[Side, ...]
    moved: str
    flow: str


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A KPI over time: its card, where it stands, the chart of the page, and one sentence."""

    where: str
    card: Card
    target: str
    red_line: str
    sentence: str
    picture: Picture


@dataclass(frozen=True, kw_only=True)
class Work:
    """An initiative: what, whose, by when, how far; `moves` are the KPIs it is meant to move."""

    name: str
    owner: str
    due: str
    state: str
    overdue: bool
    moves: tuple[Card, ...]
    note: str


@dataclass(frozen=True, kw_only=True)
class Done:
    """What is under way; `more` says how much else is. `works` is empty where nothing is."""

    works: tuple[Work, ...]
    more: str


@dataclass(frozen=True, kw_only=True)
class Close:
    """What must be known to read the figures right: sentences under headings, datasets that wait for a file."""

    remarks: tuple[Remarks, ...]
    late: tuple[str, ...]


Body = Opening | Needed | Way | Place | Curve | Done | Close


@dataclass(frozen=True, kw_only=True)
class Slide:
    """One thought. `id` stands in addresses; `title` is its heading."""

    id: str
    kind: Kind
    title: str
    body: Body


@dataclass(frozen=True, kw_only=True)
class Story:
    """A presentation: its slides, and what stands beneath each: journey, period, whose figures, data until when.

    `late` names the datasets that wait for a file, as it stands beneath each slide; empty where none does.
    """

    slides: tuple[Slide, ...]
    foot: tuple[str, ...]
    late: str

    def at(self, identity: str) -> int:
        """Return the place of the slide called *identity*, the first one's where there is none."""
        return next((at for at, slide in enumerate(self.slides) if slide.id == identity), 0)
