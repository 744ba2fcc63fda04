"""KPIs from their parts: what each comes to in many periods at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bsc.actuals.arithmetic import evaluated
from bsc.actuals.desks import Desk
from bsc.actuals.plan import Planned
from bsc.actuals.series import Numbers
from bsc.actuals.wholes import Wholes
from bsc.formula import Holistic, How, Mean, Parts, Piece, Whole
from bsc.formula.tree import Aggregate, Expression
from bsc.model.periods import Period

EVERY_ROW = Piece(How.COUNT, "*")


@dataclass(frozen=True)
class Assembled:
    """A KPI in each of several periods: value, numerator, denominator (NaN: none), its rows, and what answered.

    `present` says in which periods there are rows at all, the KPI's or others of its dataset.
    """

    value: Numbers
    numerator: Numbers
    denominator: Numbers
    rows: Numbers
    present: NDArray[np.bool_]
    served: str


def assembled(plans: Sequence[Planned], desk: Desk, periods: Sequence[Period]) -> list[Assembled]:
    """Return each of *plans*, which are in parts, in each of *periods*, with as few questions to *desk* as can be."""
    everything = [plan.parts for plan in plans if plan.parts is not None]
    pieces = {EVERY_ROW, *(piece for parts in everything for piece in parts.pieces)}
    known = desk.series(pieces)
    whole: list[Holistic | Piece] = [*{each for parts in everything for each in parts.holistic}]
    whole += [piece for piece in pieces if piece.how is How.STATE]
    spans = known.spans(periods)
    of_days = known.over(spans, {piece.key: piece.how for piece in pieces if piece.how is not How.STATE})
    table = _Table(len(periods), {**of_days, **(desk.wholes(whole, periods) if whole else {})})
    return [table.assembled(parts, desk.served([*parts.pieces, *parts.holistic], periods)) for parts in everything]


@dataclass(frozen=True)
class _Table:
    """What pieces and holistic aggregates come to, by their keys, in each of so many periods."""

    periods: int
    values: Wholes

    def assembled(self, parts: Parts, served: str) -> Assembled:
        nothing = np.full(self.periods, np.nan)
        numerator, denominator = (
            (self._value(each, parts) for each in parts.ratio) if parts.ratio else (nothing, nothing)
        )
        value, rows = self._value(parts.value, parts), self.values[parts.rows.key]
        return Assembled(value, numerator, denominator, rows, self.values[EVERY_ROW.key] > 0, served)

    def _value(self, tree: Expression, parts: Parts) -> Numbers:
        found = evaluated(tree, lambda aggregate: self._aggregate(parts, aggregate))
        return found if found.ndim else np.full(self.periods, found)  # a formula's part may be a bare number

    def _aggregate(self, parts: Parts, aggregate: Aggregate) -> Numbers:
        match parts.partials[aggregate]:
            case Mean(total, count):
                number = self.values[count.key]
                return self.values[total.key] / np.where(number == 0, np.nan, number)
            case Holistic() as asked:
                values = self.values[asked.key]
                return np.nan_to_num(values, nan=0.0) if asked.whole is Whole.DIFFERENT else values
            case Piece() as piece:
                return self.values[piece.key]
