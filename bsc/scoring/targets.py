"""Which target holds for a period and a segment, and how much of it a shorter, longer or unfinished period owes."""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum

from bsc.model.definitions import Kpi, Target
from bsc.model.periods import Calendar, Grain, Period
from bsc.scoring.judging import Anchors


class Measure(StrEnum):
    """How a KPI's value grows with time, and with the part of the customers that is looked at.

    A *flow* (sum, count) adds up over both; a *stock* (the last headcount) over customers only. A *distinct* count
    adds up over neither, yet a part has less of it. A *rate* (ratio, average, median) keeps its size everywhere.
    *Per head* (a flow over a stock: training hours per employee) adds up over time and keeps its size in a part.
    *Per distinct* (orders per different customer) keeps its size in a part, and over time does neither.
    """

    FLOW = "flow"
    STOCK = "stock"
    DISTINCT = "distinct"
    RATE = "rate"
    PER_HEAD = "per head"
    PER_DISTINCT = "per distinct"

    @property
    def adds_up(self) -> bool:
        """Return whether a longer period has more of it, day by day."""
        return self in {Measure.FLOW, Measure.PER_HEAD}

    @property
    def compares_at_any_length(self) -> bool:
        """Return whether the value of a shorter or longer period can be compared at all."""
        return self not in {Measure.DISTINCT, Measure.PER_DISTINCT}

    @property
    def keeps_its_size(self) -> bool:
        """Return whether a part of the customers may be held to the target of all."""
        return self in {Measure.RATE, Measure.PER_HEAD, Measure.PER_DISTINCT}


def target_in_force(kpi: Kpi, period: Period, filters: Mapping[str, Sequence[str]], measure: Measure) -> Target | None:
    """Return the target of *kpi* for *period* under *filters*, as it was defined; None when there is none.

    It is the latest that had begun at the period's start. A segment's target (`where`) needs the filter to say the
    same; of several the one that says most holds. A target that says less than the filter (as the general one says
    nothing) holds only for what keeps its size: the sign-ups of one channel owe nothing to the target of all channels.
    """
    begun = [target for target in kpi.targets if target.start <= period.start and _covers(target, filters)]
    if not measure.keeps_its_size:
        begun = [target for target in begun if len(target.where) == len(filters)]
    return max(begun, key=lambda target: (len(target.where), target.start, kpi.targets.index(target)), default=None)


def share_owed(
    frequency: Grain, period: Period, measure: Measure, calendar: Calendar, elapsed: float = 1.0
) -> float | None:
    """Return the factor that a target set for one period of *frequency* takes in *period*; None: not comparable.

    A rate and a stock take 1. A flow takes the number of frequency periods that fit in: each counts by the share of
    its days that lie in *period*, so that a monthly 310 is 930 in a quarter and 70 in a week of
    August; of a period that is not over it owes the share that has *elapsed*, and nothing can be said at 0.
    A distinct count compares at its own frequency and in whole periods only, because it does not add up.
    """
    if measure.adds_up:
        return _periods_within(frequency, period, calendar) * elapsed or None
    whole = elapsed >= 1 and period.grain is frequency
    return 1.0 if whole or measure.compares_at_any_length else None


def anchors_owed(target: Target | None, owed: float | None) -> Anchors | None:
    """Return the anchors of *target* times the share *owed*; None without either."""
    return Anchors.of(target).scaled(owed) if target is not None and owed is not None else None


def _covers(target: Target, filters: Mapping[str, Sequence[str]]) -> bool:
    return all(tuple(filters.get(dimension, ())) == (value,) for dimension, value in target.where.items())


def _periods_within(frequency: Grain, period: Period, calendar: Calendar) -> float:
    if frequency is period.grain:
        return 1.0
    return math.fsum(_overlap(part, period) for part in calendar.periods(period.start, period.end, frequency))


def _overlap(part: Period, period: Period) -> float:
    return (min(part.end, period.end) - max(part.start, period.start)).days / part.days
