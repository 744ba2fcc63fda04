"""A review: a dated reading of the scorecard – what was on the agenda, what was seen, what was decided."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from bsc.model.fields import ALL_PERSONAS, Definition, Id, Name, Number, Text, Texts
from bsc.model.moments import Day, Moment
from bsc.model.periods import Grain
from bsc.model.subject import Subject
from bsc.model.words import Perspective, Status

ItemId = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]{0,59})?$")]
Long = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]


class ReviewKind(StrEnum):
    """What is read: the scorecard's figures, or whether the journey is still drawn as it is."""

    SCORECARD = "scorecard"
    JOURNEY = "journey"


class ItemKind(StrEnum):
    """Why something stands on the agenda, in the order in which it does."""

    DECISION = "decision of last time"
    SIGNAL = "signal"
    RED = "red without an action"
    OVERDUE = "overdue action"
    STALE = "stale data"
    TOO_EASY = "target too easy"
    WIN = "win worth spreading"
    NO_EVIDENCE = "touchpoint without evidence"
    OLD_ASSUMPTION = "assumption not looked at for a year"
    NO_CUSTOMER_KPI = "stage without a customer KPI"
    NO_DATA = "persona without data"
    NO_OWNER = "touchpoint without an owner"
    CONTRADICTED = "opinion that its KPI contradicts"
    OWN = "added by hand"


class AgendaItem(Definition):
    """One item of the agenda: why, about what, what is to be said of it, and what was said (`note`).

    A decision of last time is about the review that made it, in which `decision` names it. `id` tells the item from the
    others of its review; an item that comes without one is given it there.
    """

    id: ItemId = ""
    kind: ItemKind
    about: Subject | None = None
    decision: Id | None = None
    title: Text
    sentence: Text = ""
    note: Long = ""
    done: bool = False


class DecisionState(StrEnum):
    """What became of a decision."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Decision(Definition):
    """Something that was decided: what, whose it is, until when.

    What became of it goes on after its review is closed: the `initiative` that was made of it, its `state`, what came
    of it in words (`outcome`), and since when that is so (`settled`).
    """

    id: Id
    text: Annotated[Text, StringConstraints(min_length=1)]
    about: Subject | None = None
    owner: Text = ""
    due: date | None = None
    initiative: Id | None = None
    state: DecisionState = DecisionState.OPEN
    outcome: Text = ""
    settled: date | None = None

    @property
    def as_made(self) -> Self:
        """Return it without what became of it."""
        return self.model_copy(update={"initiative": None, "state": DecisionState.OPEN, "outcome": "", "settled": None})


class SeenKpi(Definition):
    """A KPI as it was seen: its value in words and as a number, target and red line in words, points and status."""

    kpi: Id
    name: Text
    stage: Id
    perspective: Perspective
    value: Text = ""
    number: Number | None = None
    target: Text = ""
    red_line: Text = ""
    points: Number | None = None
    status: Status
    changed: Text = ""


class SeenScore(Definition):
    """A score as it was seen: of the journey (`id` is empty), or of a stage."""

    id: Text = ""
    name: Text
    score: Number | None = None
    coverage: Number = 0.0
    status: Status


class Seen(Definition):
    """The figures that a review looked at, kept as they were: nothing that happens later changes them.

    `at` is when they were looked at (UTC), `as_of` the last day that the data covered, `definitions` the version by
    which they were judged. `headline` is what needed attention first, `late` names the datasets that were behind.
    """

    at: Moment | None = None
    headline: Text = ""
    late: Texts = ()
    as_of: date | None = None
    definitions: int = 0
    scores: tuple[SeenScore, ...] = ()
    kpis: tuple[SeenKpi, ...] = ()


class Review(Definition):
    """A dated reading: `held` is its day, `period` and `grain` what it looked at, `before` the review before it.

    It is open until it is closed (UTC); then it says what it said, and nobody changes it. What its decisions became is
    the one thing that goes on. `withdrawn` names the decisions that were taken out: their ids are not given again.
    """

    id: Id
    name: Name
    kind: ReviewKind = ReviewKind.SCORECARD
    held: Day
    period: Text = ""
    grain: Grain = Grain.MONTH
    persona: Id = ALL_PERSONAS
    filters: dict[Id, Texts] = Field(default={})
    attendees: Texts = ()
    agenda: tuple[AgendaItem, ...] = ()
    notes: Long = ""
    decisions: tuple[Decision, ...] = ()
    withdrawn: tuple[Id, ...] = ()
    seen: Seen = Seen()
    before: Id | None = None
    opened_by: Text = ""
    opened_at: Moment | None = None
    closed_by: Text = ""
    closed_at: Moment | None = None

    @field_validator("agenda")
    @classmethod
    def _every_item_has_an_id(cls, agenda: tuple[AgendaItem, ...]) -> tuple[AgendaItem, ...]:
        return tuple(_with_ids(agenda))

    @model_validator(mode="after")
    def _ids_are_unlike(self) -> Self:
        for noun, each in (("item", self.agenda), ("decision", self.decisions)):
            ids = [one.id for one in each]
            if twice := next((one for one in ids if ids.count(one) > 1), None):
                message = f"two {noun}s are called `{twice}` – give one of them another id"
                raise ValueError(message)
        return self

    @property
    def open(self) -> bool:
        """Return whether it still goes on."""
        return self.closed_at is None

    @property
    def said(self) -> Self:
        """Return it without what became of its decisions: of a closed review, what nobody changes."""
        return self.model_copy(update={"decisions": tuple(each.as_made for each in self.decisions)})


def _with_ids(agenda: tuple[AgendaItem, ...]) -> Iterator[AgendaItem]:
    """Yield the items, those without an id with the next one that is free, like `item_2`."""
    taken = {each.id for each in agenda}
    free = (f"item_{number}" for number in range(1, 2 * len(agenda) + 1) if f"item_{number}" not in taken)
    for each in agenda:
        yield each if each.id else each.model_copy(update={"id": next(free)})
