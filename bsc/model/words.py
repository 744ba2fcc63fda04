"""The fixed words of the product: one word per idea, the same in code, YAML, CSV, URL and on screen."""

from enum import StrEnum


class Perspective(StrEnum):
    """One of the four perspectives of a Balanced Scorecard, in the order in which they are shown."""

    FINANCIAL = "financial"
    CUSTOMER = "customer"
    PROCESS = "process"
    LEARNING = "learning"

    @property
    def label(self) -> str:
        """Return the name for people."""
        return _PERSPECTIVE_LABELS[self]


_PERSPECTIVE_LABELS = {
    Perspective.FINANCIAL: "Financial",
    Perspective.CUSTOMER: "Customer",
    Perspective.PROCESS: "Internal process",
    Perspective.LEARNING: "Learning & growth",
}


class Status(StrEnum):
    """How good a value or a score is, in the words shown on screen."""

    ON_TRACK = "On track"
    AT_RISK = "At risk"
    OFF_TRACK = "Off track"
    NO_TARGET = "No target"
    NO_DATA = "No data"


class Unit(StrEnum):
    """What a KPI's value is counted in; a percent is kept as a share 0–1 and only shown as 0–100 %."""

    PERCENT = "percent"
    NUMBER = "number"
    CURRENCY = "currency"
    DAYS = "days"
    HOURS = "hours"
    POINTS = "points"
    RATIO = "ratio"


class Better(StrEnum):
    """Which way a KPI improves."""

    HIGHER = "higher"
    LOWER = "lower"
    WITHIN = "within"

    @property
    def label(self) -> str:
        """Return the direction for people."""
        return f"{'within a range' if self is Better.WITHIN else self.value} is better"


class Kind(StrEnum):
    """Whether a KPI tells early (leading) or confirms late (lagging)."""

    LEADING = "leading"
    LAGGING = "lagging"


class Evidence(StrEnum):
    """What a statement about a customer rests on."""

    OBSERVED = "observed"
    INFERRED = "inferred"
    ASSUMED = "assumed"


class InitiativeState(StrEnum):
    """How far the work on an initiative is."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def open(self) -> bool:
        """Return whether there is still work to do."""
        return self in {InitiativeState.PLANNED, InitiativeState.RUNNING}


class ColumnType(StrEnum):
    """What a dataset's column is read as. Shares and money are numbers; their look is not their type."""

    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    TIMESTAMP = "timestamp"
    BOOLEAN = "boolean"
    TEXT = "text"
