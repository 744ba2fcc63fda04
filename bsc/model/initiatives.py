"""What is undertaken to move an objective: initiatives, what they are meant to bring about, and experiments."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Protocol, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic.json_schema import JsonSchemaValue

from bsc.model.fields import Definition, Id, MaybePlain, Name, Number, Text, Texts
from bsc.model.subject import Subject
from bsc.model.words import InitiativeState

MOST = 10**12  # of an experiment: cases, and what is measured of them
Address = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=2000, pattern=r"^https?://[^\s<>\"'`\\]+$")
]
Count = Annotated[int, Field(ge=0, le=MOST)]
Size = Annotated[int, Field(ge=1, le=MOST)]
Level = Annotated[Number, Field(ge=0.5, le=0.9999)]
Measure = Annotated[Number, Field(ge=-MOST, le=MOST)]


class OfAnObjective(Protocol):
    """A KPI, as far as an initiative asks for it."""

    @property
    def id(self) -> str:
        """Return its id."""

    @property
    def objective(self) -> str:
        """Return the id of its objective."""


class Link(MaybePlain):
    """An address on the web, with what people read in its place. In a file it may be the plain address."""

    PLAIN = "address"
    PLAIN_SCHEMA: ClassVar[JsonSchemaValue] = {"type": "string", "pattern": "^https?://"}

    address: Address
    name: Text = ""


class Expected(Definition):
    """By how much a KPI is meant to move, in its own unit (0.05 of a share is five points), and by when.

    A KPI that is meant to fall has a change below zero. Without a day it is by the time the initiative is due.
    """

    kpi: Id
    change: Number
    by: date | None = None

    @model_validator(mode="after")
    def _something_is_expected(self) -> Self:
        if self.change == 0:
            raise ValueError("change is 0 – write how much the KPI is meant to move, or leave it out")
        return self


class Origin(StrEnum):
    """What gave rise to an initiative."""

    RED = "red"
    SIGNAL = "signal"
    PAIN = "pain"
    ARROW = "arrow"
    REVIEW = "review"
    HEALTH_CHECK = "health check"
    PRACTICE = "practice"


class MadeFrom(Definition):
    """Where an initiative was made: what gave rise to it, about what, and in which period or review."""

    origin: Origin
    about: Subject | None = None
    when: Text = ""


class Measured(StrEnum):
    """What an experiment counts: how many of the cases convert, or a value of each case."""

    CONVERSIONS = "conversions"
    VALUES = "values"


class Variant(Definition):
    """One side of an experiment: how many cases, and what came of them.

    `successes` of the cases converted; or `mean` and `deviation` (the standard deviation) of their values.
    """

    name: Name
    cases: Size | None = None
    successes: Count | None = None
    mean: Measure | None = None
    deviation: Annotated[Measure, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _no_more_successes_than_cases(self) -> Self:
        if self.successes is not None and self.successes > (self.cases or 0):
            message = f"{self.successes} successes of {self.cases or 'no'} cases – write both as they were counted"
            raise ValueError(message)
        return self


class Experiment(Definition):
    """A test of two variants, planned before it starts and judged when it is over.

    `baseline` is what the control is believed to do (a share, or a mean with `deviation`); `smallest_effect` the
    smallest difference worth finding, in the same unit; with `power` it is found at `confidence`.
    """

    measured: Measured = Measured.CONVERSIONS
    kpi: Id | None = None
    higher_is_better: bool = True
    baseline: Measure | None = None
    smallest_effect: Annotated[Measure, Field(gt=0)] | None = None
    deviation: Annotated[Measure, Field(gt=0)] | None = None
    power: Level = 0.8
    confidence: Level = 0.95
    start: date | None = None
    end: date | None = None
    control: Variant = Variant(name="As it is")
    variant: Variant = Variant(name="New")

    @model_validator(mode="after")
    def _it_ends_after_it_starts(self) -> Self:
        if self.start and self.end and self.end < self.start:
            message = f"end ({self.end}) lies before start ({self.start})"
            raise ValueError(message)
        return self


class Initiative(Definition):
    """Work meant to move an objective: whose it is, from when until when, how far it is, and what it is to bring about.

    `effective` is the day from which customers met it, the one that parts before from after; without it that is the
    start. `where` names the segment (dimension: value) that it was for, where it was not for everybody. `practice` says
    what others can take over from it; `adopts` is the initiative whose practice it takes over. `cost` is in the
    journey's currency.
    """

    id: Id
    name: Name
    objective: Id | None = None
    kpis: tuple[Id, ...] = ()
    owner: Text = ""
    helpers: Texts = ()
    start: date
    due: date | None = None
    effective: date | None = None
    state: InitiativeState = InitiativeState.PLANNED
    cost: Annotated[Number, Field(ge=0)] | None = None
    expected: tuple[Expected, ...] = ()
    where: dict[Id, Text] = Field(default={})
    links: tuple[Link, ...] = ()
    experiment: Experiment | None = None
    practice: Text = ""
    adopts: Id | None = None
    made_from: MadeFrom | None = None
    note: Text = ""

    @model_validator(mode="after")
    def _its_days_are_in_order(self) -> Self:
        for name, day in (("due", self.due), ("effective", self.effective)):
            if day is not None and day < self.start:
                message = f"{name} ({day}) lies before start ({self.start})"
                raise ValueError(message)
        return self

    @property
    def since(self) -> date:
        """Return the day that parts before from after."""
        return self.effective or self.start

    def moves(self, kpi: OfAnObjective) -> bool:
        """Return whether it is meant to move *kpi*: by name, or through its objective where it names no KPI."""
        named = {*self.kpis, *(each.kpi for each in self.expected)}
        return kpi.id in named or (not self.kpis and kpi.objective == self.objective)
