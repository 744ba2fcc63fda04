"""One line of the list of what needs attention: what, how much, since when, what to look at, and why it ranks there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bsc.charts.figures import figure
from bsc.model.words import Status, Unit
from bsc.views.attention_reasons import Kind, Reason
from bsc.views.attention_words import SEEN, Watched, lead, number_of_points


class Place(StrEnum):
    """Where a reason is looked into."""

    TRENDS = "trends"
    WHY = "why"
    DATA = "data"
    INITIATIVE = "initiative"


@dataclass(frozen=True, kw_only=True)
class Item:
    """A KPI, a dataset or an initiative with its reasons, the first one first.

    `lead` says how it stands, `look` what to look at, in `place`. `costs` is what the journey's score misses because of
    it, in points; `rests` the share (0–1) of the journey that rests on it.
    """

    name: str
    lead: str
    reasons: tuple[Reason, ...]
    status: Status
    kpi: str | None = None
    stage: str | None = None
    stage_name: str = ""
    dataset: str | None = None
    initiative: str | None = None
    costs: float = 0.0
    rests: float = 0.0
    place: Place = Place.TRENDS
    look: str = ""

    @property
    def kind(self) -> Kind:
        """Return the kind of its first reason, which it ranks by."""
        return self.reasons[0].kind

    @property
    def title(self) -> str:
        """Return its name, and the stage where it stands in one."""
        return f"{self.name} ({self.stage_name})" if self.stage_name else self.name

    @property
    def headline(self) -> str:
        """Return how it stands: `Click-through rate (Interest): 2.0% against a target of 5.0%, off track since May`."""
        return f"{self.title}: {self.lead}"

    @property
    def sentence(self) -> str:
        """Return all that is to be said of it, what to look at included."""
        return " ".join([self.headline, *(reason.sentence for reason in self.reasons), f"{self.look}."])

    @property
    def why(self) -> str:
        """Return why it stands where it stands in the list."""
        kind = f"{self.kind.value[:1].upper()}{self.kind.value[1:]}"
        if self.costs >= SEEN:
            return f"{kind}; among these by what it costs the journey: {number_of_points(self.costs)}"
        if self.rests:
            return f"{kind}; among these by what rests on it: {figure(self.rests, Unit.PERCENT)} of the journey"
        return kind


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return *items* by kind, then by what they cost the journey, then by how much of it rests on them."""
    return tuple(sorted(items, key=lambda each: (each.kind.rank, -each.costs, -each.rests)))


def kpi_item(seen: Watched, reasons: tuple[Reason, ...], stage: str) -> Item:
    """Return the line of a KPI in the stage called *stage* for people."""
    reading = seen.reading
    return Item(
        name=reading.kpi.name,
        lead=lead(seen),
        reasons=reasons,
        status=reading.status,
        kpi=reading.kpi.id,
        stage=reading.stage,
        stage_name=stage,
        dataset=reading.kpi.dataset,
        costs=seen.portion.lost,
        rests=seen.portion.share or seen.portion.due,
        place=_PLACE.get(reasons[0].kind, Place.TRENDS),
        look=_LOOK.get(reasons[0].kind, "Look at its trend"),
    )


_LOOK: Final[Mapping[Kind, str]] = {
    Kind.OFF_TRACK_CHANGED: "Look at why it changed",
    Kind.WORSENING: "Look at why it gets worse",
    Kind.CHANGED: "Look at why it changed",
    Kind.GAIN: "Look at what brought it about",
    Kind.NO_DATA: "Look at its data",
    Kind.NEVER_MET: "Look at its target",
    Kind.TOO_EASY: "Look at its target",
    Kind.NO_TARGET: "Set a target",
}
_PLACE: Final[Mapping[Kind, Place]] = {
    Kind.OFF_TRACK_CHANGED: Place.WHY,
    Kind.WORSENING: Place.WHY,
    Kind.CHANGED: Place.WHY,
    Kind.GAIN: Place.WHY,
    Kind.NO_DATA: Place.DATA,
}
