"""A KPI as attention looks at it, and the words about it: held to what, since when, how much, how late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Final

from bsc.charts.figures import figure
from bsc.model.definitions import Initiative, Level
from bsc.model.editing import number_of
from bsc.model.periods import Calendar, Grain
from bsc.model.words import Status
from bsc.scoring.history import TrackRecord
from bsc.scoring.judging import Anchors
from bsc.scoring.portions import Portion
from bsc.views.dates import day
from bsc.views.freshness import DatasetLine
from bsc.views.readings import Reading, record

SEEN: Final = 0.05  # points of the journey; less would be shown as 0.0


@dataclass(frozen=True)
class Moved:
    """A signal: what it says, and whether it is for the better (None where neither way is)."""

    sentence: str
    better: bool | None


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A KPI as it is looked at. `past` are its last readings, oldest first, the shown one last.

    `steady` are the last ones since its values last changed; `usual`, the natural limits that they keep within, None
    where they are not known. `initiatives` are the open ones that are to move it, `data` its dataset's line.
    """

    past: tuple[Reading, ...]
    steady: tuple[Reading, ...]
    portion: Portion
    calendar: Calendar
    currency: str
    moved: Moved | None = None
    usual: tuple[float, float] | None = None
    initiatives: tuple[Initiative, ...] = ()
    data: DatasetLine | None = None

    @property
    def reading(self) -> Reading:
        """Return the shown reading."""
        return self.past[-1]

    def words(self, value: float | None) -> str:
        """Return *value* in the KPI's unit."""
        return figure(value, self.reading.kpi.unit, self.currency)


def record_in_force(past: Sequence[Reading], shown: Reading) -> TrackRecord:
    """Return how the target in force for *shown* would have fared over the last 12 whole periods with a value."""
    return record(past, Anchors.of(shown.target), shown.kpi.better) if shown.target else TrackRecord(0, 0, None)


def in_a_row(seen: Watched) -> int:
    """Return how many of the last steady readings, the shown one included, have met the target one after the other."""
    met = takewhile(lambda each: record_in_force([each], seen.reading).met == 1, reversed(seen.steady))
    return sum(1 for _ in met)


def lead(seen: Watched) -> str:
    """Return what a sentence about the KPI begins with: its value, what it is held to, its status and since when."""
    label = seen.calendar.label(seen.reading.period)
    match seen.reading.status:
        case Status.NO_DATA:
            return f"no value in {label}."
        case Status.NO_TARGET:
            return f"{seen.words(seen.reading.value)} in {label}."
        case Status.OFF_TRACK:
            return f"{held(seen)}, off track {since(seen)}."
        case status:
            return f"{held(seen)}, {status.lower()}."


def held(seen: Watched) -> str:
    """Return the value with what it is held to: `2.0% against a target of 5.0% and a red line of 3.0%`.

    The value of a period that is not over is what there is `so far`.
    """
    value, anchors = seen.words(seen.reading.value), seen.reading.anchors
    if seen.reading.partial:
        value = f"{value} so far"
    if anchors is None:
        return value
    target, red_line = (_level(level, seen) for level in (anchors.target, anchors.red_line))
    return f"{value} against a target of {target}" + ("" if target == red_line else f" and a red line of {red_line}")


def since(seen: Watched) -> str:
    """Return since when the KPI is off track, as a part of a sentence: `since Jun 2026`, `for 12 months or longer`."""
    past, shown = seen.past, seen.reading.period
    off_track = list(takewhile(lambda each: each.status is Status.OFF_TRACK, reversed(past)))
    if len(off_track) <= 1:
        on = "on" if shown.grain is Grain.DAY else "in"
        known = len(past) > 1 and past[-2].points is not None
        return f"{on} {seen.calendar.label(shown)}, and not before" if known else "now"
    if len(off_track) == len(past):
        return f"for {number_of(len(past), shown.grain)} or longer"
    return f"since {seen.calendar.label(off_track[-1].period)}"


def is_overdue(initiative: Initiative, today: date) -> bool:
    """Return whether *initiative* should have been done before *today* and is not."""
    return initiative.state.open and initiative.due is not None and initiative.due < today


def overdue(initiative: Initiative) -> str:
    """Return that *initiative* is late, behind its name: when it was due, and how far it is."""
    due = day(initiative.due) if initiative.due else ""
    return f"was due on {due} and is still {initiative.state}."


def named(initiative: Initiative, *, due: bool = True) -> str:
    """Return the initiative's name with whose it is and, with *due*, until when: `“New form” (Web, due 1 Dec 2026)`."""
    known = [initiative.owner, f"due {day(initiative.due)}" if due and initiative.due else ""]
    behind = ", ".join(filter(None, known))
    return f"“{initiative.name}”{f' ({behind})' if behind else ''}"


def last_known(seen: Watched) -> str:
    """Return why there is no value, and when there last was one."""
    note = seen.reading.actual.note
    known = [each for each in seen.past if each.value is not None and not each.actual.stale]
    last = f"Last: {seen.words(known[-1].value)} in {seen.calendar.label(known[-1].period)}." if known else ""
    why = f"{note[:1].upper()}{note[1:]}." if note else ""
    return " ".join(filter(None, (why, last))) or "Nothing is known of it yet."


def number_of_points(points: float) -> str:
    """Return *points* of a score for people, with one decimal: `1.9 points`."""
    if points < SEEN:
        return "less than 0.1 points"
    return f"{points:.1f} point{'' if f'{points:.1f}' == '1.0' else 's'}"


def cases(seen: Watched) -> str:
    """Return how many cases the value rests on, as the beginning of a sentence."""
    known = seen.reading.actual.denominator
    return number_of(round(known), "case") if known else "Its cases"


def limits(seen: Watched, ends: tuple[float, float]) -> str:
    """Return *ends* in the KPI's unit: `48.3% and 71.2%`."""
    return " and ".join(seen.words(end) for end in ends)


def _level(level: Level, seen: Watched) -> str:
    ends = level if isinstance(level, tuple) else (level,)
    return " to ".join(seen.words(end) for end in ends)
