"""What is said of an initiative and a KPI, for people."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from bsc.charts.figures import figure
from bsc.insight.effects import AFTER, NEEDED, Change, Verdict
from bsc.model.definitions import Initiative, Kpi
from bsc.model.editing import joined, number_of
from bsc.model.initiatives import Expected
from bsc.model.periods import Grain
from bsc.model.words import Unit
from bsc.views.dates import day

Wanted = Literal["up", "down"]

_HARDLY = 0.1  # of what was expected: no more than that is told from none, or from all of it
_FOUND = {
    Verdict.SUPPORTED: "that supports it",
    Verdict.NOT_VISIBLE: "that may be chance, so no change is visible",
    Verdict.OTHER_WAY: "it moved the other way",
}


def moved(change: float, kpi: Kpi, currency: str) -> str:
    """Return *change* of *kpi* with its sign: percentage points for a share, else in its unit."""
    text = figure(change, kpi.unit, currency, signed=True)
    return f"{text.removesuffix('%')} pp" if kpi.unit is Unit.PERCENT else text


def interval(change: Change, kpi: Kpi, currency: str) -> str:
    """Return the interval of *change*: `−0.2 to +1.1 pp`."""
    low, high = (moved(each, kpi, currency) for each in (change.low, change.high))
    return f"{low.removesuffix(' pp')} to {high}"


def found(kpi: Kpi, change: Change, verdict: Verdict, *, currency: str, beside: str) -> str:
    """Return what was found, in two sentences; *beside* are the segments that it was held against, if any."""
    before, after = (figure(each, kpi.unit, currency) for each in (change.before, change.after))
    own = "its own trend, season and usual variation" if change.seasonal else "its own trend and usual variation"
    what = f"the others ({beside})" if beside else own
    by = f"{moved(change.change, kpi, currency)} ({interval(change, kpi, currency)})"
    return f"{kpi.name} stood at {before} before and at {after} since. Beyond {what} that is {by}: {_FOUND[verdict]}."


def expected_text(expected: Expected, change: Change | None, kpi: Kpi, *, by: date | None, currency: str) -> str:
    """Return what was expected, with how much of it there is."""
    until = f" by {day(by)}" if by else ""
    said = f"Expected: {moved(expected.change, kpi, currency)}{until}"
    if change is None:
        return f"{said}."
    if change.low <= 0 <= change.high:
        held = "which may as well be chance"
    else:
        wide = change.low <= expected.change <= change.high
        held = f"and all of it is {'within' if wide else 'outside'} what is likely"
    return f"{said}. Seen: {reached(change, expected)}, {held}."


def reached(change: Change, expected: Expected) -> str:
    """Return how much of what was expected there is, in words: a part of it, all of it, more, or the opposite."""
    share = change.change / expected.change
    if share <= -_HARDLY:
        return "the opposite of what was expected"
    if share < _HARDLY:
        return "hardly any of it"
    if share < 1 - _HARDLY:
        return f"{share:.0%} of it"
    return "as much as expected" if share <= 1 + _HARDLY else f"more than expected ({share:.0%})"


def with_others(others: Sequence[Initiative]) -> str:
    """Return that *others* took effect in the same time, so that nobody can tell whose it was."""
    names = joined([f"“{each.name}” ({day(each.since)})" for each in others])
    return f"At the same time on the same KPI: {names}. What is seen may be theirs as well."


def too_few_before(count: int, grain: Grain) -> str:
    """Return that too little is known of the time before."""
    return f"{number_of(count, grain)} before with a value, and {NEEDED} are needed to know what is usual"


def too_few_after(count: int, grain: Grain) -> str:
    """Return that it has not been long enough."""
    return f"{number_of(count, grain)} since with a value, and {AFTER} are needed"


def season_note(change: Change, *, years: bool, compared: bool) -> str:
    """Return what was done about the season."""
    if compared:
        return "A season that all segments share is in their difference no more."
    if change.seasonal and years:
        return "Its season was taken out: the same time of earlier years is known."
    if change.seasonal:
        return "A season was guessed at: fewer than two years are known, so that it is not sure."
    if years:
        return "No season was found in the years that are known."
    return "Fewer than two years are known: a season would not be noticed for sure."
