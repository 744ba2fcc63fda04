"""Why a KPI's value changed, by segment of one dimension: what was counted of each, and what it did to the value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bsc import formula
from bsc.actuals import Actual
from bsc.formula.plain import plain
from bsc.formula.tree import Expression
from bsc.model.definitions import Kpi
from bsc.model.periods import Period
from bsc.model.view import View
from bsc.scoring.mix import Counted, Split, contributions, mix_and_rate
from bsc.views.cards import comparable
from bsc.views.fractions import Fraction, fraction, why_whole
from bsc.views.keeping import kept
from bsc.views.readings import Reading
from bsc.views.segment_values import segment_name, segment_values
from bsc.views.why import Against, periods
from bsc.views.workspace import Workspace

MOST_SEGMENTS: Final = 60  # each is a question to the rows
REST: Final = "(none)"
REST_BESIDE: Final = "(left empty)"  # where exports write "(none)" as a value of their own
EXACT: Final = 1e-9
_PIECES: Final = ("numerator", "denominator")

Filters = Mapping[str, tuple[str, ...]]
Sides = tuple[Counted, Counted]  # before and after


@dataclass(frozen=True, kw_only=True)
class Segments:
    """A KPI's change by the segments of `dimension`. A sum has no `denominator`; both are formulas in plain words."""

    kpi: Kpi
    currency: str
    dimension: str
    before: str
    after: str
    numerator: str
    denominator: str
    split: Split

    @property
    def is_ratio(self) -> bool:
        """Return whether there is a mix and a rate."""
        return bool(self.denominator)


@dataclass(frozen=True)
class NotSplit:
    """Why a KPI's change is not split, as a sentence for people."""

    reason: str


def dimensions_of(workspace: Workspace, view: View, kpi_id: str) -> tuple[str, ...]:
    """Return the dimensions that the KPI's dataset has and that the filters of *view* leave more than one value of."""
    dataset = next(each for each in workspace.scorecard.datasets if each.id == workspace.kpi(kpi_id).dataset)
    filters = workspace.filters(view)
    return tuple(name for name in dataset.dimensions if len(filters.get(name, ())) != 1)


def segments(workspace: Workspace, view: View, kpi_id: str, against: Against, dimension: str) -> Segments | NotSplit:
    """Return the KPI's change by the segments of *dimension*, or why it is not split; raises NotFound for the KPI."""
    kpi = workspace.kpi(kpi_id)
    name = ("segments of change", kpi_id, against, dimension)
    return kept(workspace, name, lambda: _segments(workspace, view, kpi, against, dimension), view)


def _segments(workspace: Workspace, view: View, kpi: Kpi, against: Against, dimension: str) -> Segments | NotSplit:
    tree = formula.parse(workspace.as_defined(kpi).formula).tree
    parts = fraction(tree)
    if parts is None:
        return NotSplit(f"{kpi.name} cannot be split by segment: {why_whole(tree)}.")
    pair = periods(workspace, view, against)
    readings = [workspace.series(view, [kpi], [period])[kpi.id][0] for period in pair]
    if problem := _problem(workspace, readings, parts):
        return NotSplit(problem)
    values = segment_values(workspace, view, dimension)
    if len(values) > MOST_SEGMENTS:
        seen = f"{_noun(dimension)} has {len(values)} values, and at most {MOST_SEGMENTS} are split"
        return NotSplit(f"{seen} – choose some of them under Filters.")
    counting = _Counting(workspace, workspace.as_defined(kpi), parts, pair)
    found = counting.by_segment(workspace.filters(view), dimension, values)
    if isinstance(found, NotSplit):
        return found
    split = _split(found, parts)
    if split is None or not _makes_up(split, readings):
        return NotSplit(f"{kpi.name} cannot be split by {_noun(dimension)}: its segments do not make up its value.")
    before, after = (workspace.calendar.label(period) for period in pair)
    return Segments(
        kpi=kpi,
        currency=workspace.currency,
        dimension=dimension,
        before=before,
        after=after,
        numerator=workspace.beyond.shown(_words(parts.numerator)),
        denominator=workspace.beyond.shown(_words(parts.denominator)) if parts.denominator is not None else "",
        split=split,
    )


def _problem(workspace: Workspace, readings: Sequence[Reading], parts: Fraction) -> str:
    """Return why there is nothing to split between two readings; empty when there is."""
    for reading in readings:
        label = workspace.calendar.label(reading.period)
        if reading.value is None:
            return f"{label} has no value: {reading.actual.note or 'nothing to compare with'}."
        if reading.actual.stale:
            return f"The value of {label} is carried on from an earlier period, so that there is no change to explain."
        if parts.denominator is None and not comparable(reading):
            return f"{label} is not over, and the sum of a part of it is not held against that of a whole one."
    return ""


@dataclass(frozen=True)
class _Counting:
    workspace: Workspace
    kpi: Kpi
    parts: Fraction
    pair: tuple[Period, Period]

    def by_segment(self, filters: Filters, dimension: str, values: Sequence[str]) -> dict[str, Sides] | NotSplit:
        """Return what was counted of each segment that has rows, and of the rest that has no value of *dimension*."""
        whole = self._counted(filters)
        if isinstance(whole, NotSplit):
            return whole
        found: dict[str, Sides] = {}
        for value in values:
            sides = self._counted({**filters, dimension: (value,)})
            if isinstance(sides, NotSplit):
                return sides
            found[segment_name(self.workspace, dimension, value)] = sides
        rest = (
            _rest(whole[0], [sides[0] for sides in found.values()]),
            _rest(whole[1], [sides[1] for sides in found.values()]),
        )
        name = REST_BESIDE if REST in found else REST
        return {name: sides for name, sides in {**found, name: rest}.items() if any(map(_is_something, sides))}

    def _counted(self, filters: Filters) -> Sides | NotSplit:
        kpis = self._kpis()
        found = self.workspace.computed(kpis, self.pair, filters)
        for actual in found.values():
            if not actual.available or (actual.value is None and actual.rows):
                return NotSplit(f"{self.kpi.name} cannot be split: {actual.note}.")
        before, after = (_counted([found[kpi.id, period] for kpi in kpis]) for period in self.pair)
        return before, after

    def _kpis(self) -> list[Kpi]:
        """Return numerator and denominator as KPIs of their own, the same ones as long as the definitions are."""
        return kept(self.workspace, ("pieces", self.kpi.id), self._made_kpis)

    def _made_kpis(self) -> list[Kpi]:
        formulas = [self.parts.numerator, *([self.parts.denominator] if self.parts.denominator is not None else [])]
        return [
            self.kpi.model_copy(update={"id": f"{self.kpi.id}_{piece}", "formula": plain(part), "missing": "none"})
            for piece, part in zip(_PIECES, formulas, strict=False)
        ]


def _counted(pieces: Sequence[Actual]) -> Counted:
    """Return what *pieces* (numerator, and a ratio's denominator) say; a period without rows counted nothing."""
    numbers = [piece.value or 0.0 for piece in pieces]
    return Counted(numbers[0], numbers[1] if len(numbers) > 1 else None)


def _rest(whole: Counted, parts: Sequence[Counted]) -> Counted:
    """Return what of *whole* is in none of *parts*; what is no more than rounding is nothing."""
    numerator = _left(whole.numerator, [part.numerator for part in parts])
    if whole.denominator is None:
        return Counted(numerator)
    return Counted(numerator, _left(whole.denominator, [part.denominator or 0.0 for part in parts]))


def _left(whole: float, parts: Sequence[float]) -> float:
    left = whole - sum(parts)
    return left if abs(left) > EXACT * sum(map(abs, [whole, *parts])) else 0.0


def _is_something(counted: Counted) -> bool:
    return bool(counted.numerator or counted.denominator)


def _split(found: Mapping[str, Sides], parts: Fraction) -> Split | None:
    before, after = ({name: sides[at] for name, sides in found.items()} for at in (0, 1))
    if parts.denominator is not None:
        return mix_and_rate(before, after)
    old, new = ({name: counted.numerator for name, counted in side.items()} for side in (before, after))
    return contributions(old, new)


def _makes_up(split: Split, readings: Sequence[Reading]) -> bool:
    """Return whether the segments make up the values that the KPI has."""
    made = zip((split.before, split.after), readings, strict=True)
    return all(abs(value - (reading.value or 0.0)) <= EXACT * max(1.0, abs(value)) for value, reading in made)


def _noun(dimension: str) -> str:
    return dimension.replace("_", " ")


def _words(part: Expression) -> str:
    """Return *part* as people write it: without the quotes around plain names and the brackets around the whole."""
    said = plain(part).replace('"', "")
    return said[1:-1] if said.startswith("(") and said.endswith(")") and said.count("(") == 1 else said
