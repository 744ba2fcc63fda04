"""What is defined: journey, stages, personas, datasets, objectives, KPIs, targets, touchpoints, initiatives.

The types are frozen; the invariants that one object can check alone are checked where it is made. What holds between
objects (an objective's stage exists) is checked by `bsc.model.reading`, which lists every problem of a file at once.
"""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from bsc.model.fields import (
    ALL_PERSONAS,
    MANY,
    ONE,
    Columns,
    Definition,
    Id,
    Level,
    Name,
    Number,
    Range,
    Text,
    Texts,
    Weight,
    Weighted,
    WeightStep,
)
from bsc.model.initiatives import Expected, Experiment, Initiative, Link, MadeFrom, Measured, Origin, Variant
from bsc.model.periods import Calendar, Grain, WeekStart
from bsc.model.touchpoints import Comments, Entry, FunnelStep, Touchpoint
from bsc.model.words import Better, ColumnType, Kind, Perspective, Unit

__all__ = [
    "ALL_PERSONAS",
    "MANY",
    "ONE",
    "Benchmark",
    "Columns",
    "Comments",
    "Dataset",
    "Definition",
    "Entry",
    "Expected",
    "Experiment",
    "FunnelStep",
    "Id",
    "Initiative",
    "Journey",
    "Kpi",
    "Level",
    "Link",
    "MadeFrom",
    "Measured",
    "Name",
    "Number",
    "Objective",
    "Origin",
    "Persona",
    "Range",
    "Scorecard",
    "Stage",
    "Target",
    "Text",
    "Texts",
    "Touchpoint",
    "Variant",
    "Weight",
    "WeightStep",
    "Weighted",
]


class Journey(Definition):
    """The customer's path as a whole, with the company's currency and calendar."""

    name: Name = "Customer journey"
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "EUR"
    fiscal_year_starts: Annotated[int, Field(ge=1, le=12)] = 1
    week_starts: WeekStart = WeekStart.MONDAY
    perspective_weights: dict[Perspective, Weight] = Field(default={})

    @property
    def calendar(self) -> Calendar:
        """Return the calendar that periods are counted on."""
        return Calendar(self.week_starts, self.fiscal_year_starts)


class Stage(Weighted):
    """One ordered step of the journey."""

    id: Id
    name: Name
    goal: Text = ""
    owner: Text = ""
    helpers: Texts = ()


class Persona(Definition):
    """A kind of customer that the map is drawn for; data may carry it as the dimension `persona`."""

    id: Id
    name: Name
    traits: Texts = ()


class Dataset(Definition):
    """Rows from one kind of export: their time column, dimensions, key, and how to reach other datasets."""

    id: Id
    name: Name = ""
    time: Text | None = None
    dimensions: dict[Id, Text] = Field(default={})
    key: Texts = ()
    columns: dict[Text, ColumnType] = Field(default={})
    lookups: dict[Id, Columns] = Field(default={})
    query: Annotated[str, StringConstraints(strip_whitespace=True, max_length=8000)] | None = None
    owner: Text = ""
    helpers: Texts = ()

    @property
    def label(self) -> str:
        """Return the name for people."""
        return self.name or self.id.replace("_", " ").capitalize()


class Objective(Weighted):
    """What is wanted, verb + noun, in one stage and one perspective; it may drive other objectives."""

    id: Id
    name: Name
    stage: Id
    perspective: Perspective
    owner: Text = ""
    helpers: Texts = ()
    drives: tuple[Id, ...] = ()


class Benchmark(Definition):
    """What others reach: context beside a target, never a target by itself."""

    value: Number
    year: int | None = None
    segment: Text = ""
    source: Text = ""


class Target(Definition):
    """The value wanted and the red line beyond which a KPI is off track, in force from `start` on.

    `where` makes it the target of one segment. A red line left out equals the target: met or not, no tolerance.
    """

    start: date
    target: Level
    red_line: Level = Field(default_factory=lambda fields: fields["target"])
    where: dict[Id, Text] = Field(default={})
    note: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _no_red_line_is_none_given(cls, document: object) -> object:
        if isinstance(document, dict) and document.get("red_line", 0) is None:
            return {key: value for key, value in document.items() if key != "red_line"}
        return document

    @model_validator(mode="after")
    def _both_are_numbers_or_both_are_ranges(self) -> Self:
        if isinstance(self.target, tuple) != isinstance(self.red_line, tuple):
            message = "target and red_line must both be numbers, or both be ranges like [0.1, 0.2]"
            raise ValueError(message)
        if isinstance(self.target, tuple) and isinstance(self.red_line, tuple):
            low, high = self.target
            if not self.red_line[0] <= low <= high <= self.red_line[1]:
                message = "a range needs red_line low ≤ target low ≤ target high ≤ red_line high"
                raise ValueError(message)
        return self


class Kpi(Weighted):
    """How we know: a formula over a dataset, with its unit, direction and targets; belongs to an objective."""

    id: Id
    name: Name
    objective: Id
    dataset: Id
    formula: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
    description: Text = ""
    time: Text | None = None
    where: Text | None = None
    unit: Unit = Unit.NUMBER
    better: Better = Better.HIGHER
    kind: Kind = Kind.LAGGING
    frequency: Grain = Grain.MONTH
    pinned: bool = False
    missing: Annotated[str, StringConstraints(pattern=r"^(none|carry [1-9][0-9]?)$")] = "none"
    owner: Text = ""
    helpers: Texts = ()
    source: Text = ""
    benchmark: Benchmark | None = None
    targets: tuple[Target, ...] = ()

    @property
    def carried_periods(self) -> int:
        """Return for how many periods without a value the last one is carried on (and marked stale)."""
        return int(found.group()) if (found := re.search(r"\d+", self.missing)) else 0

    @field_validator("missing", mode="before")
    @classmethod
    def _nothing_is_none(cls, missing: object) -> object:
        return "none" if missing is None else missing

    @model_validator(mode="after")
    def _targets_fit(self) -> Self:
        found = [
            f"targets[{number}]: {said}" for number, step in enumerate(self.targets) if (said := self._against(step))
        ]
        if found:
            raise ValueError("\n".join(found))
        return self

    def _against(self, step: Target) -> str:
        """Return what speaks against *step* as a target of this KPI; empty when nothing does."""
        if isinstance(step.target, tuple) != (self.better is Better.WITHIN):
            wanted = "a range like [0.1, 0.2]" if self.better is Better.WITHIN else "one number"
            return f"with better: {self.better} a target is {wanted}"
        if isinstance(step.target, tuple) or isinstance(step.red_line, tuple):
            return ""
        backwards = step.target < step.red_line if self.better is Better.HIGHER else step.target > step.red_line
        if not backwards:
            return ""
        return (
            f"with better: {self.better} the red line ({step.red_line:g}) must be on the worse side "
            f"of the target ({step.target:g})"
        )


class Scorecard(Definition):
    """All definitions together: one `scorecard.yaml`."""

    version: Literal[1] = 1
    journey: Journey = Journey()
    stages: tuple[Stage, ...] = ()
    personas: tuple[Persona, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    objectives: tuple[Objective, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    funnel: tuple[FunnelStep, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
