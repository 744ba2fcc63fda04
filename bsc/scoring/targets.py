"""Which target holds for a period and a segment, and how much of it a shorter, longer or unfinished period owes."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bsc.model.definitions import Kpi, Level, Target
from bsc.model.periods import Calendar, Grain, Period
from bsc.scoring.judging import Anchors

ROUNDING = 1e-6  # of a day: elapsed shares are days divided by days


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


@dataclass(frozen=True)
class Terms:
    """What a KPI is compared under: the kind of measure that it is, the filters looked through, the calendar."""

    measure: Measure
    filters: Mapping[str, Sequence[str]]
    calendar: Calendar


def target_in_force(kpi: Kpi, period: Period, filters: Mapping[str, Sequence[str]], measure: Measure) -> Target | None:
    """Return the target of *kpi* for *period* under *filters*, as it was defined; None when there is none.

    It is the latest that had begun at the period's start. A segment's target (`where`) needs the filter to say the
    same; of several the one that says most holds. A target that says less than the filter (as the general one says
    nothing) holds only for what keeps its size: the sign-ups of one channel owe nothing to the target of all channels.
    """
    return _target_on(period.start, kpi, filters, measure)


def anchors_owed(kpi: Kpi, period: Period, terms: Terms, elapsed: float = 1.0) -> Anchors | None:
    """Return what the value of *kpi* in *period* is held to; None without a target or where the two do not compare.

    What adds up owes the sum of the targets in force over the period: a monthly 100 until June and 120 from July on
    make 320 for the quarter from May. When none was in force for a part of the period, none is for the whole.
    Of a period that is not over count the days that have elapsed: a year whose January alone is over owes January's
    target, and is on track where January is.
    """
    if not terms.measure.adds_up:
        target = target_in_force(kpi, period, terms.filters, terms.measure)
        owed = share_owed(kpi.frequency, period, terms.measure, terms.calendar, elapsed)
        return Anchors.of(target) if target is not None and owed is not None else None
    parts = [
        (_target_on(max(part.start, period.start), kpi, terms.filters, terms.measure), share)
        for part, share in _parts(kpi.frequency, period, terms.calendar, elapsed)
    ]
    owed_parts = [Anchors.of(target).scaled(share) for target, share in parts if target is not None]
    return _sum(owed_parts) if parts and len(owed_parts) == len(parts) else None


def share_owed(
    frequency: Grain, period: Period, measure: Measure, calendar: Calendar, elapsed: float = 1.0
) -> float | None:
    """Return the factor that a target set for one period of *frequency* takes in *period*; None: not comparable.

    A rate and a stock take 1. A flow takes the number of frequency periods that fit in: each counts by the share of
    its days that lie in *period*, so that a monthly 310 is 930 in a quarter and 70 in a week of
    August; of a period that is not over count the days that have *elapsed*, and nothing can be said at 0.
    A distinct count compares at its own frequency and in whole periods only, because it does not add up.
    """
    if measure.adds_up:
        return math.fsum(share for _, share in _parts(frequency, period, calendar, elapsed)) or None
    whole = elapsed >= 1 and period.grain is frequency
    return 1.0 if whole or measure.compares_at_any_length else None


def _target_on(day: date, kpi: Kpi, filters: Mapping[str, Sequence[str]], measure: Measure) -> Target | None:
    begun = [target for target in reversed(kpi.targets) if target.start <= day and _covers(target, filters)]
    if not measure.keeps_its_size:
        begun = [target for target in begun if len(target.where) == len(filters)]
    return max(begun, key=lambda target: (len(target.where), target.start), default=None)  # of equals the last defined


def _covers(target: Target, filters: Mapping[str, Sequence[str]]) -> bool:
    return all(tuple(filters.get(dimension, ())) == (value,) for dimension, value in target.where.items())


def _parts(frequency: Grain, period: Period, calendar: Calendar, elapsed: float) -> list[tuple[Period, float]]:
    """Return the periods of *frequency* that share a day with the *elapsed* part of *period*, each with that share."""
    if elapsed <= 0:
        return []
    if frequency is period.grain:
        return [(period, elapsed)]
    days = elapsed * period.days
    return [
        (part, min(_overlap(part, period), (days - max((part.start - period.start).days, 0)) / part.days))
        for part in calendar.periods(period.start, period.start + timedelta(days=math.ceil(days - ROUNDING)), frequency)
    ]


def _overlap(part: Period, period: Period) -> float:
    return (min(part.end, period.end) - max(part.start, period.start)).days / part.days


def _sum(parts: Sequence[Anchors]) -> Anchors:
    return Anchors(_level_sum([part.target for part in parts]), _level_sum([part.red_line for part in parts]))


def _level_sum(levels: Sequence[Level]) -> Level:
    ranges = [level for level in levels if isinstance(level, tuple)]
    if ranges:
        return math.fsum(low for low, _ in ranges), math.fsum(high for _, high in ranges)
    return math.fsum(level for level in levels if not isinstance(level, tuple))
